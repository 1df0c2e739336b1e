/** What every member of the sample shop does, from joining to today, each in order of time. Pure. */
import { asInstant, type Instant } from '../base/time.ts'
import type { LineToReturn } from '../orders/giveback.ts'
import { type Buyer, basketOf, spentMinor } from './baskets.ts'
import { dayAt, momentOf } from './calendar.ts'
import { branches, goods } from './goods.ts'
import { drinkFor, type Person, type Shop } from './people.ts'
import { at, type Draws, draws } from './random.ts'

export type Happening =
  | { readonly what: 'buy'; readonly nth: number }
  | { readonly what: 'return'; readonly nth: number; readonly boughtOn: number }
  | { readonly what: 'redeem' | 'adjust'; readonly amount: number; readonly nth: number }
  | { readonly what: 'hold'; readonly amount: number; readonly nth: number; readonly minutes: number }
  | { readonly what: 'capture' | 'release'; readonly nth: number }
  | { readonly what: 'suspend' | 'close' }

/** `person`: his place among the members. `nth`: names the happening within its kind. */
export type Event = Happening & { readonly at: Instant; readonly day: number; readonly person: number }

const topic = { visits: 4, returns: 5, purse: 6, end: 7, guests: 8 } as const
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MONTH_DAYS = 30.4

/** In order of time; nothing after `until`. */
export function eventsOf(shop: Shop, person: Person): Event[] {
  const bought = purchases(shop, person)
  const withReturns = [...bought, ...returns(shop, person, bought)].sort(byTime)
  const all = [...withReturns, ...spending(shop, person, withReturns)].sort(byTime)
  const ended = ending(shop, person)
  const kept = ended === undefined ? all : [...all.filter((event) => event.at < ended.at), ended]
  return apart(kept).filter((event) => event.at < shop.until)
}

function byTime(a: Event, b: Event): number {
  return a.at - b.at
}

function dayOf(shop: Shop, when: number): number {
  const { days } = shop.calendar
  const guess = Math.floor((when - at(days, 0).startsAt) / DAY)
  for (let day = Math.max(0, guess - 1); day < days.length; day += 1) if (when < at(days, day).endsAt) return day
  return days.length
}

/** No two at once: whoever does two things does them one after the other. */
function apart(events: readonly Event[]): Event[] {
  let last = 0
  return events.map((event) => {
    const when = asInstant(Math.max(event.at, last + 1000))
    last = when
    return when === event.at ? event : { ...event, at: when }
  })
}

/** Most buy as they join; afterwards visits come as chance and season will have it. */
function purchases(shop: Shop, person: Person): Event[] {
  const { calendar } = shop
  const chance = draws(shop.seed, topic.visits, person.index)
  if (person.kind === 'never') return []
  const visits: { at: Instant; day: number }[] = []
  if (person.kind === 'once' || chance.percent(85))
    visits.push({ at: asInstant(person.joinedAt + (2 + chance.whole(15)) * MINUTE), day: person.joinedOn })
  for (const { from, to } of person.stays) {
    let business = at(calendar.summed, from) + chance.next()
    for (;;) {
      business += chance.exponential(MONTH_DAYS / person.monthly)
      const day = dayAt(calendar, business)
      if (day === undefined || day > to) break
      if (day > person.joinedOn) visits.push({ at: momentOf(at(calendar.days, day), chance), day })
    }
  }
  visits.sort((a, b) => a.at - b.at)
  return visits.map((visit, nth) => ({ ...visit, person: person.index, what: 'buy', nth }))
}

