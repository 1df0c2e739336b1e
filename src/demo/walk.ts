/** Walks through the sample shop's history day by day and does everything through the rooms, as if it happened then. */
import type { HoldId, MemberId } from '../base/ids.ts'
import { Refused, unreachable } from '../base/refusals.ts'
import { asInstant, type Instant } from '../base/time.ts'
import type { CatalogueService } from '../catalogue/service.ts'
import type { MembersService } from '../members/service.ts'
import type { OrderInput } from '../orders/draft.ts'
import type { OrdersService } from '../orders/service.ts'
import { type Clock, manualClock } from '../platform/clock.ts'
import { fingerprint } from '../platform/idempotency.ts'
import type { NightlyService } from '../points/nightly/service.ts'
import type { PointsService } from '../points/service.ts'
import { basketOf } from './baskets.ts'
import { products } from './goods.ts'
import { type Event, guestsOf, orderNumber, reasonFor, returnedLines } from './history.ts'
import { enrolmentOf, type Person, type Shop, type Wish } from './people.ts'
import { at } from './random.ts'
import { type Traffic, traffic } from './traffic.ts'

export type WalkRooms = {
  readonly members: Pick<MembersService, 'enrolMany' | 'changeStatus'>
  readonly catalogue: Pick<CatalogueService, 'known'>
  readonly orders: Pick<OrdersService, 'put' | 'giveBack' | 'keepGuests'>
  readonly points: Pick<PointsService, 'redeem' | 'adjust' | 'hold' | 'capture' | 'release'>
  readonly nightly: Pick<NightlyService, 'run' | 'approve'>
}

export type WalkingClock = Clock & {
  set(at: Instant): void
  /** Starts work at another instant; only what it asks at once, before it first waits, is told that instant. */
  during<T>(at: Instant, start: () => T): T
}

export function walkingClock(start: Instant): WalkingClock {
  const clock = manualClock(start)
  return {
    ...clock,
    during(instant, work) {
      const before = clock.now()
      clock.set(instant)
      try {
        return work()
      } finally {
        clock.set(before)
      }
    },
  }
}

/** What was done. `refused`: what the programme in force did not allow, such as spending while points are pending. */
export type Counts = {
  readonly orders: number
  readonly guests: number
  readonly returns: number
  readonly redemptions: number
  readonly holds: number
  readonly adjustments: number
  readonly refused: number
  /** Of members' and guests' orders, after discounts and returns, with fees. */
  readonly revenueMinor: number
}

export const nothingYet: Counts = {
  orders: 0,
  guests: 0,
  returns: 0,
  redemptions: 0,
  holds: 0,
  adjustments: 0,
  refused: 0,
  revenueMinor: 0,
}

export type History = {
  readonly shop: Shop
  readonly people: readonly Person[]
  /** In order of time. */
  readonly events: readonly Event[]
  readonly currency: string
  /** The wallet that is spent from. */
  readonly wallet: string
}

export type Walk = {
  readonly rooms: WalkRooms
  readonly clock: WalkingClock
  readonly history: History
  /** Where an earlier walk came to, and what it had done until then. */
  readonly from: { readonly reached: Instant | null; readonly counts: Counts }
  /** Hears how many events are behind. */
  readonly onEvents: (done: number) => void
  /** Hears of each point from which a later walk could go on. */
  readonly onReached: (reached: Instant, counts: Counts) => Promise<void>
  readonly stopped: () => boolean
}

/** Enough to fill the desk's lanes some times over, also when many wait for a member's earlier event. */
const AT_ONCE = 2_000

/** When a day's last things are written: the shops are closed. */
const AFTER_CLOSING = 17 * 60_000

/** @returns what was done, with what earlier walks did; undefined when it was stopped */
export async function walk(given: Walk): Promise<Counts | undefined> {
  const way = wayOf(given)
  try {
    return (await walked(given, way)) ? way.counts() : undefined
  } finally {
    // Whatever ended the walk, nothing of it is on its way any more.
    await way.traffic.quiet()
  }
}

/** @returns whether it came to the end */
async function walked(given: Walk, way: Way): Promise<boolean> {
  const { clock, history, rooms } = given
  const { shop, events } = history
  const { days } = shop.calendar
  const began = days.findIndex((day) => day.endsAt > (given.from.reached ?? 0))
  await way.enrol(0, began)
  let place = events.filter((event) => event.day < began).length
  for (let from = began; from <= shop.today; ) {
    if (given.stopped()) return false
    await nightsBefore(given, way, from)
    const end = stageEnd(history, from, place)
    await way.traffic.turn()
    clock.set(asInstant(Math.min(at(days, end - 1).endsAt - AFTER_CLOSING, shop.until)))
    await rooms.catalogue.known(skus)
    await way.enrol(from, end)
    await way.guests(from, end)
    for (let event = events[place]; event !== undefined && event.day < end; event = events[place]) {
      await way.happen(event)
      place += 1
    }
    given.onEvents(place)
    from = end
  }
  await way.traffic.done()
  return true
}

