/** Everything that is kept about a member, for himself, as one JSON document that is written while it is read. */
import type { AccountsService } from '../accounts/service.ts'
import type { MemberId } from '../base/ids.ts'
import { instantText } from '../base/time.ts'
import type { BenefitsService } from '../benefits/service.ts'
import type { MembersService } from '../members/service.ts'
import type { OffersService } from '../offers/service.ts'
import type { OrdersService } from '../orders/service.ts'
import { headOf } from '../orders/shown.ts'
import type { Clock } from '../platform/clock.ts'
import type { TransfersService } from '../points/transfers/service.ts'
import { why } from '../points/why.ts'
import type { ProgrammeService } from '../programme/service.ts'
import type { TiersService } from '../tiers/service.ts'
import type { Sessions } from './sessions.ts'
import { lookShown, type ViewingsService } from './viewings/service.ts'

export type DataParts = {
  readonly accounts: AccountsService
  readonly members: MembersService
  readonly offers: OffersService
  readonly benefits: Pick<BenefitsService, 'uses' | 'gifts'>
  readonly orders: OrdersService
  readonly transfers: TransfersService
  readonly tiers: TiersService
  readonly programme: ProgrammeService
  readonly portal: { readonly sessions: Sessions; readonly viewings: Pick<ViewingsService, 'of'> }
  readonly clock: Clock
}

const AT_ONCE = 200

/** Yields pieces of JSON. */
export async function* ownData(parts: DataParts, memberId: MemberId): AsyncGenerator<string> {
  const { members, tiers, clock, portal } = parts
  const { identities, joinedAt, statusAt, recordedAt, changedAt, ...profile } = await members.get(memberId)
  const dates = { joinedAt, statusAt, recordedAt, changedAt }
  const sections: [string, () => Promise<unknown> | AsyncIterable<unknown>][] = [
    ['identities', async () => identities.map((one) => ({ ...one, addedAt: instantText(one.addedAt) }))],
    [
      'consents',
      async () => (await members.consents.history(memberId)).map((one) => ({ ...one, at: instantText(one.at) })),
    ],
    ['notes', () => notes(parts, memberId)],
    ['contact', () => members.consents.budget(memberId)],
    ['tiers', () => tiers.history(memberId)],
    ['movements', () => movements(parts, memberId)],
    ['coupons', () => coupons(parts, memberId)],
    ['benefits', () => benefits(parts, memberId)],
    ['gifts', () => gifts(parts, memberId)],
    ['orders', () => orders(parts, memberId)],
    ['transfers', () => transfers(parts, memberId)],
    [
      'devices',
      async () =>
        (await portal.sessions.of(memberId)).map((one) => ({
          device: one.device,
          signedInAt: instantText(one.madeAt),
        })),
    ],
    ['looks', async () => (await portal.viewings.of(memberId)).map(lookShown)],
    ['events', () => events(parts, memberId)],
  ]
  const written = Object.fromEntries(Object.entries(dates).map(([name, at]) => [name, instantText(at)]))
  yield `{"writtenAt":${JSON.stringify(instantText(clock.now()))},"member":${JSON.stringify({ ...profile, ...written })}`
  for (const [name, read] of sections) {
    yield `,\n${JSON.stringify(name)}:`
    yield* json(read())
  }
  yield '}\n'
}

async function* json(read: Promise<unknown> | AsyncIterable<unknown>): AsyncGenerator<string> {
  if (read instanceof Promise) {
    yield JSON.stringify(await read)
    return
  }
  let before = '['
  for await (const one of read) {
    yield `${before}${JSON.stringify(one)}`
    before = ',\n'
  }
  yield before === '[' ? '[]' : ']'
}

/** What staff noted, as it was each time; by whom of them is theirs to know (decision 0028). */
async function notes({ members }: DataParts, memberId: MemberId): Promise<unknown> {
  return (await members.notes.all(memberId)).map(({ noteId, versions }) => ({
    noteId,
    versions: versions.map(({ text, takenBack, at }) => ({ text, takenBack, at: instantText(at) })),
  }))
}

async function* movements({ accounts, programme, clock }: DataParts, memberId: MemberId): AsyncGenerator<unknown> {
  for (const { code: wallet } of programme.at(clock.now()).definition.wallets) {
    let before: number | null = null
    do {
      const page = await accounts.entries(memberId, { wallet, before, limit: AT_ONCE })
      for (const entry of page) {
        const { amount, at, sequence } = entry
        const told = why(entry, programme.version(entry.trace.version), 'en')
        const sentence = {
          en: told.sentence,
          'zh-CN': why(entry, programme.version(entry.trace.version), 'zh-CN').sentence,
        }
        yield { wallet, sequence, amount, at: instantText(at), sentence }
      }
      before = page.length < AT_ONCE ? null : (page.at(-1)?.sequence ?? null)
    } while (before !== null)
  }
}

async function* coupons({ offers }: DataParts, memberId: MemberId): AsyncGenerator<unknown> {
  for (const { code, offer, status, used, startsAt, endsAt } of await offers.ofMember(memberId))
    yield {
      ...{ code, offer, status, used },
      startsAt: startsAt === null ? null : instantText(startsAt),
      endsAt: endsAt === null ? null : instantText(endsAt),
    }
}

async function* benefits({ benefits: known }: DataParts, memberId: MemberId): AsyncGenerator<unknown> {
  let before: string | null = null
  do {
    const page = await known.uses(memberId, { before, limit: AT_ONCE })
    for (const { benefit, uses, usedAt, store, order, undone } of page)
      yield {
        ...{ benefit, uses, store, order },
        usedAt: instantText(usedAt),
        undoneAt: undone === null ? null : instantText(undone.at),
      }
    before = page.length < AT_ONCE ? null : (page.at(-1)?.useId ?? null)
  } while (before !== null)
}

async function gifts({ benefits: known }: DataParts, memberId: MemberId): Promise<unknown> {
  return (await known.gifts.of(memberId)).map(({ benefit, at, givenAt, wallet, points, offer, coupon }) => ({
    ...{ benefit, at, wallet, points, offer, coupon },
    givenAt: instantText(givenAt),
  }))
}

async function* orders({ orders: known }: DataParts, memberId: MemberId): AsyncGenerator<unknown> {
  let before: Parameters<OrdersService['ofMember']>[1]['before'] = null
  do {
    const page = await known.ofMember(memberId, { before, limit: AT_ONCE, stores: 'all' })
    for (const order of page) yield { ...headOf(order), lines: order.lines }
    const last = page.at(-1)
    before = page.length < AT_ONCE || last === undefined ? null : { placedAt: last.placedAt, orderId: last.orderId }
  } while (before !== null)
}

async function* transfers({ transfers: known }: DataParts, memberId: MemberId): AsyncGenerator<unknown> {
  let before: string | null = null
  do {
    const page = await known.ofMember(memberId, { before, limit: AT_ONCE })
    for (const { memberId: from, toMemberId: to, wallet, amount, fee, message, state, sentAt } of page)
      yield {
        direction: from === memberId ? 'sent' : 'received',
        from,
        to,
        wallet,
        amount,
        fee,
        message,
        state,
        sentAt: instantText(sentAt),
      }
    before = page.length < AT_ONCE ? null : (page.at(-1)?.transferId ?? null)
  } while (before !== null)
}

async function* events({ members }: DataParts, memberId: MemberId): AsyncGenerator<unknown> {
  let cursor: string | undefined
  do {
    const page = await members.timeline(memberId, { ...(cursor === undefined ? {} : { cursor }), limit: AT_ONCE })
    for (const { kind, at, data } of page.items) yield { kind, at: instantText(at), data }
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
