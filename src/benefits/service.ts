/** The use cases of benefits: what a member has now, using it, and taking a use back. */
import { memberUnknown } from '../accounts/errors.ts'
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { type Instant, parseInstant } from '../base/time.ts'
import type { Status } from '../members/member.ts'
import { type MembersService, recordsOf } from '../members/service.ts'
import type { OffersService } from '../offers/service.ts'
import { announce } from '../platform/facts.ts'
import { once } from '../platform/idempotency.ts'
import { type Database, type Tx, transaction } from '../platform/postgres/database.ts'
import type { AskingParts, Key } from '../points/asking.ts'
import type { QuotaPeriod } from '../programme/benefits.ts'
import type { Programme } from '../programme/rules.ts'
import { type Period, stretchOf } from '../tiers/calendar.ts'
import type { SpellView, TiersService } from '../tiers/service.ts'
import type { TierStanding } from '../tiers/view.ts'
import { benefitUnknown, memberNotActive, useUndone, useUnknown } from './errors.ts'
import { type GiftsService, giftsService } from './gifts/service.ts'
import { type Held, heldBenefits, left, type Place, refusedUse } from './rules.ts'
import * as store from './store.ts'

export type { Use } from './store.ts'

/** A benefit that is held, what of its quota was used in this period, and of a gift when the day begins on which it comes next. */
export type HeldNow = Held & { readonly used: number; readonly comesAt: Instant | null }

export type MemberBenefits = {
  readonly memberId: MemberId
  readonly at: Instant
  /** None unless the member is active. */
  readonly items: readonly HeldNow[]
}

export type Using = {
  readonly memberId: MemberId
  readonly benefit: string
  readonly uses: number
  readonly store: string | null
  readonly order: string | null
  readonly device: string | null
  readonly by: string
  readonly key?: Key
}

export type Undoing = {
  readonly memberId: MemberId
  readonly benefit: string
  readonly useId: store.UseId
  readonly reason: string
  readonly by: string
  readonly key?: Key
}

/** `left` of this period after it. */
export type UseAnswer = { readonly use: store.Use; readonly left: number }

export type BenefitsService = {
  /** As of now. @throws Refused memberUnknown */
  of(memberId: MemberId): Promise<MemberBenefits>
  /** @throws Refused benefitUnknown, memberNotActive, notHeld, notCounted, usedUp */
  use(using: Using): Promise<UseAnswer>
  /** @throws Refused useUnknown, useUndone */
  undo(undoing: Undoing): Promise<store.Use>
  /** @throws Refused useUnknown */
  found(memberId: MemberId, benefit: string, useId: store.UseId): Promise<store.Use>
  /** What comes by itself at an occasion. */
  readonly gifts: GiftsService
  /** Newest first, undone ones among them. */
  uses(memberId: MemberId, page: { readonly before: string | null; readonly limit: number }): Promise<store.Use[]>
}

export type BenefitsParts = AskingParts & {
  readonly db: Database
  readonly members: Pick<MembersService, 'statusesOf' | 'celebrating' | 'get'>
  readonly tiers: Pick<TiersService, 'standings' | 'history' | 'terms'>
  readonly offers: Pick<OffersService, 'issueIn'>
}

