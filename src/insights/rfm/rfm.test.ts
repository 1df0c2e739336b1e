import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishedIsHere } from '../../../tests/support/published.ts'
import { at } from '../../../tests/support/shop.ts'
import { asInstant } from '../../base/time.ts'
import { personOf, twoEngines } from '../engines.fixture.ts'
import { onlineRetail } from '../onlineretail.fixture.ts'
import { moves } from './migration.ts'
import { type Rfm, type RfmQuestion, rfm, rfmCells } from './rfm.ts'
import { segmentOf, segmentSql, usualSegments } from './segments.ts'

const { hold: held, both } = await twoEngines()

type Bought = { readonly person: number; readonly placed: number; readonly minor: number; readonly currency: string }

const DAY = 86_400_000
const asOf = at('2011-12-10T00:00:00Z')
const table = sql`(select * from bought)`
const question: RfmQuestion = { purchases: table, asOf, currency: 'GBP' }

const hold = (bought: readonly Bought[]) =>
  held(
    'bought',
    { person_id: 'uuid', placed_ms: 'bigint', net_minor: 'bigint', currency: 'text' },
    bought.map(({ person, placed, minor, currency }) => ({
      ...{ person_id: personOf(person), placed_ms: placed, net_minor: minor, currency },
    })),
  )

const segment = segmentSql(usualSegments)
const segmentsOf = (scored: readonly Rfm[]) =>
  new Map(scored.map(({ personId, ...scores }) => [personId, segmentOf(usualSegments, scores)?.code ?? null]))

/** From segment to segment, as one walks over everybody who bought by then. */
async function movesAre(before: typeof asOf): Promise<number> {
  const found = await both((on) => moves(on, { ...question, segment }, { before, after: asOf }))
  const [were, are] = [
    segmentsOf(await both((on) => rfm(on, { ...question, asOf: before }))),
    segmentsOf(await both((on) => rfm(on, question))),
  ]
  const walked = new Map<string, number>()
  for (const [person, to] of are) {
    const move = `${were.get(person) ?? null} ${to}`
    walked.set(move, (walked.get(move) ?? 0) + 1)
  }
  expect(new Map(found.map(({ from, to, people }) => [`${from} ${to}`, people]))).toEqual(walked)
  return found.filter(({ from, to }) => from !== to).length
}

describe('random shops', () => {
  const bought = fc.record({
    person: fc.integer({ min: 1, max: 12 }),
    placed: fc.integer({ min: -40, max: 400 }).map((days) => asOf - days * DAY - (days % 3) * 1_000),
    minor: fc.integer({ min: -2_000, max: 100_000 }),
    currency: fc.constantFrom('GBP', 'GBP', 'GBP', 'EUR'),
  })

  test('both engines say the same, and scores keep the order of what they score', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bought, { maxLength: 60 }), async (all) => {
        await hold(all)
        const scored = await both((on) => rfm(on, question))
        const mine = all.filter(({ placed, currency }) => placed < asOf && currency === 'GBP')
        expect(scored.map(({ personId }) => personId)).toEqual(
          [...new Set(mine.map(({ person }) => personOf(person)))].toSorted(),
        )
        for (const a of scored)
          for (const b of scored) {
            expect(a.frequency <= b.frequency || a.f >= b.f).toBe(true)
            expect(a.monetaryMinor <= b.monetaryMinor || a.m >= b.m).toBe(true)
            expect(a.recencyDays >= b.recencyDays || a.r >= b.r).toBe(true)
            if (a.frequency === b.frequency) expect(a.f).toBe(b.f)
          }
        const cells = await both((on) => rfmCells(on, question))
        expect(cells.reduce((sum, { people }) => sum + people, 0)).toBe(scored.length)
        expect(cells.reduce((sum, { monetaryMinor }) => sum + monetaryMinor, 0)).toBe(
          mine.reduce((sum, { minor }) => sum + minor, 0),
        )
        await movesAre(asInstant(asOf - 90 * DAY))
      }),
      { numRuns: 60 },
    )
  })

  test('a hundred who differ in everything fall into five equal steps', async () => {
    const all = Array.from({ length: 100 }, (_, person) =>
      Array.from({ length: person + 1 }, () => ({
        person,
        placed: asOf - (100 - person) * DAY,
        minor: 100,
        currency: 'GBP',
      })),
    ).flat()
    await hold(all)
    const scored = await both((on) => rfm(on, question))
    for (const score of [1, 2, 3, 4, 5]) {
      expect(scored.filter(({ r }) => r === score)).toHaveLength(20)
      expect(scored.filter(({ f }) => f === score)).toHaveLength(20)
      expect(scored.filter(({ m }) => m === score)).toHaveLength(20)
    }
    expect(scored.at(-1)).toEqual({
      ...{ personId: personOf(99), recencyDays: 1, frequency: 100, monetaryMinor: 10_000, r: 5, f: 5, m: 5 },
    })
  })

  test('where all are alike nobody is better than another', async () => {
    await hold([1, 2, 3].map((person) => ({ person, placed: asOf - DAY, minor: 500, currency: 'GBP' })))
    const scored = await both((on) => rfm(on, question))
    expect(new Set(scored.map(({ r, f, m }) => `${r}${f}${m}`))).toEqual(new Set(['111']))
  })
})

describe.skipIf(!publishedIsHere)('Online Retail', () => {
  beforeAll(async () => {
    const invoices = await onlineRetail()
    await hold(
      invoices.map(({ customer, placed, pence }) => ({
        ...{ person: customer, placed: at(`${placed}Z`), minor: pence, currency: 'GBP' },
      })),
    )
  }, 120_000)

  test('its customers, invoices, sales and best customer are as published', async () => {
    const scored = await both((on) => rfm(on, question))
    expect(scored).toHaveLength(4_338)
    expect(scored.reduce((sum, { frequency }) => sum + frequency, 0)).toBe(18_532)
    expect(scored.filter(({ frequency }) => frequency === 1)).toHaveLength(1_493)
    const best = scored.toSorted((a, b) => b.monetaryMinor - a.monetaryMinor)[0]
    expect(best).toMatchObject({ personId: personOf(14_646), monetaryMinor: 28_020_602, m: 5 })
    expect(scored.reduce((sum, { monetaryMinor }) => sum + monetaryMinor, 0)).toBe(891_140_790)
  })

  test('cells add up to everybody in both engines', async () => {
    const cells = await both((on) => rfmCells(on, question))
    expect(cells.reduce((sum, { people }) => sum + people, 0)).toBe(4_338)
    const [top] = cells
    expect(top).toMatchObject({ r: 5, f: 5, m: 5 })
  })

  test('who moved within its last quarter, segment by segment', async () => {
    expect(await movesAre(at('2011-09-10T00:00:00Z'))).toBeGreaterThan(20)
  })
})
