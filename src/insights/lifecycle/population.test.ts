import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { at } from '../../../tests/support/shop.ts'
import { accepted } from '../../base/refusals.ts'
import type { TimeZone } from '../../base/time.ts'
import { personOf, twoEngines } from '../engines.fixture.ts'
import { type People, peopleBefore } from './people.ts'
import { counted, flow, measured, stagesOn, standings } from './population.ts'
import { dayOf, peopleBy, peopleOf, retailDays } from './retail.fixture.ts'
import { shopRhythm } from './rhythm.ts'
import { type Stage, stages } from './stages.ts'
import { stager } from './standing.ts'
import { initialThresholds } from './thresholds.ts'

const engines = await twoEngines()

const isZone = (text: string): text is TimeZone => text.includes('/')
function zone(name: string): TimeZone {
  if (!isZone(name)) throw new Error(name)
  return name
}
const HOUR = 3_600_000
const asOf = at('2026-04-01T00:00:00Z')

type Person = { joined: number; closed: boolean; merged: boolean; stage: Stage | undefined; placed: number[] }

async function hold(people: readonly Person[]) {
  const ids = people.map((_, person) => personOf(person))
  const who = people.map(({ joined, closed, merged }, person) => ({
    ...{ member_id: ids[person] ?? '', person_id: ids[merged ? 0 : person] ?? '', joined_ms: joined },
    status: closed ? 'closed' : 'active',
  }))
  const bought = people.flatMap(({ placed }, person) =>
    placed.map((ms) => ({ person_id: ids[person] ?? '', placed_ms: ms })),
  )
  const told = people.flatMap(({ stage }, person) =>
    stage === undefined ? [] : [{ person_id: ids[person] ?? '', stage, since: 77 }],
  )
  return {
    people: await engines.hold(
      'who',
      { member_id: 'uuid', person_id: 'uuid', status: 'text', joined_ms: 'bigint' },
      who,
    ),
    purchases: await engines.hold('bought', { person_id: 'uuid', placed_ms: 'bigint' }, bought),
    before: await engines.hold('told', { person_id: 'uuid', stage: 'text', since: 'bigint' }, told),
    ...{ asOf, zone: zone('Europe/London') },
  }
}

const plain = ({ ids, joined, starts, days, stageBefore, sinceBefore }: People) =>
  ids
    .map((id, person) => ({
      ...{ id, joined: joined[person], stage: stages[(stageBefore[person] ?? 0) - 1], since: sinceBefore[person] },
      days: [...days.subarray(starts[person], starts[person + 1])],
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))

describe('days of purchase', () => {
  const instant = fc.integer({ min: -90 * 24, max: 3 * 24 }).map((hours) => asOf + hours * HOUR)
  const person: fc.Arbitrary<Person> = fc.record({
    ...{
      joined: instant,
      closed: fc.constantFrom(false, false, false, true),
      merged: fc.constantFrom(false, false, true),
    },
    ...{ stage: fc.constantFrom(undefined, ...stages), placed: fc.array(instant, { maxLength: 40 }) },
  })
  /** The day in London, which keeps summer time from 29 March 2026 on. */
  const londonDay = (ms: number): number =>
    Temporal.PlainDate.from('1970-01-01').until(
      Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/London').toPlainDate(),
    ).days

  test('both engines and a plain reading of the rows say the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { maxLength: 12 }), async (all) => {
        const question = await hold(all)
        const found = await engines.both(async (on) => plain(await peopleBefore(on, question)))
        const expected = all.flatMap(({ joined, closed, merged, stage, placed }, number) => {
          const own = placed.filter((ms) => ms < asOf)
          if (closed || (merged && number > 0) || (joined >= asOf && own.length === 0)) return []
          const days = [...new Set(own.map(londonDay))].toSorted((a, b) => a - b)
          return [{ id: personOf(number), joined: londonDay(joined), stage, since: stage === undefined ? 0 : 77, days }]
        })
        expect(found).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })
})

describe('the rhythm of a shop', () => {
  const habit = (gap: number, times: number) => ({
    ...{ id: personOf(0), joined: 0, days: Array.from({ length: times }, (_, each) => each * gap) },
  })

  test('is that of the first three gaps of everybody, so that who buys daily does not set it', () => {
    const daily = Array.from({ length: 5 }, () => habit(1, 200))
    const monthly = Array.from({ length: 20 }, () => habit(30, 4))
    expect(accepted(shopRhythm(peopleOf([...daily, ...monthly])))).toMatchObject({ gaps: 75 })
    expect(accepted(shopRhythm(peopleOf([...daily, ...monthly]))).usualDays).toBeCloseTo(30, 9)
  })

  test('with gaps between 10 and 40 days has their quartiles as its spread', () => {
    const people = Array.from({ length: 200 }, (_, each) => habit(10 * 4 ** (each / 199), 2)).map((one) => ({
      ...one,
      days: one.days.map(Math.round),
    }))
    const { usualDays, spread, within } = accepted(shopRhythm(peopleOf(people)))
    expect(Math.abs(usualDays - 20)).toBeLessThan(1)
    // Even in their logarithms between ln 10 and ln 40: half of ln 4 between the quartiles.
    expect(Math.abs(spread - Math.log(4) / 2 / 1.349)).toBeLessThan(0.03)
    // Nobody has three gaps of his own.
    expect(within).toBe(spread)
  })

  test('of too few who came back is not told', () => {
    const people = peopleOf(Array.from({ length: 29 }, () => habit(20, 2)))
    expect(shopRhythm(people)).toMatchObject({ refusal: 'insights.too-few-gaps', facts: { gaps: 29, needed: 30 } })
    expect(measured(people, initialThresholds, 100)).toMatchObject({ refusal: 'insights.too-few-gaps' })
    const more = peopleOf(Array.from({ length: 60 }, () => habit(20, 2)))
    const { yardsticks, withoutModel } = accepted(measured(more, initialThresholds, 100))
    expect(yardsticks.alive).toBeUndefined()
    expect(withoutModel).toMatchObject({ refusal: 'insights.too-few-customers' })
  })
})

