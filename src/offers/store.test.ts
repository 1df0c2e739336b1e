import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { nobody } from '../../tests/support/members.ts'
import { rows, transaction } from '../platform/postgres/database.ts'
import { coupon } from './offers.fixture.ts'
import { raiseCoupons, raiseUses, usesOf } from './store.ts'

const { db } = await testDatabase()

const raise = (...raises: readonly [counter: string, by: number, most: number][]) =>
  transaction(db, (tx) =>
    raiseUses(
      tx,
      raises.map(([counter, by, most]) => ({ counter, by, most })),
    ),
  )

test('a limit that another lane reached meanwhile is not passed, and nothing of the batch is written', async () => {
  await raise(['a', 7, 10], ['b', 1, 10])
  await expect(raise(['b', 1, 10], ['a', 4, 10])).rejects.toThrow('division by zero')
  await raise(['a', 3, 10])
  const used = await usesOf(db, ['a', 'b'])
  expect(new Map(used.map((each) => [each.counter, each.used]))).toEqual(
    new Map([
      ['a', 10],
      ['b', 1],
    ]),
  )
})

test('a limit that a later version made smaller is not passed either', async () => {
  await raise(['c', 7, 10])
  await expect(raise(['c', 1, 5])).rejects.toThrow('division by zero')
})

test('a coupon that another lane used up, or that went to somebody else, is not used', async () => {
  await sql`
    insert into coupons (code, batch_id, offer, member_id, status, most, used, giftable)
    values ('ONE', null, 'welcome', null, 'active', 1, 0, true), ('THEIRS', null, 'welcome', ${nobody}::uuid, 'active', 9, 0, true),
      ('VOID', null, 'welcome', null, 'void', 9, 1, true)`.execute(db)
  const use = (code: string, by: number) =>
    transaction(db, (tx) => raiseCoupons(tx, [{ coupon: coupon(code, 'welcome'), by }]))
  await use('ONE', 1)
  await expect(use('ONE', 1)).rejects.toThrow('division by zero')
  await expect(use('THEIRS', 1)).rejects.toThrow('division by zero')
  await expect(use('VOID', 1)).rejects.toThrow('division by zero')
  await use('VOID', -1)
  const kept = await rows(db, sql<{ used: number }>`select used from coupons order by code`)
  expect(kept.map(({ used }) => used)).toEqual([1, 0, 0])
})
