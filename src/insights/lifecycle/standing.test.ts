import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bgnbdAlive } from '../value/bgnbd.ts'
import type { Yardsticks } from './rules.ts'
import { type Stage, stages } from './stages.ts'
import { type Before, type Known, stager } from './standing.ts'
import { initialThresholds, type Thresholds } from './thresholds.ts'

const rhythm = { usualDays: 30, spread: 0.8, within: 0.5, gaps: 1_000 }
/** CDNOW's, in days. */
const alive = { r: 0.243, alpha: 4.414 * 7, a: 0.793, b: 2.426 }
const byRhythm: Yardsticks = { thresholds: initialThresholds, rhythm, alive: undefined }
const byBoth: Yardsticks = { ...byRhythm, alive }

const bought = (...days: number[]): Known => ({ joined: days[0] ?? 0, days })
const every = (gap: number, times: number, from = 0) => Array.from({ length: times }, (_, each) => from + each * gap)
const on = (known: Known, day: number, yardsticks = byRhythm, before?: Before) =>
  stager(yardsticks).standing(known, before, day)

describe('a stage', () => {
  test('of who joined and has not bought is prospect, from joining on', () => {
    expect(on({ joined: 5, days: [] }, 12)).toEqual({
      ...{ stage: 'prospect', since: 5, because: [{ kind: 'not-bought', joined: 5 }] },
    })
    expect(on({ joined: 5, days: [20] }, 12).stage).toBe('prospect')
  })

  test('leads from the first purchase over the second to a habit', () => {
    expect(on(bought(0), 0)).toEqual({ stage: 'new', since: 0, because: [{ kind: 'first-purchase', last: 0 }] })
    expect(on(bought(0), 30).stage).toBe('new')
    expect(on(bought(0), 31)).toEqual({
      ...{ stage: 'activating', since: 31 },
      because: [{ kind: 'few-purchases', purchases: 1, habit: 3, last: 0 }],
    })
    expect(on(bought(0, 10), 12)).toMatchObject({ stage: 'activating', since: 10 })
    expect(on(bought(0, 10, 25), 30)).toEqual({
      ...{ stage: 'active', since: 25 },
      because: [{ kind: 'in-rhythm', last: 25, usualDays: 30, own: false }],
    })
  })

  test('is loyal with six purchases in a year, over half a year, and until fewer than four are left', () => {
    expect(on(bought(...every(20, 9)), 165).stage).toBe('active')
    const loyal = bought(...every(30, 8))
    expect(on(loyal, 212)).toEqual({
      ...{ stage: 'loyal', since: 180 },
      because: [
        { kind: 'often', purchases: 8, withinDays: 365 },
        { kind: 'in-rhythm', last: 210, usualDays: 30, own: true },
      ],
    })
    // Four purchases from day 360 on; when that day is a year ago there are three.
    const slower = bought(...every(60, 7), 450, 545, 645)
    expect(on(slower, 724).stage).toBe('loyal')
    expect(on(slower, 725)).toMatchObject({ stage: 'active', since: 725 })
  })

  test('is at risk beyond the usual gaps, the own ones where there are enough, and lapsed far beyond', () => {
    const weekly = bought(...every(7, 20))
    const last = 7 * 19
    expect(on(weekly, last + 14).stage).toBe('active')
    expect(on(weekly, last + 15)).toEqual({
      ...{ stage: 'at-risk', since: last + 15 },
      because: [{ kind: 'quiet', last, usualDays: 7, limitDays: 14, own: true }],
    })
    expect(on(weekly, last + 90).stage).toBe('at-risk')
    expect(on(weekly, last + 91)).toEqual({
      ...{ stage: 'lapsed', since: last + 91 },
      because: [{ kind: 'quiet', last, usualDays: 7, limitDays: 90, own: true }],
    })
    // 30 e^(1.2816 × 0.8) = 83.6
    expect(on(bought(0), 83).stage).toBe('activating')
    expect(on(bought(0), 84)).toMatchObject({
      stage: 'at-risk',
      because: [{ kind: 'quiet', limitDays: 84, own: false }],
    })
  })

  test('is at risk as soon as the model takes him for gone', () => {
    const known = bought(0, 10, 20)
    const history = (age: number) => bgnbdAlive(alive, { purchases: 2, recency: 20, age })
    const day = every(1, 200).find((each) => each > 20 && history(each) < 0.5) ?? Number.NaN
    expect(day).toBeLessThan(20 + 83)
    expect(on(known, day - 1, byBoth).stage).toBe('active')
    expect(on(known, day, byBoth)).toEqual({
      ...{ stage: 'at-risk', since: day },
      because: [{ kind: 'hardly-there', last: 20, alivePercent: Math.round(100 * history(day)), belowPercent: 50 }],
    })
    // Who bought a moment ago is there, whatever the model thinks of shops in which most leave after a purchase.
    expect(on(known, 21, { ...byBoth, alive: { ...alive, a: 50 } }).stage).toBe('active')
  })

  test('is won back for a while after a lapsed member bought again', () => {
    const known = bought(0, 30, 60, 400)
    expect(on(known, 399).stage).toBe('lapsed')
    expect(on(known, 405)).toEqual({
      ...{ stage: 'won-back', since: 400, because: [{ kind: 'returned', returned: 400, awayDays: 340 }] },
    })
    expect(
      stager(byRhythm)
        .turns(known, 600)
        .map(({ stage }) => stage),
    ).toEqual([...['new', 'activating', 'active', 'at-risk', 'lapsed', 'won-back', 'at-risk', 'lapsed']])
    // Who goes on buying is active after 90 days.
    expect(on(bought(0, 30, 60, 400, 430, 460, 485), 490)).toMatchObject({ stage: 'active', since: 490 })
  })
})

