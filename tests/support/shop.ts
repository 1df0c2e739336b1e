/** A whole house over a test database, with a clock that moves when told, and short ways to say what tests say often. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { deskDatabase } from '../../src/accounts/desk.ts'
import { house } from '../../src/app.ts'
import type { MemberId } from '../../src/base/ids.ts'
import { asInstant, type Instant, type TimeZone } from '../../src/base/time.ts'
import type { LeftOut } from '../../src/orders/answer.ts'
import type { LineInput, OrderInput } from '../../src/orders/draft.ts'
import { manualClock } from '../../src/platform/clock.ts'
import { systemIds } from '../../src/platform/ids.ts'
import { openKeyring } from '../../src/platform/keyring.ts'
import { copyPool } from '../../src/platform/postgres/oneclient.ts'
import { staffService } from '../../src/staff/service.ts'
import { testDatabase } from './database.ts'

export function at(text: string): Instant {
  return asInstant(Temporal.Instant.from(text).epochMilliseconds)
}

const shanghai = 'Asia/Shanghai' as TimeZone

export async function testShop(start = at('2026-03-01T08:00:00Z')) {
  const { db, pool, url } = await testDatabase()
  const clock = manualClock(start)
  const folder = mkdtempSync(join(tmpdir(), 'regulars-shop-'))
  const keyring = openKeyring({ folder, clock })
  const copying = copyPool(url)
  afterAll(() => copying.end())
  const errors: unknown[] = []
  const leftOut: LeftOut[] = []
  const desk = deskDatabase(url)
  afterAll(desk.close)
  const rooms = await house({
    db,
    deskDb: desk.db,
    copying,
    importsFolder: join(folder, 'imports'),
    clock,
    ids: systemIds,
    keyring,
    timeZone: shanghai,
    onError: (error) => errors.push(error),
    onLeftOut: (left) => leftOut.push(left),
  })
  let members = 0

  return {
    ...rooms,
    staff: staffService({ db, clock, ids: systemIds, forget: () => {} }),
    db,
    pool,
    url,
    clock,
    keyring,
    errors,
    leftOut,
    /** A new active member, who joined when the clock stood where it stands. */
    async member(name = 'Li Na'): Promise<MemberId> {
      members += 1
      const phone = `+86138${String(10_000_000 + members)}`
      return (await rooms.members.enrol({ name, phone })).memberId
    },
    order(number: string, lines: readonly LineInput[] | number, more: Partial<OrderInput> = {}): OrderInput {
      const given = typeof lines === 'number' ? [{ sku: 'tea', quantity: 1, amountMinor: lines }] : lines
      return { number, currency: 'CNY', channel: 'pos', placedAt: clock.now(), lines: given, ...more }
    },
    async buy(
      memberId: MemberId,
      number: string,
      lines: readonly LineInput[] | number,
      more: Partial<OrderInput> = {},
    ) {
      return rooms.orders.put({ memberId, status: 'confirmed', input: this.order(number, lines, more) })
    },
    async wallet(memberId: MemberId, wallet = 'points') {
      const account = await rooms.accounts.load(memberId, clock.now())
      return account?.wallets.get(wallet)
    },
  }
}