/** Drinks that were made wrong come back at once, things for home after days. */
function returns(shop: Shop, person: Person, bought: readonly Event[]): Event[] {
  const chance = draws(shop.seed, topic.returns, person.index)
  return bought.flatMap((event): Event[] => {
    if (event.what !== 'buy') return []
    const goesBack = chance.next() * 100
    const { channel, lines } = basketOf(shop, person, event.nth, at(shop.calendar.days, event.day))
    const parcel = channel === 'web' || lines.some((line) => (line.unitPriceMinor ?? 0) >= 5_000)
    if (goesBack >= (parcel ? 9 : 1.6)) return []
    const when = parcel ? event.at + (1 + chance.whole(9)) * DAY : event.at + (4 + chance.whole(30)) * MINUTE
    const day = dayOf(shop, when)
    const back = { what: 'return', nth: event.nth, boughtOn: event.day } as const
    return [{ ...back, at: asInstant(when), day, person: person.index }]
  })
}

/** Which lines come back: in a third of the cases one piece only, otherwise everything. */
export function returnedLines(
  shop: Shop,
  event: Event & { readonly nth: number },
  pieces: number,
): LineToReturn[] | 'all' {
  const chance = draws(shop.seed, topic.returns, event.person, event.nth)
  return pieces > 1 && chance.percent(35) ? [{ line: 1, quantity: 1 }] : 'all'
}

const reasons = {
  return: [
    '做错了 / wrong item',
    '不喜欢 / not to taste',
    '洒了 / spilled',
    '破损 / damaged',
    '重复下单 / ordered twice',
  ],
  redeem: ['兑换饮品 / free drink', '兑换甜点 / free cake', '抵扣现金 / money off'],
  adjust: ['服务补偿 / goodwill', '活动补录 / event points added', '更正 / correction'],
} as const

export function reasonFor(shop: Shop, event: Event & { readonly nth: number }, of: keyof typeof reasons): string {
  return draws(shop.seed, topic.end, event.person, event.nth).pick(reasons[of])
}

/** What rewards cost in points, from a drink to a machine. */
const prices = [100, 200, 300, 500, 1_000, 2_000, 5_000] as const

/** Most take the largest that they can afford. */
function rewardFor(available: number, chance: Draws): number {
  const within = prices.filter((price) => price <= available)
  return chance.percent(65) ? at(within, within.length - 1) : chance.pick(within)
}
const GOODWILL = [50, 100, 200] as const

/**
 * Redemptions, corrections and holds. The purse counts what is surely there: points without the tier's extra, a year at most.
 * A hold is only placed before some quiet days, so that what becomes of it comes before anything else.
 */
function spending(shop: Shop, person: Person, events: readonly Event[]): Event[] {
  const chance = draws(shop.seed, topic.purse, person.index)
  const purse = emptyPurse()
  const spent: Event[] = []
  const add = (event: Event, after: number, happening: Happening): void => {
    const when = event.at + after
    spent.push({ ...happening, at: asInstant(when), day: dayOf(shop, when), person: person.index })
  }
  for (const [place, event] of events.entries()) {
    if (event.what !== 'buy' && event.what !== 'return') continue
    const { nth } = event
    const boughtOn = event.what === 'buy' ? event.day : event.boughtOn
    const points = Math.floor(spentMinor(basketOf(shop, person, nth, at(shop.calendar.days, boughtOn))) / 100)
    if (event.what === 'return') {
      purse.take(points)
      if (chance.percent(12)) add(event, 5 * MINUTE, { what: 'adjust', amount: chance.pick(GOODWILL), nth })
      continue
    }
    purse.put(event.at, points)
    const available = purse.at(event.at)
    const quiet = (events[place + 1]?.at ?? Number.POSITIVE_INFINITY) - event.at > QUIET_DAYS * DAY
    if (quiet && available >= 200 && chance.percent(1.2)) {
      holding(event, nth, chance, add)
      purse.take(200)
    } else if (person.redeems && available >= 100 && chance.percent(35)) {
      const amount = rewardFor(available, chance)
      purse.take(amount)
      add(event, 2 * MINUTE, { what: 'redeem', amount, nth })
    } else if (chance.percent(0.15)) add(event, HOUR, { what: 'adjust', amount: chance.pick(GOODWILL), nth })
    else if (available >= 50 && chance.percent(0.05)) {
      purse.take(30)
      add(event, HOUR, { what: 'adjust', amount: -30, nth })
    }
  }
  return spent
}