describe('the stage before', () => {
  const weekly = bought(...every(7, 20))
  const last = 7 * 19
  const calmer: Yardsticks = { ...byRhythm, thresholds: { ...initialThresholds, leastQuietDays: 17 } }

  test('keeps who was at risk there until clearly out of it, though a new fit would let him go', () => {
    const before: Before = { stage: 'at-risk', since: last + 15, seen: last + 15 }
    expect(on(weekly, last + 16, calmer).stage).toBe('active')
    expect(on(weekly, last + 16, calmer, before)).toEqual({
      ...{ stage: 'at-risk', since: last + 15, because: [{ kind: 'not-clearly-out', last, limitDays: 17 }] },
    })
    const muchCalmer = { ...byRhythm, thresholds: { ...initialThresholds, leastQuietDays: 21 } }
    expect(on(weekly, last + 16, muchCalmer, before).stage).toBe('active')
  })

  test('makes who had lapsed and buys won back, though a new fit would not have given him up', () => {
    const before: Before = { stage: 'lapsed', since: 100, seen: 101 }
    const known = bought(0, 30, 60, 110, 120)
    expect(on(known, 121).stage).toBe('active')
    expect(on(known, 121, byRhythm, before)).toEqual({
      ...{ stage: 'won-back', since: 110, because: [{ kind: 'returned', returned: 110, awayDays: 50 }] },
    })
    const next: Before = { stage: 'won-back', since: 110, seen: 121 }
    expect(on(known, 150, byRhythm, next)).toMatchObject({ stage: 'won-back', since: 110 })
    // The order that brought him back was cancelled.
    expect(on(bought(0, 30, 60), 121, byRhythm, next).stage).toBe('active')
  })

  test('says when a stage began that is noticed only now', () => {
    const before: Before = { stage: 'active', since: 14, seen: last + 30 }
    expect(on(weekly, last + 31).since).toBe(last + 15)
    expect(on(weekly, last + 31, byRhythm, before).since).toBe(last + 31)
  })
})

/** What the rules say, day after day, without looking for the days on which something changes. */
function naive({ joined, days }: Known, asOf: number, { thresholds: t, alive: model }: Yardsticks): Stage {
  let [loyal, wasQuiet, wasLapsed, returned] = [false, false, false, Number.NEGATIVE_INFINITY]
  let calmUntil = 0
  let stage: Stage = 'prospect'
  for (let day = Math.min(joined, days[0] ?? joined); day <= asOf; day += 1) {
    const past = Array.from(days).filter((each) => each <= day)
    const [first, bought] = [past[0], past.at(-1)]
    if (first === undefined || bought === undefined) continue
    const gaps = past.slice(1).map((each, at) => Math.log(each - (past[at] ?? 0)))
    const latest = gaps.slice(-20).toSorted((a, b) => a - b)
    const at = (share: number): number => {
      const place = share * (latest.length - 1)
      const [low = 0, high = 0] = [latest[Math.floor(place)], latest[Math.ceil(place)]]
      return low + (place % 1) * (high - low)
    }
    const own = latest.length >= 3
    const usual = own ? Math.exp(at(0.5)) : rhythm.usualDays
    const mine = (at(0.75) - at(0.25)) / 1.349
    const spread = own ? (latest.length * mine + 5 * rhythm.within) / (latest.length + 5) : rhythm.spread
    const quiet = day - bought
    const p =
      model === undefined
        ? 1
        : bgnbdAlive(model, { purchases: past.length - 1, recency: bought - first, age: day - first })
    const least = Math.max(usual, t.leastQuietDays)
    // 0.9 and 0.95 of a normal distribution.
    const risk = quiet > least && (quiet > usual * Math.exp(1.281551565545 * spread) || p < t.riskAlive)
    const leastLapsed = Math.max(least, t.leastLapsedDays)
    if (!risk) calmUntil = quiet
    const gone =
      quiet > calmUntil + usual &&
      quiet > leastLapsed &&
      (quiet > usual * Math.exp(1.644853626951 * spread) || p < t.lapsedAlive)
    if (quiet === 0 && wasQuiet) returned = wasLapsed ? day : Number.NEGATIVE_INFINITY
    wasQuiet = risk
    wasLapsed = risk && gone
    const window = past.filter((each) => each > day - t.loyalDays).length
    if (window < t.loyalKept) loyal = false
    if (quiet === 0 && window >= t.loyalPurchases && day - first >= t.loyalTenureDays) loyal = true
    if (risk) stage = gone ? 'lapsed' : 'at-risk'
    else if (day < returned + t.wonBackDays) stage = 'won-back'
    else if (past.length === 1) stage = quiet <= t.newDays ? 'new' : 'activating'
    else if (past.length < t.habitPurchases) stage = 'activating'
    else stage = loyal ? 'loyal' : 'active'
  }
  return stage
}

