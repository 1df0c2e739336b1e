import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { type Database, rows, type Tx, transaction } from './database.ts'

const { db } = await testDatabase()
await sql`create table kept (name text primary key)`.execute(db)
await sql`insert into kept values ('there')`.execute(db)

const keep = (on: Database | Tx, name: string) => sql`insert into kept values (${name})`.execute(on)
const names = async () =>
  (await rows(db, sql<{ name: string }>`select name from kept order by name`)).map(({ name }) => name)

/** All connections of the pool, one after the other: whatever was still on its way has arrived. */
async function quiet(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    await Promise.all(Array.from({ length: 8 }, () => sql`select pg_sleep(0.005)`.execute(db)))
  }
}

describe('a transaction that fails', () => {
  test('leaves nothing of what was asked at once with the statement that failed', async () => {
    const wish = transaction(db, (tx) =>
      Promise.all([keep(tx, 'before'), keep(tx, 'there'), keep(tx, 'beside'), keep(tx, 'after')]),
    )
    await expect(wish).rejects.toThrow('kept_pkey')
    await quiet()
    expect(await names()).toEqual(['there'])
  })

  test('leaves nothing of what was under way when something else went wrong', async () => {
    const wish = transaction(db, (tx) =>
      Promise.all([keep(tx, 'before'), keep(tx, 'beside'), Promise.reject(new Error('changed his mind'))]),
    )
    await expect(wish).rejects.toThrow('changed his mind')
    await quiet()
    expect(await names()).toEqual(['there'])
  })
})

test('what is asked after the end of a transaction is refused, not done beside it', async () => {
  let late: Tx | undefined
  await transaction(db, async (tx) => {
    late = tx
    await keep(tx, 'in time')
  })
  if (late === undefined) throw new Error('the transaction did not run')
  await expect(keep(late, 'too late')).rejects.toThrow()
  expect(await names()).toEqual(['in time', 'there'])
})
