/** The use cases of coupons: made in batches, imported, issued to one member, claimed, given to a friend, declared void. */
import type pg from 'pg'
import { isId, type MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { type Instant, instantText, midnight, zoned } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'
import { announce, type Fact, nobody } from '../platform/facts.ts'
import { type Once, once } from '../platform/idempotency.ts'
import type { Ids } from '../platform/ids.ts'
import { type Database, isUniqueViolation, type Tx, transaction } from '../platform/postgres/database.ts'
import { databaseOn } from '../platform/postgres/oneclient.ts'
import type { ProgrammeService } from '../programme/service.ts'
import type { BatchRow, CouponRow } from './batches.ts'
import * as batches from './batches.ts'
import { type Budget, budgetsAt } from './budgets.ts'
import { CHARACTERS, codeMaker, PREFIX_AT_MOST, type Random } from './codes.ts'
import { copyCoupons } from './copying.ts'
import { countMade, foldCounts } from './counts.ts'
import { CODE_AT_MOST, type Coupon, normalCode } from './coupon.ts'
import * as errors from './errors.ts'
import { issueDue } from './issuing.ts'
import { telling } from './lists/service.ts'
import * as store from './store.ts'
import { type TakingService, takingService } from './taking/service.ts'

export type Validity = {
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  /** From the claim or the issue on, to the end of the day so many days later. */
  readonly validDays: number | null
  readonly most: number | null
  readonly mostPerMember: number | null
}

export type NewBatch = Validity & {
  readonly offer: string
  readonly name: string
  readonly mustClaim: boolean
  /** In the portal; not offered there when absent. */
  readonly takesPerMember?: number | null
  readonly giftable: boolean
  readonly by: string
  readonly codes:
    | { readonly kind: 'generic'; readonly code: string }
    | { readonly kind: 'unique'; readonly count: number; readonly prefix: string; readonly characters: number }
    | { readonly kind: 'imported'; readonly codes: readonly string[] }
}

export type Issue = {
  readonly memberId: MemberId
  readonly offer: string
  readonly validDays: number | null
  readonly giftable: boolean
  readonly by: string
}

export type OffersService = {
  byCode(codes: readonly string[]): Promise<Coupon[]>
  /** What everybody shares of the offers in force at `at`, and what of it is used; fullest first. */
  budgets(at: Instant, stores: readonly string[]): Promise<Budget[]>
  /** A member's own coupons that can be used at `at`, soonest to end first. */
  usableBy(memberId: MemberId, at: Instant): Promise<Coupon[]>
  /** All of a member's coupons, newest first. */
  ofMember(memberId: MemberId): Promise<CouponRow[]>
  coupon(code: string): Promise<CouponRow>
  addBatch(batch: NewBatch, key?: Omit<Once, 'at'>): Promise<BatchRow>
  /** Codes of a batch, a page at a time, in their order. */
  codesOf(batchId: string): AsyncGenerator<readonly CouponRow[]>
  voidBatch(batchId: string): Promise<{ voided: number }>
  voidCoupon(code: string): Promise<CouponRow>
  issue(issue: Issue, key?: Omit<Once, 'at'>): Promise<CouponRow>
  /** In the caller's transaction. @throws Refused offerUnknown */
  issueIn(tx: Tx, issue: Issue): Promise<CouponRow>
  /** Issues what the programme gives by itself upon what happened since the last time. @returns how many */
  issueDue(): Promise<number>
  /** Counts of coupons that are in many rows become few rows. */
  foldCounts(): Promise<void>
  claim(code: string, memberId: MemberId): Promise<CouponRow>
  /** Coupons that members take by themselves. */
  readonly taking: TakingService
  gift(code: string, between: { from: MemberId; to: MemberId }): Promise<CouponRow>
  /** All of one record's coupons become another's, in the caller's transaction. @returns codes, and how often each was used */
  pass(tx: Tx, between: { from: MemberId; to: MemberId }): Promise<(readonly [code: string, used: number])[]>
  /** Those of them that were not used since go back. */
  passBack(
    tx: Tx,
    coupons: readonly (readonly [code: string, used: number])[],
    between: { from: MemberId; to: MemberId },
  ): Promise<void>
}

export type OffersParts = {
  readonly db: Database
  /** For COPY. */
  readonly pool: pg.Pool
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly programme: ProgrammeService
}

/** What happened to a coupon of a member. */
type CouponNews = {
  readonly kind: string
  readonly memberId: MemberId
  readonly coupon: Pick<CouponRow, 'code' | 'offer' | 'endsAt'>
  readonly now: Instant
  readonly data?: Record<string, unknown> | undefined
}

type Told = {
  readonly fact: string
  readonly data?: Record<string, unknown>
  readonly whose: (coupon: CouponRow) => MemberId | null
}
type Deciding = (coupon: CouponRow, now: Instant) => Partial<CouponRow> | undefined

/** Written by one COPY: a second's work. */
const CODES_AT_ONCE = 50_000
export const COUNT_AT_MOST = 2_000_000
export const IMPORTED_AT_MOST = 10_000

export function offersService(parts: OffersParts): OffersService {
  const { db, clock, ids, programme } = parts

  function needsCoupon(offer: string): void {
    const compiled = programme.at(clock.now()).offering.byCode.get(offer)
    if (compiled?.offer.needs !== 'coupon') throw new Refused(errors.offerUnknown({ offer }))
  }

  async function existing(code: string): Promise<CouponRow> {
    const [found] = await batches.couponRows(db, [normalCode(code)])
    if (found === undefined) throw new Refused(errors.couponUnknown({ code }))
    return found
  }

  /** One change of one coupon, which nobody else changes meanwhile. */
  function change(code: string, what: Told, decide: Deciding): Promise<CouponRow> {
    return transaction(db, (tx) => changeIn(tx, code, what, decide))
  }

  async function changeIn(tx: Tx, code: string, what: Told, decide: Deciding): Promise<CouponRow> {
    const now = clock.now()
    const coupon = await batches.lockCoupon(tx, normalCode(code))
    if (coupon === undefined) throw new Refused(errors.couponUnknown({ code }))
    const changes = decide(coupon, now)
    if (changes === undefined) return coupon
    const changed = { ...coupon, ...changes }
    await batches.writeCoupon(tx, coupon, changed)
    const memberId = what.whose(changed)
    if (memberId !== null)
      await announce(tx, [couponFact({ kind: what.fact, memberId, coupon: changed, now, data: what.data })])
    return changed
  }

  const claimIn = (tx: Tx, code: string, memberId: MemberId): Promise<CouponRow> =>
    changeIn(tx, code, { fact: 'coupon.claimed', whose: () => memberId }, (coupon, now) => {
      if (coupon.memberId === memberId && coupon.status === 'active') return undefined
      if (coupon.memberId !== null) throw new Refused(errors.couponNotYours({ code }))
      if (coupon.status !== 'unclaimed' || over(coupon, now))
        throw new Refused(errors.couponNotClaimable({ code, status: over(coupon, now) ? 'expired' : coupon.status }))
      return { memberId, status: 'active', claimedAt: now, endsAt: endOf(coupon, now) }
    })

  function couponFact({ kind, memberId, coupon, now, data }: CouponNews): Fact {
    const endsAt = coupon.endsAt === null ? null : instantText(coupon.endsAt)
    return {
      ...{ factId: ids.next(), memberId, kind, at: now, recordedAt: now },
      data: { code: coupon.code, offer: coupon.offer, endsAt, ...data },
    }
  }

  /** Every member who has one of its coupons hears of it, and whoever follows batches. */
  async function batchVoided(tx: Tx, { batchId, offer }: BatchRow): Promise<number> {
    const now = clock.now()
    await batches.lockBatch(tx, batchId)
    let after = ''
    for (;;) {
      const owned = await batches.ownedAfter(tx, { batchId, after })
      if (owned.length === 0) break
      await announce(
        tx,
        owned.map(({ memberId, ...coupon }) => couponFact({ kind: 'coupon.voided', memberId, coupon, now })),
      )
      after = owned.at(-1)?.code ?? ''
    }
    const voided = await batches.voidBatch(tx, batchId)
    const fact = { factId: ids.next<'fact'>(), memberId: nobody, kind: 'coupon.batch-voided', at: now, recordedAt: now }
    if (voided > 0) await announce(tx, [{ ...fact, data: { batchId, offer, voided } }])
    return voided
  }

  /** The programme's midnight after `days` more days, or the batch's own end when that comes first. */
  function endOf({ validDays, endsAt }: Pick<Validity, 'validDays' | 'endsAt'>, now: Instant): Instant | null {
    if (validDays === null) return endsAt
    const { timeZone } = programme.at(now)
    const end = midnight(
      zoned(now, timeZone)
        .toPlainDate()
        .add({ days: validDays + 1 }),
      timeZone,
    )
    return endsAt === null || end < endsAt ? end : endsAt
  }

  async function issueIn(tx: Tx, { memberId, offer, validDays, giftable, by }: Issue): Promise<CouponRow> {
    needsCoupon(offer)
    const make = codeMaker(parts.random, { prefix: '', characters: CHARACTERS.usual })
    const now = clock.now()
    const coupon: CouponRow = {
      ...{ code: make(), offer, batchId: null, memberId },
      ...{ status: 'active', startsAt: null, most: 1, mostPerMember: null, used: 0, claimedAt: now, issuedAt: now },
      ...{ endsAt: endOf({ validDays, endsAt: null }, now), giftable },
      validDays: null,
    }
    await batches.insertIssued(tx, coupon)
    await announce(tx, [couponFact({ kind: 'coupon.issued', memberId, coupon, now, data: { by } })])
    return coupon
  }

  const service: OffersService = {
    issueDue: () => issueDue({ db, programme, offers: service }),
    foldCounts: () => foldCounts(db),
    byCode: (codes) => store.couponsByCode(db, codes),
    budgets: (at, stores) => budgetsAt(db, programme.at(at), { at, stores }),
    usableBy: (memberId, at) => batches.usableBy(db, memberId, at),
    ofMember: (memberId) => batches.ofMember(db, memberId),
    coupon: existing,
    async *codesOf(batchId) {
      if (!isId(batchId) || (await batches.batch(db, batchId)) === undefined) throw new Refused(errors.batchUnknown({}))
      let after = ''
      for (;;) {
        const page = await batches.codesAfter(db, { batchId, after })
        if (page.length === 0) return
        yield page
        after = page.at(-1)?.code ?? ''
      }
    },
    async addBatch(batch, key) {
      needsCoupon(batch.offer)
      const problem = mistakeIn(batch)
      if (problem !== undefined) throw new Refused(errors.couponInvalid(problem))
      return adding(parts, batch, key)
    },
    async voidBatch(batchId) {
      if (!isId(batchId)) throw new Refused(errors.batchUnknown({}))
      return transaction(db, async (tx) => {
        const found = await batches.batch(tx, batchId)
        if (found === undefined) throw new Refused(errors.batchUnknown({}))
        return { voided: await batchVoided(tx, found) }
      })
    },
    voidCoupon: (code) =>
      change(code, { fact: 'coupon.voided', whose: ({ memberId }) => memberId }, ({ status }) =>
        status === 'void' ? undefined : { status: 'void' },
      ),
    issue: (issue, key) => withKey(db, clock, key, (tx) => issueIn(tx, issue)),
    issueIn,
    claim: (code, memberId) => transaction(db, (tx) => claimIn(tx, code, memberId)),
    taking: takingService({ db, clock, programme, random: parts.random, claimIn }),
    gift: (code, { from, to }) =>
      change(code, { fact: 'coupon.given', data: { to }, whose: () => from }, (coupon, now) => {
        if (coupon.memberId === to && from !== to) return undefined
        if (coupon.memberId !== from) throw new Refused(errors.couponNotYours({ code }))
        if (!coupon.giftable || coupon.used > 0 || coupon.status !== 'active' || over(coupon, now) || from === to)
          throw new Refused(errors.couponNotGiftable({ code }))
        return { memberId: to }
      }),
    pass: store.passCoupons,
    passBack: store.passCouponsBack,
  }
  return service
}

function over({ endsAt }: CouponRow, now: Instant): boolean {
  return endsAt !== null && now >= endsAt
}

function mistakeIn(batch: NewBatch): { where: string; problem: string } | undefined {
  const { codes, startsAt, endsAt } = batch
  if (codes.kind === 'generic' && batch.mustClaim)
    return { where: 'mustClaim', problem: 'one code for everybody cannot become one member’s; make unique codes' }
  if (batch.validDays !== null && !batch.mustClaim)
    return { where: 'validDays', problem: 'days count from the claim, so give mustClaim as well, or an endsAt instead' }
  if ((batch.takesPerMember ?? null) !== null && !batch.mustClaim)
    return { where: 'takesPerMember', problem: 'what members take must be claimed: set mustClaim' }
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt)
    return { where: 'endsAt', problem: 'it must lie after startsAt' }
  if (codes.kind === 'unique') {
    if (!/^[A-Z0-9-]*$/.test(codes.prefix) || codes.prefix.length > PREFIX_AT_MOST)
      return { where: 'prefix', problem: `at most ${PREFIX_AT_MOST} letters, digits and hyphens` }
    if (codes.characters < CHARACTERS.least || codes.characters > CHARACTERS.most)
      return {
        where: 'characters',
        problem: `${CHARACTERS.least} to ${CHARACTERS.most}, so that nobody can guess them`,
      }
    return codes.count < 1 || codes.count > COUNT_AT_MOST
      ? { where: 'count', problem: `1 to ${COUNT_AT_MOST}` }
      : undefined
  }
  const given = codes.kind === 'generic' ? [codes.code] : codes.codes
  const wrong = given.findIndex((code) => !isCode(normalCode(code)))
  if (wrong >= 0) return { where: `codes[${wrong}]`, problem: `1 to ${CODE_AT_MOST} visible characters without blanks` }
  return new Set(given.map(normalCode)).size < given.length
    ? { where: 'codes', problem: 'a code is there twice' }
    : undefined
}

