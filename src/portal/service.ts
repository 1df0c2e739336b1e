/** What members do for themselves: sign in, join, give and claim, see and take away what is kept about them, leave. */
import type { MemberId } from '../base/ids.ts'
import { type Locale, Refused } from '../base/refusals.ts'
import { asInstant, type Instant } from '../base/time.ts'
import type { Said } from '../members/consents/service.ts'
import { identityTaken } from '../members/errors.ts'
import type { By, GivenEnrolment, GivenIdentity, GivenUpdate, Identity, Member } from '../members/member.ts'
import type { MembersService } from '../members/service.ts'
import { normalCode } from '../offers/coupon.ts'
import { couponNotYours, couponUnknown } from '../offers/errors.ts'
import type { OffersService } from '../offers/service.ts'
import type { Takeable, Taker } from '../offers/taking/service.ts'
import type { OrderAnswer } from '../orders/answer.ts'
import { orderUnknown } from '../orders/errors.ts'
import { netOf } from '../orders/order.ts'
import type { OrdersService } from '../orders/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { MemberCaller } from '../platform/http/app.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { Key } from '../points/asking.ts'
import type { SentCode } from '../presence/codes.ts'
import type { PresenceService } from '../presence/service.ts'
import type { TiersService } from '../tiers/service.ts'
import { membershipClosed, notOwnCoupon, receiptUnknown, receiverNotMember, tooManyMisses } from './errors.ts'
import type { Joining } from './joining.ts'
import type { Sessions } from './sessions.ts'
import * as store from './store.ts'
import type { ViewingsService } from './viewings/service.ts'

/** A phone or a mailbox, as it is typed. */
export type Contact = { readonly kind: 'phone' | 'email'; readonly value: string; readonly region?: string | undefined }
export type Asking = { readonly locale: Locale /** Network address. */; readonly address: string }
export type Opened = { readonly memberId: MemberId; readonly token: string; readonly lapsesAt: Instant }

/** Known, or with what he needs to join. */
export type SignedIn =
  | ({ readonly session: Opened } & { readonly joining: null })
  | { readonly session: null; readonly joining: string }

export type Join = Omit<GivenEnrolment, 'identities' | 'status' | 'tags' | 'joinedAt' | 'attributes'> & {
  readonly joining: string
  readonly consents: readonly Said[]
  readonly device: string
}

export type PortalService = {
  readonly sessions: Sessions
  readonly viewings: ViewingsService
  /** Says nothing about whether somebody is known by it. @throws Refused codeTooSoon */
  askCode(contact: Contact, asking: Asking): Promise<SentCode>
  /** @throws Refused codeWrong, membershipClosed */
  signIn(given: { contact: Contact; code: string; device: string }): Promise<SignedIn>
  /** With identities that were proved otherwise, for example by WeChat. @throws Refused membershipClosed */
  signInAs(identities: readonly Identity[], device: string): Promise<SignedIn>
  /** @throws Refused joiningLapsed, consentRequired, what members refuse */
  join(given: Join): Promise<Opened>
  profile(memberId: MemberId): Promise<Member>
  update(memberId: MemberId, given: GivenUpdate): Promise<void>
  /** A code to a phone or mailbox that shall become the member's. @throws Refused codeTooSoon, identityTaken never: that is not told */
  askIdentityCode(memberId: MemberId, contact: Contact, asking: Asking): Promise<SentCode>
  /** It takes the place of the member's first of its kind. @throws Refused codeWrong, identityTaken */
  changeIdentity(memberId: MemberId, given: { contact: Contact; code: string }): Promise<void>
  claimCoupon(memberId: MemberId, code: string): Promise<void>
  /** @throws Refused notOwnCoupon, receiverNotMember, tooManyMisses */
  /** Coupons that he can take now. */
  takeableCoupons(memberId: MemberId): Promise<Takeable[]>
  /** One of them becomes his. @returns its code @throws Refused what offers/taking refuses */
  takeCoupon(memberId: MemberId, batchId: string, key?: Key): Promise<string>
  giftCoupon(memberId: MemberId, code: string, to: GivenIdentity): Promise<void>
  /** Whom a gift would reach. @throws Refused receiverNotMember, tooManyMisses */
  receiver(memberId: MemberId, to: GivenIdentity): Promise<MemberId>
  /** @param totalMinor what the receipt says was paid @throws Refused receiptUnknown, tooManyMisses, claimTooLate */
  claimReceipt(memberId: MemberId, receipt: { number: string; totalMinor: number }): Promise<OrderAnswer>
  /** @throws Refused presence's noReceiver, codeTooSoon */
  askErasureCode(memberId: MemberId, asking: Asking): Promise<SentCode>
  /** For ever. @throws Refused codeWrong */
  erase(memberId: MemberId, code: string): Promise<void>
}

