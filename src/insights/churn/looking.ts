/** The model over the copy: what it learns from, and everybody of whom it tells something. */
import { sql } from 'kysely'
import { asInstant, type Instant } from '../../base/time.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { purchases } from '../purchases.ts'
import type { Workshop } from '../workshop.ts'
import { type Churn, churn } from './churn.ts'
import { type Habits, type HabitsQuestion, habits, habitsOf, PARTS, reach } from './habits.ts'

type Shop = Pick<Workshop, 'copy' | 'now' | 'zone'> & { readonly currency: string; readonly horizonDays: number }

/** Who has not bought for a year has left already: telling so would make every model look good. */
export const ACTIVE_DAYS = 365
/** More teach nothing that these do not. */
const LEARNED_FROM = 60_000
/** People at once, for the sake of memory: of the copy, and of the process. */
const [ASKED_AT_ONCE, READ_AT_ONCE] = [250_000, 50_000]
const DAY_MS = 86_400_000

const living = sql`(select member_id as person_id from people where person_id = member_id and status <> 'closed')`
const [lines, returns] = [sql`order_lines`, sql`returns`]

function question({ zone, currency, horizonDays }: Shop, asOf: Instant): HabitsQuestion {
  return { purchases, lines, returns, asOf, zone, horizonDays, activeDays: ACTIVE_DAYS, currency }
}

export type Looked = Churn & {
  /** Who bought within the active days, as they are now; a part of them at once. */
  readonly everybody: () => AsyncGenerator<Habits[], void>
}

export async function looked(shop: Shop): Promise<Looked> {
  const { copy, now, horizonDays } = shop
  const today = question(shop, now)
  const { people, firstMs } = await reach(copy, today)
  const parts = (most: number) => Math.max(1, Math.min(PARTS, Math.floor((PARTS * most) / Math.max(1, people))))
  const then = (horizons: number) =>
    habits(copy, {
      ...question(shop, asInstant(Math.max(0, now - horizons * horizonDays * DAY_MS))),
      part: { from: 0, to: parts(LEARNED_FROM) },
    })
  const found = churn({
    ...{ before: await then(2), between: await then(1), now: await then(0), horizonDays },
    historyDays: firstMs === null ? 0 : (now - firstMs) / DAY_MS,
  })
  return {
    ...found,
    async *everybody() {
      const step = parts(ASKED_AT_ONCE)
      for (let from = 0; from < PARTS; from += step) {
        const some = habitsOf({ ...today, among: living, part: { from, to: Math.min(PARTS, from + step) } })
        await sql`create or replace temp table churn_habits as ${some}`.execute(copy)
        yield* inParts(copy)
      }
      await sql`drop table churn_habits`.execute(copy)
    },
  }
}

async function* inParts(copy: Database): AsyncGenerator<Habits[], void> {
  for (let from = 0; ; from += READ_AT_ONCE) {
    const part = sql<Habits>`
      select * from churn_habits where rowid >= ${from}::bigint and rowid < ${from + READ_AT_ONCE}::bigint order by rowid`
    const people = await rows(copy, part)
    if (people.length === 0) return
    yield people
  }
}
