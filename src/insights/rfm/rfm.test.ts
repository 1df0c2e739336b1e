import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { publishedFile, publishedIsHere } from '../../../tests/support/published.ts'
import { at } from '../../../tests/support/shop.ts'
import { openColumns } from '../../platform/duckdb.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { type RfmQuestion, rfm, rfmCells } from './rfm.ts'

const postgres = await testDatabase()
const columns = await openColumns(':memory:', { megabytes: 512, threads: 2 })
afterAll(columns.close)
const engines: readonly Database[] = [postgres.db, columns.db]

type Bought = { readonly person: number; readonly placed: number; readonly minor: number; readonly currency: string }

const DAY = 86_400_000
const asOf = at('2011-12-10T00:00:00Z')
const table = sql`(select * from bought)`
const question: RfmQuestion = { purchases: table, asOf, currency: 'GBP' }
const personOf = (person: number) => `01920000-0000-7000-8000-${String(person).padStart(12, '0')}`

/** The same rows in both; DuckDB reads no arrays as Postgres writes them, so both get text. */
async function hold(bought: readonly Bought[]): Promise<void> {
  const text = bought
    .map(({ person, placed, minor, currency }) => `${personOf(person)},${placed},${minor},${currency}`)
    .join(';')
  for (const on of engines) {
    await sql`drop table if exists bought`.execute(on)
    await sql`create table bought (person_id uuid, placed_ms bigint, net_minor bigint, currency text)`.execute(on)
    if (bought.length > 0)
      await sql`
        insert into bought
        select split_part(line, ',', 1)::uuid, split_part(line, ',', 2)::bigint, split_part(line, ',', 3)::bigint, split_part(line, ',', 4)
        from (select unnest(string_to_array(${text}::text, ';')) as line) as lines`.execute(on)
  }
}

async function both<T>(asking: (on: Database) => Promise<T>): Promise<T> {
  const [one, other] = [await asking(postgres.db), await asking(columns.db)]
  expect(other).toEqual(one)
  return one
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

/** UCI 352 Online Retail (Chen, Sain & Guo 2012, CC BY 4.0): known customers, no cancellations, positive quantities and prices. */
describe.skipIf(!publishedIsHere)('Online Retail', () => {
  const PENCE = 100

  async function invoices(): Promise<Bought[]> {
    const file = createReadStream(publishedFile('online-retail.csv.gz'))
      .pipe(createGunzip())
      .pipe(parse({ columns: true, bom: true }))
    const found = new Map<string, Bought>()
    for await (const line of file) {
      const [quantity, price] = [Number(line.Quantity), Number(line.UnitPrice)]
      if (!/^\d+$/.test(line.CustomerID) || line.InvoiceNo.startsWith('C') || quantity <= 0 || price <= 0) continue
      const minor = Math.round(quantity * price * PENCE)
      const known = found.get(line.InvoiceNo)
      const placed = at(`${line.InvoiceDate.replace(' ', 'T')}Z`)
      const person = Number(line.CustomerID)
      found.set(line.InvoiceNo, {
        person,
        currency: 'GBP',
        placed: known?.placed ?? placed,
        minor: (known?.minor ?? 0) + minor,
      })
    }
    return [...found.values()]
  }

  beforeAll(async () => hold(await invoices()), 120_000)

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
    const [kept] = await rows(columns.db, sql<{ rows: number }>`select count(*)::bigint as rows from bought`)
    expect(kept?.rows).toBe(18_532)
  })
})
