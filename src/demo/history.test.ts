import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Instant, parseInstant, type TimeZone } from '../base/time.ts'
import { identityOf } from '../members/identities.ts'
import { basketOf, spentMinor } from './baskets.ts'
import { branches, categories, goods, products } from './goods.ts'
import { type Event, eventsOf, guestsOf, orderNumber } from './history.ts'
import { enrolmentOf, type Person, personOf, type Shop } from './people.ts'
import { at, draws, evenly } from './random.ts'
import { shopOf } from './service.ts'

const shanghai = 'Asia/Shanghai' as TimeZone

function instant(text: string): Instant {
  const read = parseInstant(text)
  if (read === undefined) throw new Error(text)
  return read
}

function shop(members: number, more: Partial<{ seed: number; until: string; months: number }> = {}): Shop {
  const { seed = 1, until = '2026-03-20T04:00:00Z', months = 18 } = more
  return shopOf({ seed, members, months, until: instant(until), timeZone: shanghai })
}

function peopleOf(given: Shop): Person[] {
  return Array.from({ length: given.members }, (_, index) => personOf(given, index))
}

function historyOf(given: Shop): Event[] {
  return peopleOf(given).flatMap((person) => eventsOf(given, person))
}

const usual = shop(2_000)
const people = peopleOf(usual)
const events = people.flatMap((person) => eventsOf(usual, person))

describe('chance', () => {
  test('a stream follows from its names alone, and no two streams are alike', () => {
    const some = (...names: number[]) => Array.from({ length: 5 }, () => draws(1, ...names).next())
    expect(some(3, 4)).toEqual(some(3, 4))
    const firsts = new Set([0, 1, 2, 3].flatMap((topic) => [0, 1, 2, 3].map((index) => draws(1, topic, index).next())))
    expect(firsts.size).toBe(16)
  })

  test('numbers are spread over 0 … 1 and an even sequence fills every tenth', () => {
    const counts = new Array<number>(10).fill(0)
    for (let index = 0; index < 10_000; index += 1) {
      const place = Math.floor(draws(7, 1, index).next() * 10)
      counts[place] = at(counts, place) + 1
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150)
    const tenths = Array.from({ length: 50 }, (_, index) => Math.floor(evenly(index, 0.3) * 10))
    for (let tenth = 0; tenth < 10; tenth += 1)
      expect(tenths.filter((each) => each === tenth).length).toBeGreaterThan(2)
  })
})

