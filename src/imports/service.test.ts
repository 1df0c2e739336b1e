/** The laws of an import, each on a small file in the form of the Online Retail set. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../tests/support/shop.ts'
import type { ImportId } from '../base/ids.ts'
import { accepted, Refused } from '../base/refusals.ts'
import { rows } from '../platform/postgres/database.ts'
import { verify } from '../verification.ts'
import { file, type Given, heading, newFolder, written } from './files.fixture.ts'
import { preset } from './presets.ts'
import { survey } from './reading.ts'
import { Interrupted, type Progress } from './run.ts'
import { lineClasses, type Summary } from './summary.ts'

const shop = await testShop()
const { db, imports } = shop
const uci = accepted(preset('uci-online-retail'))
type Ran = { summary: Summary; importId: ImportId; rejected: string }

async function imported(
  content: string,
  options: { onProgress?: (now: Progress) => void; stopping?: () => boolean } = {},
): Promise<Ran> {
  const from = await survey(written(content))
  const importId = await imports.enter({ file: from, name: 'retail.csv', by: 'test' }, uci)
  const path = join(newFolder(), 'rejected.csv')
  const summary = await imports.run(importId, { file: from, rejected: path, ...options })
  return { summary, importId, rejected: existsSync(path) ? readFileSync(path, 'utf8') : '' }
}

/** Everything that an import changes and nothing that differs between two runs of the same: no ids, no instants of recording. */
async function books(customers: readonly string[]): Promise<unknown> {
  const members = await shop.members.resolveMany(customers.map((value) => ({ kind: 'external', source: 'uci', value })))
  const state: unknown[] = []
  for (const memberId of members) {
    if (memberId === undefined) {
      state.push('nobody')
      continue
    }
    const orders = await rows(
      db,
      sql<{ number: string; returned: number }>`
      select number, returned_minor as returned from orders where member_id = ${memberId}::uuid order by number`,
    )
    const entries = await rows(
      db,
      sql<{ kind: string; amount: number; wallet: string }>`
      select wallet, kind, amount, balance from entries where member_id = ${memberId}::uuid order by wallet, sequence`,
    )
    state.push({ orders, entries })
  }
  return state
}

function sumsUp({ lines, revenueByClass, revenueMinor }: Summary): void {
  expect(lineClasses.reduce((sum, name) => sum + lines[name], 0)).toBe(lines.total)
  expect(lineClasses.reduce((sum, name) => sum + revenueByClass[name], 0)).toBe(revenueMinor)
}

let names = 0
/** A prefix for numbers and customers, so that each test has its own. */
const fresh = (): string => {
  names += 1
  return `N${names}-`
}

