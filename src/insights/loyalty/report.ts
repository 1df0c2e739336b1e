/** The loyalty index over the programme: what it is made of, how it is distributed, and whose moved most. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { asInstant } from '../../base/time.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import { purchases } from '../purchases.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { nobodyBought } from '../rfm/errors.ts'
import { everybodyAlike } from './errors.ts'
import { distribution, type Mover, movers, ranked, STEP, tellingParts } from './loyalty.ts'
import { redemptions } from './redemptions.ts'
import { type Counted, explained, shares } from './rules.ts'
import { parts, weightsSetting } from './weights.ts'

const DAY = 86_400_000
const MOVERS_SHOWN = 20
const part = Type.Enum([...parts])
const DAYS = { month: 30, quarter: 91, year: 365 } as const

const moverSchema = Type.Object({
  memberId: Type.String(),
  before: Type.Number(),
  after: Type.Number(),
  parts: Type.Array(Type.Object({ part, points: Type.Number({ description: 'By so much it moved the index' }) }), {
    description: 'The one that moved it most first',
  }),
})

export const loyaltyReport = report({
  name: 'loyalty',
  operationId: 'getLoyalty',
  summary: 'The loyalty index, 0 … 100: what it is made of, how many members have how much, and whose moved most',
  asked: Type.Object({
    since: Type.Optional(
      Type.Enum(['month', 'quarter', 'year'], { description: 'Moves since 30, 91 or 365 days ago; 30 when absent' }),
    ),
  }),
  standing: true,
  result: Type.Object({
    currency: textOrNull(),
    members: Type.Integer(),
    missing: missingSchema,
    withinDays: Type.Integer({ description: 'The days that count' }),
    parts: Type.Array(
      Type.Object({
        part,
        weight: Type.Integer(),
        share: Type.Number({ description: 'Of the index, 0 … 1' }),
        leftOut: Type.Union([Type.Null(), Type.Enum(['no-source', 'all-alike', 'no-weight'])]),
      }),
    ),
    steps: Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer(), members: Type.Integer() }), {
      description: 'From inclusive, to exclusive; 100 is in the last one',
    }),
    sinceDays: Type.Integer(),
    up: Type.Array(moverSchema),
    down: Type.Array(moverSchema),
  }),
  async make({ copy, now, currency, setting }, { since = 'month' }) {
    const weights = await setting(weightsSetting)
    const question = { people: sql`people`, purchases, redemptions, asOf: now, currency: currency ?? '', weights }
    const sinceDays = DAYS[since]
    const before = asInstant(Math.max(0, now - sinceDays * DAY))
    await sql`create or replace temp table loyalty_after as ${ranked(question)}`.execute(copy)
    await sql`create or replace temp table loyalty_before as ${ranked({ ...question, asOf: before })}`.execute(copy)
    const { members, telling } = await tellingParts(copy, sql`loyalty_after`)
    const counted = shares(weights, telling)
    const known = {
      ...{ currency: currency ?? null, members, missing: null, withinDays: weights.withinDays, sinceDays },
      ...{ parts: counted, steps: [], up: [], down: [] },
    }
    if (currency === undefined) return { ...known, missing: missingOf(nobodyBought({})) }
    if (counted.every(({ share }) => share === 0)) return { ...known, missing: missingOf(everybodyAlike({})) }
    const steps = await distribution(copy, sql`loyalty_after`, counted)
    const between = { before: sql`loyalty_before`, after: sql`loyalty_after`, counted }
    const moved = async (up: boolean) => (await movers(copy, between, { up, limit: MOVERS_SHOWN })).map(shown(counted))
    return {
      ...known,
      steps: Array.from({ length: 100 / STEP }, (_, step) => ({
        ...{ from: step * STEP, to: (step + 1) * STEP },
        members: steps.find((one) => one.step === step)?.members ?? 0,
      })),
      ...{ up: await moved(true), down: await moved(false) },
    }
  },
})

const shown =
  (counted: readonly Counted[]) =>
  ({ personId, before, after, was, ...now }: Mover) => {
    const earlier = new Map(explained(was, counted).map((one) => [one.part, one.points]))
    const moved = explained(now, counted).map((one) => ({
      ...{ part: one.part, points: one.points - (earlier.get(one.part) ?? 0) },
    }))
    moved.sort((one, other) => Math.abs(other.points) - Math.abs(one.points))
    return { memberId: personId, before, after, parts: moved }
  }
