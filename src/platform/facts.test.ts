import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { asInstant } from '../base/time.ts'
import { announce, type Fact, factsAfter, factsLeft, newestPosition, nobody, readOn, skipRead } from './facts.ts'
import { systemIds } from './ids.ts'
import { transaction } from './postgres/database.ts'

const { db } = await testDatabase()
const at = asInstant(1_700_000_000_000)
const fact = (kind: string): Fact => ({
  factId: systemIds.next(),
  memberId: nobody,
  kind,
  at,
  recordedAt: at,
  data: {},
})

/** Other tests of the same Postgres have older transactions under way, which hold facts back for a moment. */
const told = (after: number) =>
  expect.poll(async () => (await factsAfter(db, after, 10)).map(({ kind }) => kind), { timeout: 30_000 })

test('a reader by position never passes a fact that commits late', async () => {
  let finish: () => void = () => undefined
  const late = transaction(db, async (tx) => {
    await announce(tx, [fact('test.late')])
    await new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await transaction(db, (tx) => announce(tx, [fact('test.early')]))
  expect(await factsAfter(db, 0, 10)).toEqual([])
  finish()
  await late
  await told(0).toEqual(['test.late', 'test.early'])
  const [first] = await factsAfter(db, 0, 1)
  expect((await factsAfter(db, first?.position ?? 0, 10)).map(({ kind }) => kind)).toEqual(['test.early'])
})

test('nor one that was given its position before another and ends after it', async () => {
  const { position } = (await factsAfter(db, 0, 10)).at(-1) ?? { position: 0 }
  const steps = Array.from({ length: 3 }, () => Promise.withResolvers<void>())
  const [began, spoken, ended] = steps
  const first = transaction(db, async (tx) => {
    // It has its number among transactions before the other one has.
    await sql`select pg_current_xact_id()`.execute(tx)
    began?.resolve()
    await spoken?.promise
    await announce(tx, [fact('test.first')])
  })
  await began?.promise
  const second = transaction(db, async (tx) => {
    await announce(tx, [fact('test.second')])
    spoken?.resolve()
    await ended?.promise
  })
  await first
  await told(position).toEqual(['test.first'])
  const read = await factsAfter(db, position, 10)
  expect(read.map(({ kind }) => kind)).toEqual(['test.first'])
  ended?.resolve()
  await second
  await told(read.at(-1)?.position ?? 0).toEqual(['test.second'])
  const rest = await factsAfter(db, read.at(-1)?.position ?? 0, 10)
  expect(rest.map(({ kind }) => kind)).toEqual(['test.second'])
  expect(rest[0]?.position).toBeLessThan(read[0]?.position ?? 0)
  expect(await newestPosition(db)).toBe(rest[0]?.position)
  expect(await factsLeft(db, position, 10)).toBe(2)
  expect(await factsLeft(db, await newestPosition(db), 10)).toBe(0)
})

test('a reader goes on from there, also when another process is behind it', async () => {
  const all: string[] = []
  await readOn(db, { reader: 'test', atOnce: 1 }, async (facts) => void all.push(...facts.map(({ kind }) => kind)))
  expect(all.slice(-2)).toEqual(['test.first', 'test.second'])
  await readOn(db, { reader: 'test', atOnce: 1 }, () => Promise.reject(new Error('it was read')))
  await transaction(db, (tx) => announce(tx, [fact('test.third')]))
  await skipRead(db, 'test')
  await readOn(db, { reader: 'test', atOnce: 1 }, () => Promise.reject(new Error('it was skipped')))
})
