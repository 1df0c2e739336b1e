import { join } from 'node:path'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import type { TimeZone } from '../../src/base/time.ts'
import { type Database, openDatabase, rows } from '../../src/platform/postgres/database.ts'
import { standardProgramme } from '../../src/programme/standard.ts'
import { temporaryFolder } from '../support/processes.ts'
import { randomFrom } from '../support/random.ts'
import { type Ask, Broken, openWire, requestOf } from '../support/wire.ts'
import { type House, openHouse } from '../torture/house.ts'

const definition = {
  ...standardProgramme('Asia/Shanghai' as TimeZone),
  transfers: [{ wallet: 'points', feePercent: 10 }],
}
const answered = Compile(Type.Object({ state: Type.String(), transferId: Type.String() }))

async function asked(port: number, wish: Ask): Promise<string> {
  const wire = await openWire(port)
  const { status, body } = await wire.ask(requestOf(wish)).finally(wire.close)
  expect({ status, body: status < 300 ? '' : body.toString() }).toEqual({ status: 201, body: '' })
  return body.toString()
}

async function inDatabase<T>(house: House, look: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = openDatabase(house.url(), { connections: 2 })
  return look(db).finally(close)
}

const balances = (db: Database) =>
  rows(db, sql<{ id: string; balance: number }>`select member_id as id, balance from wallets where wallet = 'points'`)
const states = (db: Database) => rows(db, sql<{ state: string }>`select state from transfers`)

test('a server that is killed between the two halves of a transfer ends it when it starts again, once', async () => {
  const house = await openHouse(join(temporaryFolder('transfers'), 'data'), undefined)
  try {
    const { key } = house
    const [from = '', to = ''] = house.members
    const ask = (path: string, body: object): Ask => ({
      ...{ method: 'POST', path, key, idempotencyKey: path, body: JSON.stringify(body) },
    })
    const first = await house.open()
    await asked(first, ask('/v1/programme/versions', { definition, note: 'gifts' }))
    await asked(first, ask(`/v1/members/${from}/adjustments`, { wallet: 'points', amount: 1_000, reason: 'welcome' }))
    house.kill('server', randomFrom(1))

    const gift = ask(`/v1/members/${from}/transfers`, { to, amount: 500 })
    const armed = await house.reopen({ point: 'transfer.sent', count: 1, victim: 'server' })
    await expect(asked(armed, gift)).rejects.toThrow(Broken)
    await house.failed()
    expect(await inDatabase(house, states)).toEqual([{ state: 'sent' }])
    const last = await house.reopen()
    await expect.poll(() => inDatabase(house, states), { timeout: 20_000 }).toEqual([{ state: 'arrived' }])
    // The customer never heard an answer and asks again with the same key.
    const { state } = answered.Parse(JSON.parse(await asked(last, gift)))
    expect(state).toBe('arrived')
    await inDatabase(house, async (db) => {
      const held = new Map((await balances(db)).map(({ id, balance }) => [id, balance]))
      expect([held.get(from), held.get(to)]).toEqual([500, 450])
      expect(await states(db)).toEqual([{ state: 'arrived' }])
      expect(await house.brokenLaws(db)).toEqual([])
    })
  } finally {
    await house.close()
  }
}, 120_000)
