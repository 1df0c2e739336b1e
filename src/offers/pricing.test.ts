import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from '../../tests/support/shop.ts'
import type { Currency } from '../base/money.ts'
import type { Give } from '../programme/offers/definition.ts'
import {
  anyBasket,
  anyGive,
  applied,
  basket,
  codes,
  coupon,
  group,
  offer,
  programmeWith,
  question,
} from './offers.fixture.ts'
import { effectOn, spread } from './pricing.ts'

const lines = (...amounts: readonly number[]) =>
  basket(amounts.map((netMinor, index) => ({ sku: `s${index + 1}`, netMinor })))
const off = (give: Give, what: ReturnType<typeof basket>) =>
  applied(question(programmeWith([offer('o', give)]), what)).off.o ?? 0
const of = 'goods' as const

describe('what offers take off', () => {
  test('a percentage, shared over the lines to the last cent', () => {
    const what = lines(333, 333, 334)
    const found = applied(
      question(programmeWith([offer('o', { kind: 'percent', basisPoints: 1_500, of, base: 'initial' })]), what),
    )
    expect(found.off).toEqual({ o: 150 })
    expect(found.left.reduce((sum, each) => sum + each, 0)).toBe(850)
  })

  test('an amount, never more than there is', () => {
    expect(off({ kind: 'amount', minor: 500, of }, lines(300, 900))).toBe(500)
    expect(off({ kind: 'amount', minor: 5_000, of }, lines(300, 900))).toBe(1_200)
  })

  test('the highest step that is reached', () => {
    const give: Give = {
      kind: 'steps',
      by: 'amount',
      base: 'initial',
      steps: [
        { from: 10_000, off: { minor: 1_000 } },
        { from: 20_000, off: { minor: 3_000 } },
      ],
    }
    expect([lines(9_999), lines(10_000), lines(19_999), lines(12_000, 8_000)].map((each) => off(give, each))).toEqual([
      0, 1_000, 1_000, 3_000,
    ])
  })

  test('so much for every so much, as often as allowed', () => {
    const give: Give = { kind: 'every', perMinor: 10_000, offMinor: 1_500, base: 'initial' }
    expect(off(give, lines(35_000))).toBe(4_500)
    expect(off({ ...give, times: 2 }, lines(35_000))).toBe(3_000)
  })

  test('the cheapest of three is free', () => {
    const give: Give = { kind: 'buy-get', buy: 2, get: 1, basisPoints: 10_000 }
    expect(off(give, lines(3_000, 1_000, 2_000))).toBe(1_000)
    expect(off(give, lines(3_000, 1_000))).toBe(0)
    expect(off(give, basket([{ netMinor: 7_000, quantity: 7 }]))).toBe(2_000)
  })

  test('who buys one thing gets another for half', () => {
    const give: Give = {
      kind: 'buy-get',
      buy: 1,
      get: 1,
      basisPoints: 5_000,
      lines: { field: 'line.sku', is: 'equals', value: 'cup' },
      getLines: { field: 'line.sku', is: 'equals', value: 'tea' },
    }
    const what = basket([
      { sku: 'cup', netMinor: 9_000 },
      { sku: 'tea', netMinor: 6_000, quantity: 3 },
    ])
    expect(off(give, what)).toBe(1_000)
  })

  test('three for a price, as many bundles as save something', () => {
    const give: Give = { kind: 'bundle', parts: [{ quantity: 3 }], priceMinor: 5_000 }
    expect(off(give, lines(3_000, 2_000, 2_000, 500, 500, 500))).toBe(2_000)
    const set: Give = {
      kind: 'bundle',
      parts: [
        { quantity: 1, lines: { field: 'line.sku', is: 'equals', value: 's1' } },
        { quantity: 1, lines: { field: 'line.sku', is: 'equals', value: 's2' } },
      ],
      priceMinor: 4_000,
    }
    expect(off(set, lines(3_000, 2_000, 9_000))).toBe(1_000)
  })

  test('the price of a list, with its breaks by quantity, and never a higher one', () => {
    const give: Give = {
      kind: 'prices',
      prices: [
        { sku: 'tea', minor: 900 },
        { sku: 'tea', from: 10, minor: 800 },
      ],
    }
    expect(off(give, basket([{ netMinor: 2_000, quantity: 2 }]))).toBe(200)
    expect(off(give, basket([{ netMinor: 10_000, quantity: 10 }]))).toBe(2_000)
    expect(off(give, basket([{ netMinor: 1_600, quantity: 2 }]))).toBe(0)
  })

  test('postage and other fees by themselves', () => {
    const what = basket([{ netMinor: 9_000 }, { sku: 'postage', netMinor: 1_200, fee: true }])
    expect(off({ kind: 'percent', basisPoints: 10_000, of: 'fees', base: 'initial' }, what)).toBe(1_200)
    expect(off({ kind: 'percent', basisPoints: 10_000, of, base: 'initial' }, what)).toBe(9_000)
  })
})