describe('the sample shop', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(historyOf(shop(60))).toEqual(historyOf(shop(60)))
    const enrolled = (given: Shop) => peopleOf(given).map((person) => enrolmentOf(given, person, 'member'))
    expect(enrolled(shop(60))).toEqual(enrolled(shop(60)))
    expect(enrolled(shop(60, { seed: 2 }))).not.toEqual(enrolled(shop(60)))
  })

  test('does not change within a month, but for its newest members: later days only add to it', () => {
    const early = shop(200, { until: '2026-03-05T04:00:00Z' })
    const late = shop(200, { until: '2026-03-25T04:00:00Z' })
    const stayed = peopleOf(early).filter((person) => personOf(late, person.index).joinedAt === person.joinedAt)
    expect(stayed.length).toBeGreaterThan(180)
    for (const person of stayed) {
      const before = eventsOf(early, person).filter((event) => event.what === 'buy')
      const after = eventsOf(late, personOf(late, person.index)).filter((event) => event.what === 'buy')
      expect(after.slice(0, before.length)).toEqual(before)
    }
  })

  test('has what the catalogue needs: products in categories of the tree, all stores in a city', () => {
    const codes = new Set(categories.map((category) => category.code))
    expect(categories.every(({ parent }) => parent == null || codes.has(parent))).toBe(true)
    expect(products.filter(({ category }) => category != null && !codes.has(category))).toEqual([])
    expect(new Set(products.map(({ sku }) => sku)).size).toBe(products.length)
    expect(products.length).toBeGreaterThan(110)
    expect(branches).toHaveLength(12)
    expect([...goods.values()].every((shelf) => shelf.length > 0)).toBe(true)
  })

  test('each member acts in order of time, after joining and before today', () => {
    for (const person of people) {
      const own = eventsOf(usual, person)
      own.forEach((event, place) => {
        expect(event.at).toBeGreaterThan(own[place - 1]?.at ?? person.joinedAt)
        expect(event.at).toBeLessThan(usual.until)
        const day = at(usual.calendar.days, event.day)
        expect(event.at >= day.startsAt && event.at < day.endsAt).toBe(true)
      })
    }
  })

  test('nothing happens after somebody left, and what comes back was bought', () => {
    for (const [person, own] of Map.groupBy(events, (event) => event.person)) {
      const end = own.findIndex((event) => event.what === 'close' || event.what === 'suspend')
      if (end >= 0) expect(end, `member ${person}`).toBe(own.length - 1)
      const bought = new Set(own.flatMap((event) => (event.what === 'buy' ? [event.nth] : [])))
      for (const event of own) if (event.what === 'return') expect(bought.has(event.nth)).toBe(true)
    }
  })

  test('no two orders have one number, members and guests together', () => {
    const numbers = events.flatMap((event) => (event.what === 'buy' ? [orderNumber(usual, event)] : []))
    usual.calendar.days.forEach((_, day) => {
      for (const { nth, buyer } of guestsOf(usual, day))
        numbers.push(orderNumber(usual, { person: buyer.index, nth, day }))
    })
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('has all kinds of people and all kinds of events', () => {
    const kinds = Map.groupBy(people, (person) => person.kind)
    expect([...kinds.keys()].sort()).toEqual(
      ['daily', 'generous', 'lapsing', 'loyal', 'never', 'occasional', 'once', 'won-back'].sort(),
    )
    const share = (what: Event['what']) => events.filter((event) => event.what === what).length / people.length
    expect(share('buy')).toBeGreaterThan(4)
    for (const what of ['return', 'redeem', 'hold', 'capture', 'adjust', 'close'] as const)
      expect(share(what), what).toBeGreaterThan(0.001)
  })

  test('every tier of the standard programme is reached, also in a small shop', () => {
    for (const given of [usual, shop(300)]) {
      const growth = peopleOf(given).map((person) => yearlySpending(given, person))
      const reached = (from: number, to: number) => growth.filter((each) => each >= from && each < to).length
      expect(reached(0, 1_000)).toBeGreaterThan(given.members * 0.8)
      expect(reached(1_000, 5_000)).toBeGreaterThan(given.members * 0.03)
      expect(reached(5_000, 20_000)).toBeGreaterThan(0)
      expect(reached(20_000, Number.POSITIVE_INFINITY)).toBeGreaterThan(0)
    }
  })

  test('business grows, and comes in the hours when shops are open', () => {
    const bought = events.filter((event) => event.what === 'buy')
    const middle = Math.floor(usual.today / 2)
    const later = bought.filter((event) => event.day >= middle).length
    expect(later).toBeGreaterThan(bought.length * 0.55)
    const hours = bought.map(({ at: when, day }) => (when - at(usual.calendar.days, day).startsAt) / 3_600_000)
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(7)
    expect(Math.max(...hours)).toBeLessThan(23)
  })
})

function yearlySpending(given: Shop, person: Person): number {
  return eventsOf(given, person)
    .filter((event) => given.until - event.at < 365 * 86_400_000)
    .flatMap((event) => (event.what === 'buy' ? [event] : []))
    .map(({ nth, day }) => Math.floor(spentMinor(basketOf(given, person, nth, at(given.calendar.days, day))) / 100))
    .reduce((total, points) => total + points, 0)
}

describe('its people', () => {
  const enrolments = people.map((person) => enrolmentOf(usual, person, person.prospectOnly ? 'prospect' : 'member'))

  test('have names in both scripts', () => {
    const chinese = enrolments.filter((one) => /^\p{Script=Han}{1,2}$/u.test(one.familyName ?? ''))
    const english = enrolments.filter((one) => /^[A-Z][A-Za-z’]+$/.test(one.familyName ?? ''))
    expect(chinese.length / enrolments.length).toBeGreaterThan(0.7)
    expect(english.length / enrolments.length).toBeGreaterThan(0.15)
  })

  test('have no number that could ring somewhere, and addresses that lead nowhere', () => {
    for (const { phone, email } of enrolments) {
      if (phone) expect(phone).toMatch(/^\+1\d{3}55501\d\d$|^\+861450\d{7}$/)
      if (email) expect(email).toMatch(/@example\.(com|org|net)$/)
    }
  })

  test('are found by identities that are accepted and that nobody shares', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (index) => {
        const { phone, email, identities } = enrolmentOf(usual, personOf(usual, index), 'member')
        const all = [
          ...(phone ? [{ kind: 'phone', value: phone } as const] : []),
          ...(email ? [{ kind: 'email', value: email } as const] : []),
          ...(identities ?? []),
        ]
        expect(all.length).toBeGreaterThan(0)
        for (const one of all) expect(identityOf(one, 'CN')).not.toHaveProperty('refusal')
      }),
    )
    const phones = enrolments.flatMap(({ phone }) => phone ?? [])
    expect(new Set(phones).size).toBe(phones.length)
  })
})