describe('every line is accounted for, once', () => {
  const a = fresh()
  let ran: Ran
  beforeAll(async () => {
    ran = await imported(
      file([
        [`${a}1`, 'tea', 10, 1, '2.00', `${a}x`],
        [`${a}1`, 'POST', 1, 1, '5.00', `${a}x`],
        [`${a}2`, 'tea', 5, 2, '2.00', `${a}x`],
        [`${a}3`, 'cup', 1, 2, '9.99'],
        [`C${a}4`, 'tea', -12, 3, '2.00', `${a}x`],
        [`C${a}5`, 'tea', -9, 4, '2.00', `${a}x`],
        [`C${a}6`, 'jar', -1, 4, '3.00', `${a}x`],
        [`C${a}7`, 'cup', -1, 4, '9.99'],
        [`C${a}8`, 'POST', -1, 4, '5.00', `${a}x`],
        [`A${a}9`, 'B', 1, 5, '-100.00'],
        [`${a}10`, 'cup', -3, 5, 0],
        [`${a}11`, 'cup', 4, 5, 0],
        [`${a}12`, 'cup', 1, 5, 'free', `${a}x`],
        `${a}13,=HYPERLINK("x"),y,1,2025-06-31 10:00:00,1.00,${a}x,France`,
        [`${a}14`, 'cup', 1, 5, '1.00', `${a}x`],
        [`${a}14`, 'cup', 1, 5, '1.00', `${a}y`],
        [`${a}1`, 'mug', 2, 6, '1.50', `${a}x`],
      ]),
    )
  })

  test('in classes that sum to the file, in lines and in money', () => {
    sumsUp(ran.summary)
    expect(ran.summary.lines).toEqual({
      total: 17,
      members: 3,
      guests: 1,
      returnsMatched: 2,
      returnsUnmatched: 2,
      adjustments: 5,
      rejected: 4,
    })
    expect(ran.summary.revenueMinor).toBe(
      2000 + 500 + 1000 + 999 - 2400 - 1800 - 300 - 999 - 500 - 10_000 + 100 + 200 + 300,
    )
    expect(ran.summary).toMatchObject({ orders: 3, memberOrders: 2, guestOrders: 1, members: 2 })
    expect(ran.summary.returns).toEqual({ quantityMatched: 15, quantityUnmatched: 8, linesPartlyMatched: 1 })
  })

  test('a number whose lines are scattered over the file is one order, placed at its first line, its fees without points', async () => {
    const { order } = await withLines(`${a}1`)
    expect(order.placedAt).toBe(at('2025-06-01T09:00:00Z'))
    expect(order.lines.map(({ sku, fee, returnedQuantity }) => [sku, fee, returnedQuantity])).toEqual([
      ['tea', false, 10],
      ['POST', true, 0],
      ['mug', false, 0],
    ])
  })

  test('a return takes the soonest purchase first, then the next; what is left over has no effect', async () => {
    const [memberId] = await shop.members.resolveMany([{ kind: 'external', source: 'uci', value: `${a}x` }])
    const { order } = await withLines(`${a}2`)
    expect(order.lines[0]?.returnedQuantity).toBe(5)
    if (memberId === undefined) throw new Error('no member')
    // Everything but two mugs at 1.50 came back.
    expect((await shop.wallet(memberId))?.balance).toBe(3)
  })

  test('rejected lines are a file with line, reason and cells, safe to open', () => {
    const [head, ...others] = ran.rejected.trimEnd().split('\r\n')
    expect(head).toBe(`\ufeffLine,Reason,${heading}`)
    expect(others.map((each) => each.split(',')[0])).toEqual(['14', '15', '16', '17'])
    expect(others[1]).toContain(`"'=HYPERLINK(""x"")"`)
    expect(others[2]).toContain('more than one customer')
  })

  test('a customer joined with the first order, and is known to the import by id alone', async () => {
    const [memberId] = await shop.members.resolveMany([{ kind: 'external', source: 'uci', value: `${a}x` }])
    if (memberId === undefined) throw new Error('no member')
    expect((await shop.members.get(memberId)).joinedAt).toBe(at('2025-06-01T09:00:00Z'))
    const kept = await rows(
      db,
      sql<{ text: string }>`
      select l::text as text from import_lines l union all select c::text from import_customers c union all select r::text from import_remainders r`,
    )
    expect(kept.some(({ text }) => text.includes(`${a}x`))).toBe(false)
  })

  test('and the books hold every law', async () => {
    expect(await verify(db, shop.programme)).toMatchObject({ ok: true })
    expect(shop.errors).toEqual([])
  })
})

async function withLines(number: string) {
  const found = await shop.orders.get(number)
  if (!('order' in found)) throw new Error(`${number} is a guest's`)
  return found
}

describe('running again', () => {
  const sample = (p: string): Given[] => [
    [`${p}1`, 'tea', 10, 1, '2.00', `${p}x`],
    [`${p}2`, 'tea', 10, 2, '2.00', `${p}x`],
    [`${p}2`, 'tea', 10, 2, '2.00', `${p}x`],
    [`C${p}3`, 'tea', -10, 3, '2.00', `${p}x`],
    [`${p}4`, 'cup', 1, 4, '9.99'],
  ]

  test('the same file changes nothing and answers with the same summary', async () => {
    const p = fresh()
    const first = await imported(file(sample(p)))
    const before = await books([`${p}x`])
    const again = await imported(file(sample(p)))
    expect(again.importId).toBe(first.importId)
    expect(again.summary).toEqual(first.summary)
    expect(await books([`${p}x`])).toEqual(before)
  })

  test('the same line twice in an order is two lines: goods are often scanned one by one', async () => {
    const p = fresh()
    await imported(file(sample(p)))
    expect((await withLines(`${p}2`)).order.lines).toHaveLength(2)
  })

  test('a longer file with the same orders adds only what is new, and gives nothing back twice', async () => {
    const p = fresh()
    await imported(file(sample(p)))
    const before = await books([`${p}x`])
    const longer = await imported(file([...sample(p), [`${p}5`, 'mug', 1, 5, '3.00', `${p}z`]]))
    expect(longer.summary.lines).toMatchObject({ total: 6, members: 4, guests: 1, returnsMatched: 1, rejected: 0 })
    expect(await books([`${p}x`])).toEqual(before)
    sumsUp(longer.summary)
  })

  test('an order that stands with other content is rejected with the reason, and the rest goes in', async () => {
    const p = fresh()
    await imported(file(sample(p)))
    const other = await imported(
      file([
        [`${p}1`, 'tea', 11, 1, '2.00', `${p}x`],
        [`${p}6`, 'tea', 1, 6, '2.00', `${p}x`],
      ]),
    )
    expect(other.summary.lines).toMatchObject({ total: 2, members: 1, rejected: 1 })
    expect(other.summary.rejections).toEqual({ 'order.already-confirmed': 1 })
    sumsUp(other.summary)
  })
})