function isCode(code: string): boolean {
  return code.length > 0 && code.length <= CODE_AT_MOST && /^[^\s\p{C}]+$/u.test(code)
}

function withKey<T extends object>(
  db: Database,
  clock: Clock,
  key: Omit<Once, 'at'> | undefined,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return transaction(db, async (tx) => {
    if (key === undefined) return work(tx)
    const { answer } = await once(tx, { ...key, at: clock.now() }, async () => ({
      status: 201,
      answer: await work(tx),
    }))
    return answer
  })
}

/** Writes the batch and its codes in one transaction: when one of the codes exists already, nothing of it stays. */
async function adding(parts: OffersParts, batch: NewBatch, key: Omit<Once, 'at'> | undefined): Promise<BatchRow> {
  const { clock, ids, pool, random } = parts
  const { codes, by, takesPerMember = null, ...rest } = batch
  const count = codes.kind === 'unique' ? codes.count : codes.kind === 'generic' ? 1 : codes.codes.length
  const row: BatchRow = {
    ...{ batchId: ids.next<'batch'>(), ...rest, takesPerMember, kind: codes.kind, codes: count },
    ...{ createdAt: clock.now(), createdBy: by },
  }
  const far = telling(parts, row)
  const client = await pool.connect()
  try {
    return await withKey(databaseOn(client), clock, key, async (tx) => {
      await batches.insertBatch(tx, row)
      let made = 0
      for (const chunk of chunksOf(batch, random)) {
        // One that is done at once is not worth telling of.
        if (count > CODES_AT_ONCE) await far.tell(made)
        await copyCoupons(client, row, chunk)
        made += chunk.length
      }
      await countMade(tx, row, made)
      return row
    })
  } catch (error) {
    if (isUniqueViolation(error, 'coupons_pkey')) throw new Refused(errors.couponTaken({ code: takenIn(error) }))
    throw error
  } finally {
    client.release()
    if (count > CODES_AT_ONCE) await far.forget()
  }
}

function* chunksOf({ codes }: NewBatch, random: Random): Generator<string[]> {
  if (codes.kind === 'generic') yield [normalCode(codes.code)]
  else if (codes.kind === 'imported') yield codes.codes.map(normalCode)
  else {
    const make = codeMaker(random, codes)
    for (let left = codes.count; left > 0; left -= CODES_AT_ONCE)
      yield Array.from({ length: Math.min(left, CODES_AT_ONCE) }, make)
  }
}

/** Postgres names the code that is there already. */
function takenIn(error: unknown): string {
  const detail = typeof error === 'object' && error !== null && 'detail' in error ? String(error.detail) : ''
  return /=\((.*)\)/.exec(detail)?.[1] ?? ''
}
