/**
 * Gifts at an occasion. Birthdays and anniversaries are looked for once a day, in a walk over all active members that goes on
 * where it was interrupted; a tier that is reached is heard of as a fact. A gift and the row that says it was given are written in
 * one transaction, and there can be one row for each occasion: whatever is asked twice is given once.
 */
import type { Attached } from '../../accounts/desk.ts'
import type { MemberId } from '../../base/ids.ts'
import { isRefusal, Refused } from '../../base/refusals.ts'
import { dateOf, type Instant, midnight } from '../../base/time.ts'
import type { Celebrating, MembersService } from '../../members/service.ts'
import { recordsOf } from '../../members/service.ts'
import type { OffersService } from '../../offers/service.ts'
import { announce, type PositionedFact, readOn, skipRead } from '../../platform/facts.ts'
import { failpoint } from '../../platform/failpoints.ts'
import { fingerprint } from '../../platform/idempotency.ts'
import { type Database, type Tx, transaction } from '../../platform/postgres/database.ts'
import { type AskingParts, asking } from '../../points/asking.ts'
import { gift as giftOfPoints } from '../../points/rules.ts'
import { type Benefit, giftGiven } from '../../programme/benefits.ts'
import type { Gift, GiftGiven } from '../../programme/gifts.ts'
import type { Programme } from '../../programme/rules.ts'
import { giftGiven as alreadyGiven } from '../errors.ts'
import type { Held } from '../rules.ts'
import { lockUses } from '../store.ts'
import { countedOn, dueIn, nextAfter, type Span, tooSoon } from './rules.ts'
import * as store from './store.ts'

export type { GiftRow } from './store.ts'

export type GiftsService = {
  /** Gives what is due today, unless it was done before. @returns how far the day's walk came */
  run(): Promise<store.GiftRun>
  /** Gives what tiers give upon being reached, since the last time. @returns how many */
  sweep(): Promise<number>
  /** Newest first, with those of records that were merged into the member. */
  of(memberId: MemberId): Promise<store.GiftRow[]>
  /** When the day begins on which each gift of a yearly occasion comes next, by benefit; none when its day is not known. */
  next(memberId: MemberId, held: readonly Held[], at: Instant): Promise<ReadonlyMap<string, Instant>>
}

export type GiftsParts = AskingParts & {
  readonly db: Database
  readonly members: Pick<MembersService, 'celebrating' | 'statusesOf' | 'get'>
  readonly offers: Pick<OffersService, 'issueIn'>
  /** What the member's tiers give him at an instant. */
  readonly heldAt: (memberId: MemberId, at: Instant) => Promise<Held[]>
}

const READER = 'benefit-gifts'
const FACTS_AT_ONCE = 1_000
/** Looked at between two notes of how far the walk came. */
const MEMBERS_AT_ONCE = 500
/** A server that was off for longer gives nothing for what is so long past, and an imported history nothing for old tiers. */
const LATE_AT_MOST_DAYS = 30
const DAY_MILLISECONDS = 86_400_000

/** One gift that is to be given. */
type Giving = {
  readonly memberId: MemberId
  readonly benefit: string
  readonly given: GiftGiven
  readonly occasion: string
  readonly tier: string | null
  readonly countedOn: Temporal.PlainDate
}

export function giftsService(parts: GiftsParts): GiftsService {
  const { db, clock, programme, members } = parts

  async function finished(run: store.GiftRun): Promise<store.GiftRun> {
    const finishedAt = clock.now()
    await store.finish(db, run.day, finishedAt)
    return (await store.runOf(db, run.day)) ?? { ...run, finishedAt }
  }

  return {
    async run() {
      const now = clock.now()
      const current = programme.at(now)
      const today = dateOf(now, current.timeZone)
      const run = await store.openRun(db, today.toString(), now)
      if (run.finishedAt !== null) return run
      const benefits = yearly(current)
      if (benefits.length === 0) return finished(run)
      const span = { today, after: lookedAtBefore(today, await store.doneBefore(db, run.day)) }
      const came = await walk(parts, run, { benefits, span, current })
      return came.done ? finished(came.run) : came.run
    },
    async sweep() {
      if (!programme.versions().some(({ definition }) => (definition.benefits ?? []).some(isWelcome))) {
        await skipRead(db, READER)
        return 0
      }
      let given = 0
      await readOn(db, { reader: READER, atOnce: FACTS_AT_ONCE }, async (facts) => {
        for (const fact of facts) given += await welcomed(parts, fact)
      })
      return given
    },
    of: async (memberId) => store.giftsOf(db, await recordsOf(db, memberId)),
    async next(memberId, held, at) {
      const wanted = held.filter(({ gift }) => gift !== null && gift.gift.at !== 'tier-reached')
      if (wanted.length === 0) return new Map()
      const { timeZone } = programme.at(at)
      const [{ birthday, joinedAt }, earlier] = await Promise.all([
        members.get(memberId),
        store.giftsOf(db, await recordsOf(db, memberId)),
      ])
      const today = dateOf(at, timeZone)
      const done = (await store.runOf(db, today.toString()))?.finishedAt != null
      const looked = done ? today : today.subtract({ days: 1 })
      const known = { birthday, joinedOn: dateOf(joinedAt, timeZone) }
      return new Map(
        wanted.flatMap(({ benefit, gift }) => {
          if (gift === null) return []
          const days = alike(earlier, { benefit: benefit.code, tier: null })
          const day = nextAfter(gift.gift, known, { looked, earlier: days })
          return day === undefined ? [] : [[benefit.code, midnight(day, timeZone)] as const]
        }),
      )
    },
  }
}