/** What is set aside waits so long; it is fetched within two days, and until it lapses nothing else happens. */
const HOLD_DAYS = 10
const QUIET_DAYS = 12

/** A reward is set aside in the app and fetched, given up or forgotten. */
function holding(
  event: Event,
  nth: number,
  chance: Draws,
  add: (event: Event, after: number, happening: Happening) => void,
): void {
  add(event, 3 * MINUTE, { what: 'hold', amount: 200, nth, minutes: HOLD_DAYS * 24 * 60 })
  const end = chance.next()
  if (end < 0.6) add(event, (2 + chance.whole(40)) * HOUR, { what: 'capture', nth })
  else if (end < 0.75) add(event, (2 + chance.whole(40)) * HOUR, { what: 'release', nth })
}

/** A year less some days: what the purse holds is still there by any month's end. */
const PURSE_DAYS = 355

function emptyPurse() {
  let lots: { at: number; left: number }[] = []
  let owed = 0
  return {
    put(when: number, points: number): void {
      const repaid = Math.min(owed, points)
      owed -= repaid
      if (points > repaid) lots.push({ at: when, left: points - repaid })
    },
    /** Oldest first; what was spent before its order came back is owed, as in the books. */
    take(points: number): void {
      let left = points
      for (const lot of lots) {
        const part = Math.min(lot.left, left)
        lot.left -= part
        left -= part
      }
      lots = lots.filter((lot) => lot.left > 0)
      owed += left
    },
    at(when: number): number {
      lots = lots.filter((lot) => when - lot.at < PURSE_DAYS * DAY)
      return lots.reduce((total, lot) => total + lot.left, 0)
    },
  }
}

/** A few are suspended, a few leave. */
function ending(shop: Shop, person: Person): Event | undefined {
  const chance = draws(shop.seed, topic.end, person.index)
  const fate = chance.next() * 100
  if (fate >= 1 || person.prospectOnly) return undefined
  const when = asInstant(person.joinedAt + (20 + chance.whole(300)) * DAY)
  return { what: fate < 0.35 ? 'suspend' : 'close', at: when, day: dayOf(shop, when), person: person.index }
}

/** Numbers no order twice: scattered, so that neighbours do not tell how many there are. */
export function orderNumber(shop: Shop, { person, nth, day }: { person: number; nth: number; day: number }): string {
  const scattered = (Math.imul(person * NTH_AT_MOST + nth, 0x2c1b3c6d) & 0x7fff_ffff) >>> 0
  return `HD${at(shop.calendar.days, day).label}-${scattered.toString(36).toUpperCase().padStart(6, '0')}`
}

/** Together with the number of people it must stay within 31 bits. */
const NTH_AT_MOST = 4_096
export const PEOPLE_AT_MOST = 100_000

/** Of the members' number, each ordinary day. */
const GUESTS_A_DAY = 0.0012

export type GuestOrder = { readonly at: Instant; readonly nth: number; readonly buyer: Buyer }

/** Those of a day who give no name; they grow with the members. */
export function guestsOf(shop: Shop, day: number): GuestOrder[] {
  const today = at(shop.calendar.days, day)
  const chance = draws(shop.seed, topic.guests, day)
  const grown = 0.5 + day / Math.max(1, shop.today)
  const count = Math.floor(shop.members * GUESTS_A_DAY * grown * today.busy + chance.next())
  return Array.from({ length: count }, (_, nth) => {
    const taste = chance.pick(['coffee', 'tea', 'both'] as const)
    const branch = chance.pick(branches.filter((each) => each.opensAfter * shop.today <= day * 100))
    const favourites = [drinkFor(taste, chance), chance.pick(goods.get('espresso') ?? [])]
    const buyer: Buyer = { index: PEOPLE_AT_MOST + day, kind: 'occasional', taste, favourites, branch }
    return { at: momentOf(today, chance), nth, buyer }
  }).filter((guest) => guest.at < shop.until)
}