export type PortalParts = {
  readonly db: Database
  readonly clock: Clock
  readonly members: MembersService
  readonly offers: Pick<OffersService, 'claim' | 'gift' | 'byCode' | 'taking'>
  readonly tiers: Pick<TiersService, 'standings'>
  readonly orders: Pick<OrdersService, 'claim' | 'get'>
  readonly presence: PresenceService
  readonly sessions: Sessions
  readonly viewings: ViewingsService
  readonly joining: Joining
}

/** So often a member may be wrong about others' receipts and phones; then no more for a day. */
const MISSES_AT_MOST = 10
const DAY = 24 * 3_600_000

export function portalService(parts: PortalParts): PortalService {
  const { members, offers, presence, sessions, joining } = parts
  const { codes } = presence
  const { counted } = misses(parts)

  async function open(memberId: MemberId, device: string): Promise<Opened> {
    const { token, lapsesAt } = await sessions.open(memberId, device)
    return { memberId, token, lapsesAt }
  }

  async function signInAs(identities: readonly Identity[], device: string): Promise<SignedIn> {
    for (const identity of identities) {
      const member = await members.find(identity)
      if (member === undefined || member.status === 'prospect') continue
      if (member.status === 'closed' || member.erased) throw new Refused(membershipClosed({}))
      return { session: await open(member.memberId, device), joining: null }
    }
    return { session: null, joining: joining.issue(identities) }
  }

  async function receiver(memberId: MemberId, to: GivenIdentity): Promise<MemberId> {
    return counted(memberId, async () => {
      const found = await members.find(to)
      if (found === undefined || found.memberId === memberId || found.status !== 'active')
        throw new Refused(receiverNotMember({}))
      return found.memberId
    })
  }

  return {
    sessions,
    viewings: parts.viewings,
    async askCode(contact, asking) {
      const identity = members.identity(contact)
      const member = await members.find(identity)
      return codes.send({ identity, purpose: 'sign-in', memberId: member?.memberId ?? null, ...asking })
    },
    async signIn({ contact, code, device }) {
      const identity = members.identity(contact)
      await codes.check({ identity, purpose: 'sign-in', code })
      return signInAs([identity], device)
    },
    signInAs,
    async join({ joining: token, consents, device, ...given }) {
      const identities = joining.open(token)
      const { memberId } = await members.enrol(
        { ...given, identities },
        { by: { kind: 'member', id: 'portal' }, consents: { said: consents, source: 'portal' } },
      )
      return open(memberId, device)
    },
    profile: (memberId) => members.get(memberId),
    update: (memberId, given) => members.update(memberId, given, { by: himself(memberId) }),
    askIdentityCode: (memberId, contact, asking) =>
      codes.send({ identity: members.identity(contact), purpose: 'identity', memberId, ...asking }),
    async changeIdentity(memberId, { contact, code }) {
      const identity = members.identity(contact)
      await codes.check({ identity, purpose: 'identity', code })
      const owner = await members.find(identity)
      if (owner !== undefined && owner.memberId !== memberId)
        throw new Refused(identityTaken({ kinds: [identity.kind] }))
      const by = himself(memberId)
      const change = identity.kind === 'phone' ? { phone: identity.value } : { email: identity.value }
      await members.update(memberId, change, { by })
    },
    async claimCoupon(memberId, code) {
      await counted(memberId, () => claimed(offers, code, memberId))
    },
    takeableCoupons: async (memberId) => offers.taking.takeable(await taker(parts, memberId)),
    takeCoupon: async (memberId, batchId, key) =>
      (await offers.taking.take(await taker(parts, memberId), batchId, key)).code,
    async giftCoupon(memberId, code, to) {
      await counted(memberId, async () => {
        const [coupon] = await offers.byCode([normalCode(code)])
        if (coupon?.memberId !== memberId) throw new Refused(notOwnCoupon({}))
      })
      await offers.gift(code, { from: memberId, to: await receiver(memberId, to) })
    },
    receiver,
    claimReceipt: (memberId, receipt) => counted(memberId, () => claimReceipt(parts, memberId, receipt)),
    async askErasureCode(memberId, asking) {
      const identity = await own(members, memberId)
      return codes.send({ identity, purpose: 'erasure', memberId, ...asking })
    },
    async erase(memberId, code) {
      await codes.check({ identity: await own(members, memberId), purpose: 'erasure', code })
      await sessions.end(memberId, null)
      await members.erase(memberId, { by: himself(memberId) })
    },
  }
}