describe('beside each other', () => {
  const tenth: Give = { kind: 'percent', basisPoints: 1_000, of, base: 'remaining' }
  const fifth: Give = { kind: 'percent', basisPoints: 2_000, of, base: 'remaining' }

  test('all of a group apply by priority, on what is left or on the first price', () => {
    const given = programmeWith([offer('later', tenth), offer('sooner', fifth, { priority: 9 })])
    expect(applied(question(given, lines(10_000))).off).toEqual({ sooner: 2_000, later: 800 })
    const initial = programmeWith([
      offer('later', { ...tenth, base: 'initial' }),
      offer('sooner', fifth, { priority: 9 }),
    ])
    expect(applied(question(initial, lines(10_000))).off).toEqual({ sooner: 2_000, later: 1_000 })
  })

  test('the first, or the best, shuts the others of its group out and is named', () => {
    const offers = [offer('tenth', tenth, { priority: 1 }), offer('fifth', fifth)]
    const first = applied(question(programmeWith(offers, [group('main', { mode: 'first' })]), lines(10_000)))
    expect([first.off, first.why]).toEqual([{ tenth: 1_000 }, { fifth: 'another-applies' }])
    const best = applied(question(programmeWith(offers, [group('main', { mode: 'best' })]), lines(10_000)))
    expect([best.off, best.why]).toEqual([{ fifth: 2_000 }, { tenth: 'another-applies' }])
  })

  test('what applies alone stands alone', () => {
    const offers = [offer('clearance', fifth, { group: 'alone' }), offer('tenth', tenth)]
    const groups = [group('alone', { alone: true }), group('main')]
    const found = applied(question(programmeWith(offers, groups), lines(10_000)))
    expect([found.off, found.why]).toEqual([{ clearance: 2_000 }, { tenth: 'another-applies' }])
  })

  test('a line is reduced once where the group says so', () => {
    const offers = [
      offer('tea', { ...fifth, lines: { field: 'line.sku', is: 'equals', value: 's1' } }, { priority: 1 }),
      offer('all', tenth),
    ]
    const found = applied(question(programmeWith(offers, [group('main', { oncePerLine: true })]), lines(10_000, 5_000)))
    expect([found.off, found.left]).toEqual([{ tea: 2_000, all: 500 }, [8_000, 4_500]])
  })
})