describe.skipIf(!publishedIsHere)('Online Retail', () => {
  let bought: ReadonlyMap<string, readonly number[]>
  beforeAll(async () => {
    bought = await retailDays()
  }, 120_000)

  const firstOfMonth = Array.from({ length: 12 }, (_, month) => dayOf(`2011-${String(month + 1).padStart(2, '0')}-01`))

  test('people in each stage month by month, and nobody is lost between two months', () => {
    const today = dayOf('2011-12-09')
    const people = peopleBy(bought, today)
    expect(people.count).toBe(4_338)
    const { yardsticks } = accepted(measured(people, initialThresholds, today))
    const on = stagesOn(people, yardsticks, [...firstOfMonth, today])
    const counts = on.map(counted)
    // new, activating, active, loyal, won back, at risk, lapsed; seen from December.
    expect(counts.map(([, ...figures]) => figures.join(' '))).toEqual([
      ...['618 207 52 0 0 8 0', '410 729 182 0 0 11 0', '397 989 296 0 0 21 0', '427 1259 437 0 0 27 0'],
      ...['279 1584 524 0 1 46 4', '267 1696 706 5 3 39 9', '229 1583 665 185 5 279 19', '180 1542 724 267 10 413 21'],
      ...['158 1433 763 324 12 520 114', '277 1265 829 407 39 565 234', '333 1303 911 471 79 529 359'],
      ...['283 1308 999 606 160 527 417', '231 1327 1011 632 170 522 445'],
    ])
    for (const [at, stage] of on.entries()) {
      const before = on[at - 1]
      if (before === undefined) continue
      const table = flow(before, stage)
      expect(table.map((row) => row.reduce((sum, each) => sum + each, 0)).slice(1)).toEqual(counts[at - 1])
      expect(stages.map((_, to) => table.reduce((sum, row) => sum + (row[to + 1] ?? 0), 0))).toEqual(counts[at])
    }
    // Counted at once, and one person after another.
    const { standing } = stager(yardsticks)
    for (const [person, known] of plain(people).entries()) {
      if (person % 50 > 0) continue
      for (const [month, day] of firstOfMonth.entries()) {
        const place = on[month]?.[people.ids.indexOf(known.id)] ?? 0
        if (place > 0)
          expect(standing({ joined: known.joined ?? 0, days: known.days }, undefined, day).stage).toBe(
            stages[place - 1],
          )
      }
    }
  })

  test('whoever is at risk on 1 September 2011 buys less in the next 90 days than who is active; who has lapsed least of all', () => {
    const today = dayOf('2011-09-01')
    const people = peopleBy(bought, today)
    const { yardsticks } = accepted(measured(people, initialThresholds, today))
    const seen = new Map<Stage, { people: number; buying: number; days: number }>()
    for (const { id, standing } of standings(people, yardsticks, { today, seen: undefined })) {
      const later = (bought.get(id) ?? []).filter((day) => day > today && day <= today + 90).length
      const { people: n, buying, days } = seen.get(standing.stage) ?? { people: 0, buying: 0, days: 0 }
      seen.set(standing.stage, { people: n + 1, buying: buying + (later > 0 ? 1 : 0), days: days + later })
    }
    const figures = stages.flatMap((stage) => {
      const { people: n, buying, days } = seen.get(stage) ?? { people: 0, buying: 0, days: 0 }
      return n === 0 ? [] : [[stage, n, Number((buying / n).toFixed(3)), Number((days / n).toFixed(3))]]
    })
    // People, share who bought in the next 90 days, and on how many days on average.
    expect(figures).toEqual([
      ...[
        ['new', 158, 0.449, 0.816],
        ['activating', 1033, 0.481, 0.788],
        ['active', 725, 0.754, 1.53],
      ],
      ...[
        ['loyal', 321, 0.96, 4.277],
        ['won-back', 71, 0.648, 1.507],
        ['at-risk', 556, 0.435, 0.773],
      ],
      ['lapsed', 460, 0.339, 0.535],
    ])
    const share = (stage: Stage) => (seen.get(stage)?.buying ?? 0) / (seen.get(stage)?.people ?? 1)
    expect(share('at-risk')).toBeLessThan(share('active') - 0.2)
    expect(share('lapsed')).toBeLessThan(share('at-risk'))
    expect(share('loyal')).toBeGreaterThan(share('active'))
  })
})