export function himself(memberId: MemberCaller['memberId']): By {
  return { kind: 'member', id: memberId }
}

async function taker({ tiers }: Pick<PortalParts, 'tiers'>, memberId: MemberId): Promise<Taker> {
  const { ladders } = await tiers.standings(memberId)
  return { memberId, tiers: new Map(ladders.map(({ ladder, tier }) => [ladder, tier])) }
}

/** Where a code reaches a member: his phone, else his mailbox, else whatever he has, which is then refused. */
async function own(members: MembersService, memberId: MemberId): Promise<Identity> {
  const { identities } = await members.get(memberId)
  const found = identities.find(({ kind }) => kind === 'phone') ?? identities.find(({ kind }) => kind === 'email')
  return found ?? { kind: 'number', source: '', value: '' }
}

/** Whether a code is another member's is not told: it is answered, and counted, like one that does not exist. */
async function claimed(offers: PortalParts['offers'], code: string, memberId: MemberId): Promise<void> {
  await offers.claim(code, memberId).catch((error: unknown) => {
    throw error instanceof Refused && error.refusal.refusal === couponNotYours({ code }).refusal
      ? new Refused(couponUnknown({ code }))
      : error
  })
}

/** The total stands on the receipt: numbers follow each other, and a number alone would let one claim what others left. */
async function claimReceipt(
  { orders }: Pick<PortalParts, 'orders'>,
  memberId: MemberId,
  { number, totalMinor }: { number: string; totalMinor: number },
): Promise<OrderAnswer> {
  const unknown = () => new Refused(receiptUnknown({}))
  const found = await orders.get(number).catch((error: unknown) => {
    throw error instanceof Refused && error.refusal.refusal === orderUnknown({ number }).refusal ? unknown() : error
  })
  const whose = 'order' in found ? found.order.memberId : null
  if (whose !== null && whose !== memberId) throw unknown()
  const lines = 'order' in found ? found.order.lines : found.lines
  if (netOf(lines) !== totalMinor) throw unknown()
  return orders.claim(number, memberId)
}

/** Refusals of what a member says about others are counted, and end in a day's rest. */
function misses({ db, clock }: Pick<PortalParts, 'db' | 'clock'>): {
  counted<T>(memberId: MemberId, work: () => Promise<T>): Promise<T>
} {
  return {
    async counted(memberId, work) {
      const since = asInstant(Math.max(0, clock.now() - DAY))
      if ((await store.missesSince(db, memberId, since)) >= MISSES_AT_MOST) throw new Refused(tooManyMisses({}))
      try {
        return await work()
      } catch (error) {
        if (error instanceof Refused && error.refusal.status === 404)
          await store.addMiss(db, memberId, { at: clock.now(), since })
        throw error
      }
    },
  }
}