export function benefitsService(parts: BenefitsParts): BenefitsService {
  const { db, clock, ids, members, programme } = parts

  async function statusOf(memberId: MemberId): Promise<Status> {
    const status = (await members.statusesOf([memberId])).get(memberId)
    if (status === undefined) throw new Refused(memberUnknown({}))
    return status
  }

  async function heldAt(memberId: MemberId, at: Instant): Promise<Held[]> {
    const current = programme.at(at)
    if ((current.definition.benefits ?? []).length === 0) return []
    return heldBenefits(current, await placesOf(parts, memberId, current, at), at)
  }

  const gifts = giftsService({ ...parts, heldAt })

  async function found(memberId: MemberId, benefit: string, useId: store.UseId): Promise<store.Use> {
    const use = await store.useById(db, memberId, useId)
    if (use === undefined || use.benefit !== benefit) throw new Refused(useUnknown({}))
    return use
  }

  return {
    async of(memberId) {
      const at = clock.now()
      if ((await statusOf(memberId)) !== 'active') return { memberId, at, items: [] }
      const held = await heldAt(memberId, at)
      const [used, next] = await Promise.all([
        store.usedSince(db, await recordsOf(db, memberId), held.flatMap(counted)),
        gifts.next(memberId, held, at),
      ])
      const now = ({ code }: Held['benefit']) => ({ used: used.get(code) ?? 0, comesAt: next.get(code) ?? null })
      return { memberId, at, items: held.map((each) => ({ ...each, ...now(each.benefit) })) }
    },
    async use({ key, ...using }) {
      const { memberId, benefit, uses } = using
      const at = clock.now()
      const [status, held, records] = await Promise.all([
        statusOf(memberId),
        heldAt(memberId, at),
        recordsOf(db, memberId),
      ])
      const known = (programme.at(at).definition.benefits ?? []).some(({ code }) => code === benefit)
      const own = held.find((each) => each.benefit.code === benefit)
      const work = async (tx: Tx): Promise<UseAnswer> => {
        if (!known) throw new Refused(benefitUnknown({ benefit }))
        if (status !== 'active') throw new Refused(memberNotActive({ status }))
        await store.lockUses(tx, memberId, benefit)
        const counting = own === undefined ? [] : counted(own)
        const used = (await store.usedSince(tx, records, counting)).get(benefit) ?? 0
        const refused = refusedUse(own, { benefit, uses, used })
        if (refused !== undefined) throw new Refused(refused)
        const use = { ...using, useId: ids.next<'use'>(), usedAt: at }
        await store.addUse(tx, use)
        const data = { benefit, useId: use.useId, uses }
        await announce(tx, [{ factId: ids.next(), memberId, kind: 'benefit.used', at, recordedAt: at, data }])
        return { use: { ...use, undone: null }, left: own?.quota == null ? 0 : left(own.quota, used + uses) }
      }
      return withKey(db, key, at, 201, work)
    },
    async undo({ key, memberId, benefit, useId, reason, by }) {
      await found(memberId, benefit, useId)
      const at = clock.now()
      return withKey(db, key, at, 200, async (tx) => {
        const undone = await store.undoUse(tx, { memberId, useId }, { at, by, reason })
        if (undone === undefined) throw new Refused(useUndone({}))
        const data = { benefit, useId, uses: undone.uses }
        await announce(tx, [{ factId: ids.next(), memberId, kind: 'benefit.use-undone', at, recordedAt: at, data }])
        return undone
      })
    },
    found,
    gifts,
    uses: (memberId, page) => store.usesOf(db, memberId, page),
  }
}

function counted({ benefit, quota }: Held): { benefit: string; from: Instant }[] {
  return quota === null ? [] : [{ benefit: benefit.code, from: quota.startsAt }]
}

function withKey<T>(
  db: Database,
  key: Key | undefined,
  at: Instant,
  status: number,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return transaction(db, async (tx) => {
    if (key === undefined) return work(tx)
    return (await once(tx, { ...key, at }, async () => ({ status, answer: await work(tx) }))).answer
  })
}

/** The past is walked only for whoever came to his tier within a period that is still counted. */
async function placesOf(
  { tiers }: BenefitsParts,
  memberId: MemberId,
  programme: Programme,
  at: Instant,
): Promise<Place[]> {
  const { ladders } = await tiers.standings(memberId)
  const moved = ladders.some((standing) => movedWithin(standing, programme, at))
  const byTerm = ladders.some((standing) => quotasOf(standing, programme).includes('term'))
  const [spells, terms] = await Promise.all([
    moved || byTerm ? tiers.history(memberId) : [],
    byTerm ? tiers.terms(memberId) : new Map<string, Period>(),
  ])
  return ladders.map(({ ladder, tier, loss }) => ({
    ...{ ladder, tier, term: terms.get(ladder) ?? null },
    loss: loss === null ? null : { at: instantOf(loss.at), to: loss.to },
    earlier: spells.flatMap((spell) => (spell.ladder === ladder ? over(spell) : [])),
  }))
}

function movedWithin(standing: TierStanding, programme: Programme, at: Instant): boolean {
  const { since, because } = standing
  if (since === null || because === 'start') return false
  return quotasOf(standing, programme).some(
    (per) => per !== 'term' && instantOf(since) > stretchOf(per, at, programme.timeZone).startsAt,
  )
}

/** By what the quotas are counted that a tier gives. */
function quotasOf({ tier, ladder }: Pick<TierStanding, 'tier' | 'ladder'>, programme: Programme): QuotaPeriod[] {
  const steps = programme.ladders.find(({ code }) => code === ladder)?.tiers
  const grants = steps?.find(({ code }) => code === tier)?.benefits ?? []
  return (programme.definition.benefits ?? []).flatMap(({ code, gives }) =>
    gives.kind === 'quota' && grants.some((each) => each.code === code) ? [gives.per] : [],
  )
}

function over({ tier, until, placement }: SpellView): Place['earlier'] {
  return until === null ? [] : [{ tier, until: instantOf(until), byHand: placement !== null }]
}

/** What the tiers' room wrote as text. */
function instantOf(text: string): Instant {
  const at = parseInstant(text)
  if (at === undefined) throw new Error(`not an instant: ${text}`)
  return at
}