type YearlyBenefit = { readonly code: string; readonly gift: Gift }

/** Gifts that come every year, of those that some tier gives. */
function yearly({ definition }: Programme): YearlyBenefit[] {
  const given = new Set(
    definition.ladders.flatMap(({ tiers }) => tiers.flatMap(({ benefits = [] }) => benefits.map(({ code }) => code))),
  )
  return (definition.benefits ?? []).flatMap(({ code, gives }) =>
    gives.kind === 'gift' && gives.at !== 'tier-reached' && given.has(code) ? [{ code, gift: gives }] : [],
  )
}

function isWelcome({ gives }: Benefit): boolean {
  return gives.kind === 'gift' && gives.at === 'tier-reached'
}

/** Days on which the server was off are made up for. */
function lookedAtBefore(today: Temporal.PlainDate, done: string | undefined): Temporal.PlainDate {
  const yesterday = today.subtract({ days: 1 })
  const earliest = today.subtract({ days: LATE_AT_MOST_DAYS })
  if (done === undefined) return yesterday
  const last = Temporal.PlainDate.from(done)
  return Temporal.PlainDate.compare(last, earliest) < 0 ? earliest : last
}

type Walk = { readonly benefits: readonly YearlyBenefit[]; readonly span: Span; readonly current: Programme }

/** @returns done when there is nobody left; otherwise somebody else is at it */
async function walk(
  parts: GiftsParts,
  begun: store.GiftRun,
  looking: Walk,
): Promise<{ readonly done: boolean; readonly run: store.GiftRun }> {
  const { db, members } = parts
  const birthdays = looking.benefits.some(({ gift }) => gift.at === 'birthday')
  let run = begun
  for (;;) {
    const page = await members.celebrating({ after: run.afterMember, limit: MEMBERS_AT_ONCE, birthdays })
    const last = page.at(-1)
    if (last === undefined) return { done: true, run }
    const stage = { lookedAt: page.length, given: 0, refused: 0 }
    for (const member of page) {
      for (const giving of await dueFor(parts, member, looking)) {
        if (await give(parts, giving)) stage.given += 1
        else stage.refused += 1
      }
    }
    failpoint('gifts.given')
    if (!(await store.advance(db, run, { ...stage, to: last.memberId }))) return { done: false, run }
    run = { ...run, afterMember: last.memberId }
  }
}

async function dueFor(
  { db, heldAt, clock }: GiftsParts,
  { memberId, birthday, joinedAt }: Celebrating,
  { benefits, span, current }: Walk,
): Promise<Giving[]> {
  const known = { birthday, joinedOn: dateOf(joinedAt, current.timeZone) }
  const due = benefits.flatMap(({ code, gift }) => {
    const found = dueIn(gift, known, span)
    return found === undefined ? [] : [{ code, found }]
  })
  if (due.length === 0) return []
  const earlier = await store.giftsOf(db, await recordsOf(db, memberId))
  const fresh = due.filter(({ code, found }) => {
    const days = alike(earlier, { benefit: code, tier: null })
    const had = earlier.some((each) => each.benefit === code && each.occasion === String(found.year))
    return !had && !tooSoon(days, countedOn(found, span.today))
  })
  if (fresh.length === 0) return []
  const held = new Map((await heldAt(memberId, clock.now())).map((each) => [each.benefit.code, each.gift]))
  return fresh.flatMap(({ code, found }) => {
    const given = held.get(code) ?? null
    if (given === null) return []
    const occasion = String(found.year)
    return { memberId, benefit: code, given, occasion, tier: null, countedOn: countedOn(found, span.today) }
  })
}