describe('why not', () => {
  const half: Give = { kind: 'percent', basisPoints: 5_000, of, base: 'initial' }
  const why = (more: object, what = lines(1_000), asked: object = {}) =>
    applied(question(programmeWith([offer('o', half, more)]), what, { explain: true, ...asked })).why.o

  test('every offer says it', () => {
    expect(why({ startsAt: '2026-04-01T00:00:00Z' })).toBe('not-now')
    expect(why({ currency: 'CNY' }, basket([{ netMinor: 1 }], { currency: 'EUR' as Currency }))).toBe('other-currency')
    expect(why({ members: true })).toBe('members-only')
    expect(why({ when: { field: 'order.channel', is: 'equals', value: 'app' } })).toBe('conditions-not-met')
    expect(why({}, lines(0))).toBe('nothing-to-reduce')
    expect(
      why({ limits: [{ of: 'uses', most: 5, per: 'day', by: 'all' }] }, lines(1), {
        usage: { member: () => 0, shared: () => 5 },
      }),
    ).toBe('limit-reached')
    expect(why({ limits: [{ of: 'discount', most: 499, per: 'lifetime', by: 'all' }] })).toBe('limit-reached')
  })

  test('every coupon says it', () => {
    const given = programmeWith([offer('o', half, { needs: 'coupon' }), offer('free', half)])
    const now = at('2026-03-06T12:00:00Z')
    const say = (...all: readonly ReturnType<typeof coupon>[]) =>
      applied(question(given, lines(1_000), { codes: codes(...all) })).why
    expect(say(coupon('A', 'o', { status: 'void' }))).toEqual({ A: 'coupon-void' })
    expect(say(coupon('A', 'o', { endsAt: now }))).toEqual({ A: 'coupon-expired' })
    expect(say(coupon('A', 'o', { most: 3, used: 3 }))).toEqual({ A: 'coupon-used-up' })
    expect(say(coupon('A', 'free'))).toEqual({ A: 'offer-unknown' })
    const unknown = applied(question(given, lines(1_000), { codes: [{ code: 'nope', coupon: undefined }] }))
    expect(unknown.why).toEqual({ NOPE: 'coupon-unknown' })
    const twice = question(given, lines(1_000), {
      codes: [...codes(coupon('A', 'o')), { code: ' a', coupon: coupon('A', 'o') }],
    })
    expect(applied(twice)).toMatchObject({ off: { A: 500 }, why: { A: 'coupon-twice' } })
  })

  test('an offer that cannot be worked out is left out and harms no other', () => {
    const broken = lines(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
    const found = applied(
      question(programmeWith([offer('broken', half), offer('ten', { kind: 'amount', minor: 10, of })]), broken),
    )
    expect(found.why.broken).toBe('failed')
  })
})

describe('on a day', () => {
  const half: Give = { kind: 'percent', basisPoints: 5_000, of, base: 'initial' }
  const on = (when: object, text: string) =>
    applied(
      question(programmeWith([offer('o', half, { when })]), basket([{ netMinor: 1_000 }], { placedAt: at(text) })),
    ).off.o

  test('the member day of each month begins and ends at the programme’s midnight', () => {
    const day = { field: 'order.dayOfMonth', is: 'equals', value: 8 }
    expect([on(day, '2026-03-07T15:59:59Z'), on(day, '2026-03-07T16:00:00Z'), on(day, '2026-03-08T16:00:00Z')]).toEqual(
      [undefined, 500, undefined],
    )
  })

  test('festivals of the lunar calendar fall on their days', () => {
    const festival = (value: string) => ({ field: 'order.festival', is: 'equals', value })
    // Source: Hong Kong Observatory, Gregorian-lunar calendar conversion table of 2026.
    expect(on(festival('mid-autumn'), '2026-09-25T04:00:00Z')).toBe(500)
    expect(on(festival('mid-autumn'), '2026-09-26T04:00:00Z')).toBeUndefined()
    expect(on(festival('spring-festival'), '2026-02-17T04:00:00Z')).toBe(500)
    expect(on(festival('new-year-eve'), '2026-02-16T04:00:00Z')).toBe(500)
    expect(on(festival('dragon-boat'), '2026-06-19T04:00:00Z')).toBe(500)
    expect(on({ field: 'order.lunarDate', is: 'equals', value: '07-07' }, '2026-08-19T04:00:00Z')).toBe(500)
  })
})

describe('laws', () => {
  test('nothing ever costs less than nothing, and parts sum to the whole', () => {
    fc.assert(
      fc.property(fc.array(anyGive, { minLength: 1, maxLength: 5 }), anyBasket, (gives, what) => {
        const found = applied(question(programmeWith([offer('o', gives)]), what))
        expect(Math.min(...found.left)).toBeGreaterThanOrEqual(0)
        const before = what.lines.reduce((sum, line) => sum + line.netMinor, 0)
        expect(found.left.reduce((sum, each) => sum + each, 0)).toBe(before - (found.off.o ?? 0))
      }),
      { numRuns: 500 },
    )
  })

  test('what is left never yields more than the whole did, but for a cent by line where pieces are rounded', () => {
    fc.assert(
      fc.property(
        anyGive,
        anyBasket,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6 }),
        (give, what, shares) => {
          const compiled = programmeWith([offer('o', give)]).offering.offers[0]?.gives[0]
          if (compiled === undefined) throw new Error('an offer gives something')
          const effect = effectOn(compiled, what)
          const whole = what.lines.map(({ netMinor }) => netMinor)
          const less = whole.map((minor, index) => Math.floor(minor * (shares[index] ?? 1)))
          const total = (minor: readonly number[]) => effect({ minor, closed: new Set() }).minor
          expect(total(less)).toBeLessThanOrEqual(total(whole) + what.lines.length)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test('spreading gives the whole amount, and no place more than it has', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { minLength: 1, maxLength: 8 }), fc.nat(30_000), (minor, amount) => {
        const places = minor.map((_, place) => place)
        const parts = spread(amount, places, minor, { minor, closed: new Set() })
        const sum = minor.reduce((all, each) => all + each, 0)
        const off = parts.off ?? minor.map(() => 0)
        expect(off.reduce((all, part) => all + part, 0)).toBe(Math.min(amount, sum))
        expect(parts.minor).toBe(Math.min(amount, sum))
        off.forEach((part, place) => {
          expect(part).toBeLessThanOrEqual(minor[place] ?? 0)
        })
      }),
    )
  })
})
