import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { emptyDatabase } from '../../../tests/support/database.ts'
import { row, type Tx, transaction } from './database.ts'

const { db } = await emptyDatabase()
await sql`create table notes (note text primary key)`.execute(db)
const write = (tx: Tx, note: string) => sql`insert into notes values (${note})`.execute(tx)
const kept = async () =>
  (await row(db, sql<{ notes: string }>`select string_agg(note, ' ') as notes from notes`))?.notes

test('what is asked beside a statement that fails is not part of the world', async () => {
  const together = transaction(db, (tx) =>
    Promise.all([sql`select 1 / 0`.execute(tx), write(tx, 'a'), write(tx, 'b'), write(tx, 'c')]),
  )
  await expect(together).rejects.toThrow('division by zero')
  expect(await kept()).toBe(null)
  const late = transaction(db, async (tx) => {
    const one = write(tx, 'd')
    await Promise.all([Promise.reject(new Error('no')), one.then(() => write(tx, 'e')).then(() => write(tx, 'f'))])
  })
  await expect(late).rejects.toThrow('no')
  await transaction(db, (tx) => Promise.all([write(tx, 'g'), write(tx, 'h')]))
  expect(await kept()).toBe('g h')
})