/** What a fact gives when it says that a tier was reached from below. @returns how many */
async function welcomed(parts: GiftsParts, fact: PositionedFact): Promise<number> {
  const { clock, programme, members } = parts
  if (fact.kind !== 'tier.changed' || clock.now() - fact.at > LATE_AT_MOST_DAYS * DAY_MILLISECONDS) return 0
  const { definition, timeZone } = programme.at(fact.recordedAt)
  const ladder = definition.ladders.find(({ code }) => code === fact.data['ladder'])
  const stepOf = (code: unknown) => ladder?.tiers.findIndex((tier) => tier.code === code) ?? -1
  const step = stepOf(fact.data['to'])
  const tier = ladder?.tiers[step]
  if (ladder === undefined || tier === undefined || step <= stepOf(fact.data['from'])) return 0
  const day = dateOf(fact.at, timeZone)
  let given = 0
  for (const grant of tier.benefits ?? []) {
    const benefit = definition.benefits?.find(({ code }) => code === grant.code)
    const gift = benefit === undefined || !isWelcome(benefit) ? null : giftGiven(benefit, grant)
    if (gift === null || (await members.statusesOf([fact.memberId])).get(fact.memberId) !== 'active') continue
    const reached = `${ladder.code}/${tier.code}`
    const giving = { memberId: fact.memberId, benefit: grant.code, given: gift, tier: reached, countedOn: day }
    if (await give(parts, { ...giving, occasion: `${reached} ${day.year}` })) given += 1
  }
  return given
}

/** Days for which the same was given: the same benefit, and where a tier was reached the same tier. */
function alike(
  earlier: readonly store.GiftRow[],
  { benefit, tier }: Pick<Giving, 'benefit' | 'tier'>,
): Temporal.PlainDate[] {
  return earlier
    .filter((each) => each.benefit === benefit && each.tier === tier)
    .map((each) => Temporal.PlainDate.from(each.countedOn))
}

/** @returns false when it was refused: given already, or the wallet is full, or the member is not active any more */
async function give(parts: GiftsParts, giving: Giving): Promise<boolean> {
  const { what } = giving.given.gift
  try {
    const points = giving.given.points ?? 0
    await (what.kind === 'points'
      ? pointsGiven(parts, giving, { wallet: what.wallet, amount: points })
      : couponGiven(parts, giving, what))
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

type What = Pick<store.GiftRow, 'wallet' | 'points' | 'offer' | 'coupon'>

function rowOf(
  { given, countedOn: day, ...giving }: Giving,
  what: What,
  as: Pick<store.GiftRow, 'giftId' | 'givenAt' | 'version'>,
) {
  return { ...giving, ...what, ...as, at: given.gift.at, countedOn: day.toString() }
}

async function refusedIn(tx: Tx, giving: Giving): Promise<ReturnType<typeof alreadyGiven> | undefined> {
  const earlier = await store.giftsOf(tx, await recordsOf(tx, giving.memberId))
  const { benefit, occasion } = giving
  const had = earlier.some((each) => each.benefit === benefit && each.occasion === occasion)
  return had || tooSoon(alike(earlier, giving), giving.countedOn) ? alreadyGiven({ benefit, occasion }) : undefined
}

/** Through the desk, with the row beside the entry. */
async function pointsGiven(
  parts: GiftsParts,
  giving: Giving,
  { wallet, amount }: { readonly wallet: string; readonly amount: number },
): Promise<void> {
  const { submit, given } = asking(parts)
  const { memberId, benefit, occasion } = giving
  const giftId = parts.ids.next<'gift'>()
  const { programme } = given()
  const givenAt = parts.clock.now()
  const what = { wallet, points: amount, offer: null, coupon: null }
  const row = rowOf(giving, what, { giftId, givenAt, version: programme.version })
  let refused: Awaited<ReturnType<typeof refusedIn>>
  const attached: Attached = {
    load: async (tx) => {
      refused = await refusedIn(tx, giving)
    },
    write: (tx) => store.addGift(tx, row),
  }
  const key = { key: `gift:${giftId}`, fingerprint: fingerprint(row) }
  await submit({ memberId, attached, key }, (account, now) => {
    if (refused !== undefined) return refused
    const at = giving.given.gift.at
    const change = giftOfPoints(account, { wallet, amount, giftId, benefit, occasion: at }, now)
    if (isRefusal(change)) return change
    const data = { benefit, giftId, at, wallet, amount }
    return {
      change: { ...change, facts: [...change.facts, { kind: 'benefit.given', at: now.work.at, data }] },
      extra: { occasion },
    }
  })
}

async function couponGiven(
  { db, clock, ids, offers, programme }: GiftsParts,
  giving: Giving,
  { offer, validDays, giftable = false }: Extract<Gift['what'], { kind: 'coupon' }>,
): Promise<void> {
  const { memberId, benefit } = giving
  await transaction(db, async (tx) => {
    await lockUses(tx, memberId, benefit)
    const refused = await refusedIn(tx, giving)
    if (refused !== undefined) throw new Refused(refused)
    const now = clock.now()
    const giftId = ids.next<'gift'>()
    const { code } = await offers.issueIn(tx, {
      ...{ memberId, offer, giftable, by: `benefit:${benefit}` },
      validDays: validDays ?? null,
    })
    const what = { wallet: null, points: null, offer, coupon: code }
    await store.addGift(tx, rowOf(giving, what, { giftId, givenAt: now, version: programme.at(now).version }))
    const data = { benefit, giftId, at: giving.given.gift.at, offer, code }
    await announce(tx, [{ factId: ids.next(), memberId, kind: 'benefit.given', at: now, recordedAt: now, data }])
  })
}