/** Events that make a stage worth its round trips, and the days that it may take at most: what is recorded is that late. */
const STAGE = { events: 1_000, days: 3 } as const

/** The end of the stage that begins with a day: it ends with the month and before the last day at the latest. */
function stageEnd({ shop, events }: History, from: number, place: number): number {
  const { days } = shop.calendar
  const enough = events[place + STAGE.events]?.day ?? Number.POSITIVE_INFINITY
  let end = from + 1
  while (end - from < STAGE.days && end <= enough && end < shop.today && days[end]?.firstOfMonth === false) end += 1
  return end
}

/**
 * The nightly runs before a stage: at the turn of a month, and at the midnight before the last. The last midnight belongs to
 * the installation's own nightly run.
 */
async function nightsBefore(given: Walk, { traffic, counts }: Way, today: number): Promise<void> {
  const { shop } = given.history
  const day = at(shop.calendar.days, today)
  if (today === 0) return
  if (day.firstOfMonth) {
    await traffic.done()
    await night(given, day.startsAt)
    await given.onReached(day.startsAt, counts())
  }
  if (today === shop.today) {
    await traffic.done()
    await night(given, asInstant(day.startsAt - 1))
  }
}

const skus = products.map((product) => product.sku)

/** The nightly run of the midnight before `now`. One that stops to ask is let go on: nobody is here to be asked. */
async function night({ rooms, clock }: Walk, now: Instant): Promise<void> {
  clock.set(now)
  const run = await rooms.nightly.run()
  if (run.state !== 'waiting') return
  await rooms.nightly.approve(run.runId, 'demo')
  await rooms.nightly.run()
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

type Way = {
  readonly traffic: Traffic
  /** Who joins on the days [from, to); those who did in an earlier walk are found again. */
  enrol(from: number, to: number): Promise<void>
  guests(from: number, to: number): Promise<void>
  happen(event: Event): Promise<void>
  counts(): Counts
}

/** What the events of a walk share: who has which id, what is on its way, what was done. */
function wayOf({ rooms, clock, history, from }: Walk): Way {
  const { shop, people } = history
  const roads = traffic(AT_ONCE)
  const counts: Mutable<Counts> = { ...from.counts }
  const ids: (MemberId | undefined)[] = []
  const joining = joiners(shop, people)
  const holds = new Map<string, HoldId>()
  const errand: Errand = { ...history, rooms, clock, counts, holds }

  async function enrolAll(rows: readonly Joiner[]): Promise<void> {
    if (rows.length === 0) return
    const enrolments = rows.map(({ person, wish }) => enrolmentOf(shop, person, wish))
    const outcomes = await rooms.members.enrolMany(enrolments, { by: { kind: 'system', id: 'demo' } })
    for (const [place, outcome] of outcomes.entries()) {
      if (outcome.outcome === 'refused') throw new Refused(outcome.refusal)
      ids[at(rows, place).person.index] = outcome.memberId
    }
  }

  return {
    traffic: roads,
    counts: () => ({ ...counts }),
    enrol: (from, to) => enrolAll(joining.slice(from, to).flat()),
    guests: (from, to) =>
      roads.send(-1 - from, 'waits', async () => {
        const inputs = guestInputs(history, from, to)
        if (inputs.length > 0) await rooms.orders.keepGuests(inputs)
        counts.guests += inputs.length
        for (const input of inputs) counts.revenueMinor += netMinor(input)
      }),
    happen(event) {
      const memberId = ids[event.person]
      if (memberId === undefined) throw new Error(`member ${event.person} of the sample shop was not enrolled`)
      const how = event.what === 'buy' ? 'queues' : 'waits'
      return roads.send(event.person, how, () => perform(errand, event, memberId))
    },
  }
}

type Joiner = { readonly person: Person; readonly wish: Wish }

/** Who is enrolled on which day. */
function joiners({ calendar }: Shop, people: readonly Person[]): Joiner[][] {
  const byDay: Joiner[][] = calendar.days.map(() => [])
  for (const person of people) {
    const { joinedOn, prospectSince } = person
    byDay[joinedOn]?.push({ person, wish: person.prospectOnly ? 'prospect' : 'member' })
    if (prospectSince === null) continue
    const known = calendar.days.findIndex((day) => prospectSince < day.endsAt)
    byDay[known]?.push({ person, wish: 'prospect' })
  }
  return byDay
}

function inputOf(
  { currency }: Pick<History, 'currency'>,
  order: Omit<OrderInput, 'currency' | 'discountMinor'> & Partial<OrderInput>,
): OrderInput {
  return { ...order, currency }
}

function guestInputs(history: History, from: number, to: number): OrderInput[] {
  const { shop } = history
  return shop.calendar.days.slice(from, to).flatMap((day, place) =>
    guestsOf(shop, from + place).map(({ at: placedAt, nth, buyer }) => {
      const number = orderNumber(shop, { person: buyer.index, nth, day: from + place })
      return inputOf(history, { ...basketOf(shop, buyer, nth, day), number, placedAt })
    }),
  )
}

function netMinor({ lines, discountMinor }: OrderInput): number {
  const before = lines.reduce((total, line) => total + (line.unitPriceMinor ?? 0) * line.quantity, 0)
  return before - (discountMinor ?? 0)
}

type Errand = History & {
  readonly rooms: WalkRooms
  readonly clock: WalkingClock
  readonly counts: Mutable<Counts>
  readonly holds: Map<string, HoldId>
}

/** What the programme refuses is counted and the walk goes on: the owner may have published his own before the sample came. */
async function perform(errand: Errand, event: Event, memberId: MemberId): Promise<void> {
  try {
    await performed(errand, event, memberId)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    errand.counts.refused += 1
  }
}

async function performed(errand: Errand, event: Event, memberId: MemberId): Promise<void> {
  const { rooms, counts } = errand
  switch (event.what) {
    case 'buy': {
      const input = orderOf(errand, event)
      const { netMinor } = await rooms.orders.put({ memberId, status: 'confirmed', input })
      counts.revenueMinor += netMinor
      counts.orders += 1
      return
    }
    case 'return': {
      await takeBack(errand, event)
      counts.returns += 1
      return
    }
    case 'redeem':
    case 'adjust': {
      await move(errand, event, memberId)
      return
    }
    case 'hold':
    case 'capture':
    case 'release': {
      await setAside(errand, event, memberId)
      return
    }
    case 'suspend': {
      await rooms.members.changeStatus(memberId, { wish: 'suspend', reason: 'suspected-misuse' })
      return
    }
    case 'close': {
      await rooms.members.changeStatus(memberId, { wish: 'close', reason: 'member-request' })
      return
    }
    default:
      unreachable(event)
  }
}

type Of<What extends Event['what']> = Extract<Event, { readonly what: What }>

function orderOf(errand: Errand, event: Of<'buy'>): OrderInput {
  const { shop, people } = errand
  const day = at(shop.calendar.days, event.day)
  const basket = basketOf(shop, at(people, event.person), event.nth, day)
  return inputOf(errand, { ...basket, number: orderNumber(shop, event), placedAt: event.at })
}

/** The purchase is looked for by its place in the member's history, because its number holds the day on which it was made. */
async function takeBack({ shop, people, rooms, counts }: Errand, event: Of<'return'>): Promise<void> {
  const day = at(shop.calendar.days, event.boughtOn)
  const { lines: bought } = basketOf(shop, at(people, event.person), event.nth, day)
  const lines = returnedLines(shop, event, at(bought, 0).quantity)
  const number = orderNumber(shop, { ...event, day: event.boughtOn })
  const reason = reasonFor(shop, event, 'return')
  const answer = await rooms.orders.giveBack({ number, lines, key: `${number}-R`, at: event.at, reason })
  counts.revenueMinor -= answer.refundMinor
}

function askOf({ shop, wallet }: Errand, event: Of<'redeem' | 'adjust' | 'hold'>, memberId: MemberId) {
  const { amount, what } = event
  const ask = {
    memberId,
    wallet,
    amount,
    reason: reasonFor(shop, event, what === 'hold' ? 'redeem' : what),
    reference: null,
    by: 'demo',
  }
  const key = `demo:${what}:${event.person}:${event.nth}`
  return { ...ask, key: { key, fingerprint: fingerprint(ask) } }
}

async function move(errand: Errand, event: Of<'redeem' | 'adjust'>, memberId: MemberId): Promise<void> {
  const { rooms, clock, counts } = errand
  const ask = askOf(errand, event, memberId)
  if (event.what === 'redeem') {
    await clock.during(event.at, () => rooms.points.redeem(ask))
    counts.redemptions += 1
  } else {
    await clock.during(event.at, () => rooms.points.adjust(ask))
    counts.adjustments += 1
  }
}

async function setAside(errand: Errand, event: Of<'hold' | 'capture' | 'release'>, memberId: MemberId): Promise<void> {
  const { rooms, clock, counts, holds } = errand
  const name = `${event.person} ${event.nth}`
  if (event.what === 'hold') {
    const ask = { ...askOf(errand, event, memberId), minutes: event.minutes }
    holds.set(name, (await clock.during(event.at, () => rooms.points.hold(ask))).holdId)
    counts.holds += 1
    return
  }
  // Placed by a walk that was interrupted: nobody knows its id any more, and it lapses by itself.
  const holdId = holds.get(name)
  if (holdId === undefined) return
  holds.delete(name)
  if (event.what === 'release') await rooms.points.release(holdId, {})
  else await rooms.points.capture(holdId, { amount: null, reference: null, by: 'demo' })
}
