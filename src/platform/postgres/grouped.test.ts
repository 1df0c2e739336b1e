import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { onOneConnection, openDatabase, row, rows, shortTransaction, type Tx } from './database.ts'

const { url } = await testDatabase()
const { db, close } = openDatabase(url, { connections: 1, transactions: 'short' })
afterAll(close)

/** Statements of one turn on one connection. */
const together = <T>(ask: (one: Tx) => Promise<T>) => onOneConnection(db, ask)
const settled = async (ask: (one: Tx) => Promise<unknown>[]) =>
  (await together((one) => Promise.allSettled(ask(one)))).map(({ status }) => status)

const number = (text: string) => sql<{ value: number }>`select ${text}::bigint as value`

test('statements of one turn are answered each with its own rows, again and again', async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    const series = sql<{ n: number }>`select n from generate_series(1, ${3 + turn}::int) as n`
    const found = await together((one) =>
      Promise.all([...['1', '2', '3'].map((text) => row(one, number(text))), rows(one, series)]),
    )
    expect(found).toEqual([
      { value: 1 },
      { value: 2 },
      { value: 3 },
      Array.from({ length: 3 + turn }, (_, index) => ({ n: index + 1 })),
    ])
  }
})

test('what is written is counted', async () => {
  const written = sql`
    insert into idempotency (key, fingerprint, status, answer, recorded_at)
    select key, '', 200, '{}', to_timestamp(0) from unnest(${'{a,b}'}::text[]) as key`
  const removing = sql`delete from idempotency where key = any(${'{a,b}'}::text[])`
  const [inserted, removed] = await together((one) => Promise.all([written.execute(one), removing.execute(one)]))
  expect([inserted.numAffectedRows, removed.numAffectedRows]).toEqual([2n, 2n])
})

test('statements of one turn fail together, and the connection serves the next turn', async () => {
  for (const wrong of ['not a number', '99999999999999999999', '9007199254740993']) {
    const asked = ['1', wrong, '2'].map(number)
    expect(await settled((one) => asked.map((statement) => row(one, statement)))).toEqual([
      'rejected',
      'rejected',
      'rejected',
    ])
    expect(await row(db, number('7'))).toEqual({ value: 7 })
  }
})

test('a value that cannot be sent is refused, and the connection serves the next turn', async () => {
  const unsendable = sql`select ${{ some: 'thing' }}::jsonb`
  expect(await settled((one) => [row(one, number('1')), row(one, unsendable)])).toEqual(['rejected', 'rejected'])
  expect(await row(db, number('7'))).toEqual({ value: 7 })
})

const keep = (key: string) => sql`
  insert into idempotency (key, fingerprint, status, answer, recorded_at) values (${key}, '', 200, '{}', to_timestamp(0))`
const kept = (key: string) => row(db, sql<{ n: number }>`select count(*) as n from idempotency where key = ${key}`)
const one = async (tx: Tx) => row(tx, number('1'))

test('a short transaction commits what it wrote', async () => {
  const given = shortTransaction(db, one, (loaded) => ({
    result: loaded?.value,
    write: (tx) => keep('stays').execute(tx),
  }))
  expect(await given).toBe(1)
  expect(await kept('stays')).toEqual({ n: 1 })
})

test('a short transaction that fails in loading, deciding or writing leaves nothing behind', async () => {
  const loading = (tx: Tx) => Promise.all([keep('gone').execute(tx), row(tx, sql`select ${'x'}::int`)])
  const nothing = { result: null, write: async () => null }
  await expect(shortTransaction(db, loading, () => nothing)).rejects.toThrow()
  const deciding = () => {
    throw new Error('undecided')
  }
  await expect(shortTransaction(db, (tx) => keep('gone').execute(tx), deciding)).rejects.toThrow('undecided')
  const write = (tx: Tx) => Promise.all([keep('gone').execute(tx), row(tx, sql`select 1 / ${0}::int`)])
  await expect(shortTransaction(db, one, () => ({ result: null, write }))).rejects.toThrow('division by zero')
  expect(await kept('gone')).toEqual({ n: 0 })
})

test('what is asked after the commit of a short transaction was sent is refused', async () => {
  const write = async (tx: Tx) => {
    await keep('early').execute(tx)
    await keep('late').execute(tx)
  }
  await expect(shortTransaction(db, one, () => ({ result: null, write }))).rejects.toThrow('after the commit')
  expect(await kept('late')).toEqual({ n: 0 })
})