describe('an import that is interrupted, anywhere, and run again', () => {
  /** Some members, many orders, returns of them; more orders than a batch holds. */
  const long = (p: string): string => {
    const lines: Given[] = []
    for (let index = 0; index < 700; index += 1) {
      const customer = index % 9 === 0 ? 'NA' : `${p}m${index % 40}`
      const day = 1 + Math.floor(index / 28)
      const give = index > 100 && index % 7 === 0
      const number = `${give ? 'C' : ''}${p}${index}`
      lines.push([number, `s${index % 5}`, give ? -2 : 3, day, '12.34', customer])
    }
    return file(lines)
  }
  const members = (p: string): string[] => Array.from({ length: 40 }, (_, index) => `${p}m${index}`)

  test('ends as if it had not been', async () => {
    const whole = fresh()
    const expected = await imported(long(whole))
    const state = JSON.stringify(await books(members(whole))).replaceAll(whole, 'N')
    for (const after of [1, 2, 3, 4]) {
      const p = fresh()
      let steps = 0
      const stopping = () => {
        steps += 1
        return steps > after
      }
      await expect(imported(long(p), { stopping })).rejects.toThrow(Interrupted)
      const resumed = await imported(long(p))
      expect({ ...resumed.summary, points: 0, tiers: 0, seconds: 0 }).toEqual({
        ...expected.summary,
        points: 0,
        tiers: 0,
        seconds: 0,
      })
      // Compared as a truth: a difference of this length is no help to print.
      expect(JSON.stringify(await books(members(p))).replaceAll(p, 'N') === state).toBe(true)
    }
    expect(await verify(db, shop.programme)).toMatchObject({ ok: true })
  })

  test('in the middle of reading, reads each line once', async () => {
    const p = fresh()
    const lines = Array.from({ length: 12_345 }, (_, index): Given => [`${p}${index % 13}`, `s${index}`, 1, 1, '0.01'])
    let steps = 0
    const stopping = () => {
      steps += 1
      return steps > 1
    }
    await expect(imported(file(lines), { stopping })).rejects.toThrow(Interrupted)
    const [staged] = await rows(
      db,
      sql<{ lines: number }>`select done as lines from imports where phase = 'reading' and state = 'running'`,
    )
    expect(staged?.lines).toBeGreaterThan(4_000)
    const { summary } = await imported(file(lines))
    expect(summary).toMatchObject({ lines: { total: 12_345, guests: 12_345 }, guestOrders: 13, revenueMinor: 12_345 })
  })

  test('after its orders were written but its progress was not, does not do them twice', async () => {
    const p = fresh()
    const { importId, summary } = await imported(long(p))
    const before = await books(members(p))
    await sql`update imports set state = 'running', phase = 'orders', done = 0, summary = null, finished_at = null, secret = ${Buffer.alloc(32)}
      where import_id = ${importId}::uuid`.execute(db)
    await sql`delete from import_remainders where import_id = ${importId}::uuid and reason = 'no-purchase'`.execute(db)
    const again = await imported(long(p))
    expect({ ...again.summary, seconds: 0 }).toEqual({ ...summary, seconds: 0 })
    expect(await books(members(p))).toEqual(before)
  })

  test('is run by one process at a time', async () => {
    const p = fresh()
    const from = await survey(written(long(p)))
    const importId = await imports.enter({ file: from, name: 'x.csv', by: 'test' }, uci)
    const path = join(newFolder(), 'rejected.csv')
    const runs = await Promise.allSettled([1, 2].map(() => imports.run(importId, { file: from, rejected: path })))
    const refused = runs.filter((run) => run.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatchObject({ reason: { refusal: { refusal: 'import.running' } } })
  })
})

test('whatever the file, its lines are accounted for and the laws hold', { timeout: 60_000 }, async () => {
  const cell = fc.record({
    order: fc.integer({ min: 1, max: 12 }),
    sku: fc.constantFrom('tea', 'cup', 'POST', 'M', 'DCGS1', ''),
    quantity: fc.constantFrom('1', '2', '7', '-1', '-3', '0', '1.5', 'x'),
    day: fc.integer({ min: 1, max: 31 }),
    price: fc.constantFrom('0', '1.50', '0.001', '-2', '1e3', '99.99'),
    customer: fc.constantFrom('NA', 'p', 'q'),
    mark: fc.constantFrom('', '', 'C', 'A'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 40 }), async (cells) => {
      const p = fresh()
      const given = cells.map(
        ({ order, sku, quantity, day, price, customer, mark }): Given => [
          `${mark}${p}${order}`,
          sku,
          quantity,
          day,
          price,
          customer === 'NA' ? 'NA' : `${p}${customer}`,
        ],
      )
      const { summary } = await imported(file(given))
      expect(summary.lines.total).toBe(cells.length)
      sumsUp(summary)
    }),
    { numRuns: 12 },
  )
  expect(await verify(db, shop.programme)).toMatchObject({ ok: true })
})