describe('for any history', () => {
  const known: fc.Arbitrary<Known> = fc
    .record({
      joined: fc.integer({ min: 0, max: 40 }),
      first: fc.integer({ min: 0, max: 60 }),
      gaps: fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 250 })), { maxLength: 24 }),
    })
    .map(({ joined, first, gaps }) => {
      const days = [first]
      for (const gap of gaps) days.push((days.at(-1) ?? 0) + gap)
      return { joined, days }
    })
  const thresholds: fc.Arbitrary<Thresholds> = fc
    .record({
      newDays: fc.integer({ min: 1, max: 60 }),
      habitPurchases: fc.integer({ min: 2, max: 5 }),
      loyalKept: fc.integer({ min: 1, max: 5 }),
      more: fc.integer({ min: 0, max: 3 }),
      loyalTenureDays: fc.integer({ min: 0, max: 300 }),
      leastQuietDays: fc.integer({ min: 0, max: 40 }),
      leastLapsedDays: fc.integer({ min: 0, max: 120 }),
      wonBackDays: fc.integer({ min: 1, max: 120 }),
    })
    .map(({ more, ...given }) => ({ ...initialThresholds, ...given, loyalPurchases: given.loyalKept + more }))
  const yardsticks = fc
    .tuple(thresholds, fc.constantFrom(undefined, alive, { ...alive, a: 4 }))
    .map(([given, model]): Yardsticks => ({ thresholds: given, rhythm, alive: model }))
  const seen = new Set<Stage>()

  test('the days on which a stage changes are those on which the rules, asked every day, say another one', () => {
    fc.assert(
      fc.property(known, yardsticks, (one, by) => {
        const end = Math.min(900, (one.days[one.days.length - 1] ?? 0) + 250)
        const turns = stager(by).turns(one, end)
        for (const [at, turn] of turns.entries()) {
          seen.add(turn.stage)
          expect(naive(one, turn.day, by)).toBe(turn.stage)
          const until = (turns[at + 1]?.day ?? end + 1) - 1
          expect(naive(one, until, by)).toBe(turn.stage)
          expect(stager(by).standing(one, undefined, until)).toMatchObject({ stage: turn.stage, since: turn.day })
        }
      }),
      { numRuns: 150 },
    )
    expect([...seen].toSorted()).toEqual([...stages].toSorted())
  })

  test('asked day by day, each time with the answer before, and asked once: the answer is the same', () => {
    fc.assert(
      fc.property(known, yardsticks, (one, by) => {
        const { standing } = stager(by)
        const from = Math.min(one.joined, one.days[0] ?? 0)
        let before: Before | undefined
        for (let day = from; day <= Math.min(600, from + 600); day += 1) {
          const now = standing(one, before, day)
          expect(now).toEqual(standing(one, undefined, day))
          expect(now.because.length).toBeGreaterThan(0)
          before = { stage: now.stage, since: now.since, seen: day }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('nobody flickers while a model is found anew every week: without a purchase nobody comes out of quiet', () => {
    const rank: Partial<Record<Stage, number>> = { 'at-risk': 1, lapsed: 2 }
    fc.assert(
      fc.property(known, fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 30, maxLength: 30 }), (one, moves) => {
        let before: Before | undefined
        for (const [week, move] of moves.entries()) {
          const day = 7 * (week + 5)
          const by = { ...byBoth, rhythm: { ...rhythm, usualDays: rhythm.usualDays * (1 + move / 100) } }
          const now = stager(by).standing(one, before, day)
          const boughtSince = Array.from(one.days).some((each) => each <= day && each > (before?.seen ?? -1))
          if (before !== undefined && !boughtSince)
            expect(rank[now.stage] ?? 0).toBeGreaterThanOrEqual(rank[before.stage] ?? 0)
          before = { stage: now.stage, since: now.since, seen: day }
        }
      }),
    )
  })
})
