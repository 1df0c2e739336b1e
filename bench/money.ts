/** What points owe, of a million lots: how long the books take to be asked and to be worked out. */
import { rmSync } from 'node:fs'
import { sql } from 'kysely'
import { bookMoves, outstanding } from '../src/accounts/reports.ts'
import { asInstant, type TimeZone } from '../src/base/time.ts'
import { booksOf } from '../src/insights/money/journal.ts'
import { completeMonths } from '../src/insights/money/months.ts'
import { earningSales } from '../src/orders/reports.ts'
import { silentLog } from '../src/platform/log.ts'
import { type Database, openDatabase } from '../src/platform/postgres/database.ts'
import { startEmbedded } from '../src/platform/postgres/embedded.ts'
import { migrate } from '../src/platform/postgres/migrate.ts'
import { type Figure, median } from './support/figures.ts'

const [LOTS, PER_MEMBER] = [1_000_000, 5]
const MONTHS = 36
const LAST = '2026-11-01T00:00:00+08:00'
const MOST_SECONDS = 60
const ROUNDS = 3
const timeZone = 'Asia/Shanghai' as TimeZone

export async function money({ folder, say }: { folder: string; say: (sentence: string) => void }): Promise<Figure[]> {
  rmSync(folder, { recursive: true, force: true })
  const postgres = await startEmbedded({ dataDir: folder, log: silentLog() })
  const { db, close } = openDatabase(postgres.url, { connections: 4 })
  try {
    await migrate(db)
    say(`${LOTS} lots with their entries and orders are made`)
    await filled(db)
    const now = asInstant(Date.parse(LAST))
    const first = asInstant(Date.parse(LAST) - MONTHS * 31 * 86_400_000)
    const months = completeMonths({ first, now }, timeZone)
    const starts = [...months.map(({ startsAt }) => startsAt), now]
    const took: Record<'moves' | 'sales' | 'outstanding' | 'books', number[]> = {
      ...{ moves: [], sales: [], outstanding: [], books: [] },
    }
    async function timed<T>(name: keyof typeof took, work: () => T | Promise<T>): Promise<T> {
      const began = performance.now()
      const done = await work()
      took[name].push((performance.now() - began) / 1_000)
      return done
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      const moves = await timed('moves', () => bookMoves(db, { starts, closedAfter: 864_000_000 }))
      const sales = await timed('sales', () => earningSales(db, { starts, closedAfter: 864_000_000 }))
      await timed('outstanding', () => outstanding(db, { at: now, timeZone }))
      const terms = { wallet: 'points', valueIn: () => ({ minor: 1, points: 1 }), breakageIn: () => null }
      const given = { months: months.length, moves, sales, wallets: [terms], taxBasisPoints: 1_300 }
      const { lines } = await timed('books', () => booksOf(given))
      if (lines.length < months.length) throw new Error('the books are empty')
    }
    const all = took.moves.map((_, round) =>
      Object.values(took).reduce((sum, seconds) => sum + (seconds[round] ?? 0), 0),
    )
    const parts = Object.entries(took).map(([name, seconds]) => `${name} ${median(seconds).toFixed(1)} s`)
    const note = `${LOTS} lots, ${MONTHS} months; ${parts.join(', ')}`
    return [{ name: 'money.books', value: median(all), unit: 's', bar: { most: MOST_SECONDS }, note }]
  } finally {
    await close()
    await postgres.stop()
  }
}

const idOf = (kind: number, number: string) =>
  sql.raw(`('00000000-0000-7000-800${kind}-' || lpad((${number})::text, 12, '0'))::uuid`)
const MEMBER = `n / ${PER_MEMBER}`

/** Two of three lots are redeemed after a while, one of six expires after a year; each order earned one. */
async function filled(db: Database): Promise<void> {
  await sql`set synchronous_commit = off`.execute(db)
  const earned = sql`${LAST}::timestamptz - ((n::bigint * 7919) % ${MONTHS * 30 * 1_440}::bigint) * interval '1 minute'`
  const made = sql`(select n, ${earned} as earned_at, 50 + n % 400 as amount, n % 6 as fate
    from generate_series(1, ${LOTS}::int) as n) as made`
  const gone = sql`case when fate < 4 then amount when earned_at < ${LAST}::timestamptz - interval '1 year' then amount else 0 end`
  const lapsed = sql`case when fate >= 4 and earned_at < ${LAST}::timestamptz - interval '1 year' then amount else 0 end`
  await sql`
    insert into lots (member_id, lot_id, wallet, amount, remaining, held, expired, earned_at, available_at, expires_at, released, version)
    select ${idOf(1, MEMBER)}, ${idOf(2, 'n')}, 'points', amount, amount - (${gone}), 0, ${lapsed}, earned_at, earned_at,
      earned_at + interval '1 year', true, 1 from ${made}`.execute(db)
  const entry = (kind: string, direction: string, step: number, at: string) => sql`
    insert into entries (member_id, wallet, sequence, entry_id, operation_id, kind, direction, amount, counter, balance, at, recorded_at,
      order_id, lots, trace, hash)
    select ${idOf(1, MEMBER)}, 'points', 2 * (n % ${PER_MEMBER}::int) + ${step}::int, ${idOf(3, `2 * n + ${step}`)}, ${idOf(4, 'n')},
      ${kind}::text, ${direction}::text, amount, 'issued', 0, ${sql.raw(at)}, ${sql.raw(at)},
      case when ${kind}::text = 'earn' then ${idOf(5, 'n')} end, jsonb_build_array(jsonb_build_array(${idOf(2, 'n')}, amount)), '{}', decode(repeat('00', 32), 'hex')
    from ${made}`
  await entry('earn', 'in', 1, 'earned_at').execute(db)
  const spent = `earned_at + (n % 300) * interval '1 day'`
  await sql`${entry('redeem', 'out', 2, spent)} where fate < 4`.execute(db)
  await sql`${entry('expire', 'out', 2, `earned_at + interval '1 year'`)}
    where fate >= 4 and earned_at < ${LAST}::timestamptz - interval '1 year'`.execute(db)
  await sql`
    insert into orders (member_id, order_id, number, status, currency, channel, placed_at, recorded_at, net_minor, returned_minor, lines,
      fingerprint, decision)
    select ${idOf(1, MEMBER)}, ${idOf(5, 'n')}, n::text, 'confirmed', 'CNY', 'pos', earned_at, earned_at, amount * 100, 0, '[]', '',
      jsonb_build_object('version', 1, 'tiers', '{}'::jsonb, 'rules', jsonb_build_array(
        jsonb_build_object('rule', 'base', 'wallet', 'points', 'points', amount, 'kept', amount, 'eligibleMinor', amount * 100)))
    from ${made}`.execute(db)
  await sql`analyze`.execute(db)
}