describe('an uploaded file', () => {
  const upload = (content: string) =>
    imports.receive({ content: Readable.from([Buffer.from(content)]), name: '../../etc/retail.csv', by: 'Ada' })

  test('waits for its mapping, runs in the background, and is gone afterwards', async () => {
    const p = fresh()
    const importId = await upload(
      file([
        [`${p}1`, 'tea', 1, 1, '2.00', `${p}x`],
        [`${p}2`, 'tea', 'x', 1, '2.00', `${p}x`],
      ]),
    )
    expect(await imports.get(importId)).toMatchObject({ name: 'retail.csv', state: 'waiting', mapping: null })
    expect((await imports.previewOf(importId, undefined)).guesses.length).toBeGreaterThan(5)
    const { understood } = await imports.previewOf(importId, uci)
    expect(understood).toMatchObject({
      looked: 2,
      kinds: { goods: 1 },
      problems: [{ reason: 'line.quantity', line: 3 }],
    })
    await imports.claim(importId, uci)
    await imports.start(importId)
    await expect.poll(async () => (await imports.get(importId)).state).toBe('done')
    expect(readFileSync(await imports.rejectedFile(importId), 'utf8')).toContain('The quantity ""x"" must be')
    await expect(imports.previewOf(importId, uci)).rejects.toThrow(Refused)
  })

  test('that was imported before is that import', async () => {
    const p = fresh()
    const content = file([[`${p}1`, 'tea', 1, 1, '2.00', `${p}x`]])
    const first = await upload(content)
    expect(await imports.claim(first, uci)).toBe(first)
    const second = await upload(content)
    expect(await imports.claim(second, uci)).toBe(first)
    await expect(imports.get(second)).rejects.toThrow('import.unknown')
  })

  test('whose columns are others fails with a sentence, and can be started again', async () => {
    const importId = await upload('a,b\n1,2\n')
    await imports.claim(importId, uci)
    await imports.start(importId)
    await expect.poll(async () => (await imports.get(importId)).state).toBe('failed')
    expect((await imports.get(importId)).problem).toMatchObject({ code: 'import.column-missing' })
  })

  test('can be cancelled before it starts, and goes on when it is started again', async () => {
    const p = fresh()
    const importId = await upload(file([[`${p}1`, 'tea', 1, 1, '2.00', `${p}x`]]))
    await imports.claim(importId, uci)
    await imports.cancel(importId)
    expect((await imports.get(importId)).state).toBe('cancelled')
    await imports.start(importId)
    await expect.poll(async () => (await imports.get(importId)).state).toBe('done')
    await expect(imports.cancel(importId)).rejects.toThrow('import.finished')
  })
})
