/** Who may not buy again: how good that is known, by what, how many, and with whom most is at stake. */
import { type Static, Type } from 'typebox'
import { asId } from '../../base/ids.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import { madeOf, memory } from '../reports/memory.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { nobodyBought } from '../rfm/errors.ts'
import type { Workshop } from '../workshop.ts'
import { atStake, BANDS, type Band, tally } from './bands.ts'
import type { Churn } from './churn.ts'
import { ACTIVE_DAYS, looked } from './looking.ts'
import { reasonSchema } from './schemas.ts'
import { churnSetting } from './setting.ts'
import { type Told, toldOf } from './telling.ts'

const share = (description?: string) =>
  Type.Number({ minimum: 0, maximum: 1, ...(description === undefined ? {} : { description }) })
const limits = { low: share('95 % limits'), high: share('95 % limits') }
const area = Type.Object(
  { value: share(), ...limits },
  { description: 'Area under the curve: the chance that of two people the right one had the higher risk' },
)
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([Type.Null(), schema])
const method = Type.Enum(['regression', 'buying'], {
  description: 'regression: learned from habits; buying: BG/NBD, from how often and how lately they bought',
})

const quality = Type.Object({
  ...{ people: Type.Integer(), happened: Type.Integer({ description: 'Who stayed away' }), area },
  brier: Type.Number({ description: 'Mean square of what was missed' }),
  brierOfShare: Type.Number({ description: 'The same when everybody is told the share of all' }),
  calibrationError: share('Mean distance of told and true shares over the ten steps'),
  steps: Type.Array(
    Type.Object({
      ...{ people: Type.Integer(), happened: Type.Integer(), told: share('Mean risk that was told') },
      ...{ share: share('Who stayed away'), ...limits },
      lift: Type.Number({ description: 'How many times the share of all' }),
      found: share('Of all who stayed away, those in this step and the ones before it'),
    }),
    { description: 'Ten equal parts of people, the highest risk first' },
  ),
})

const FOREMOST = 100

const resultSchema = Type.Object({
  currency: textOrNull(),
  horizonDays: Type.Integer(),
  activeDays: Type.Integer({ description: 'Only who bought within so many days is spoken of' }),
  people: Type.Integer(),
  missing: missingSchema,
  used: orNull(method),
  tried: Type.Array(Type.Object({ method, quality: orNull(quality) }), {
    description: 'On the last horizon, which they had not seen',
  }),
  keptAway: Type.Array(Type.Object({ code: Type.String(), words: missingSchema.anyOf[1].properties.words }), {
    description: 'Why one of the methods cannot be had',
  }),
  recencyArea: orNull(area),
  weights: Type.Array(
    Type.Object({
      trait: Type.String(),
      level: Type.Enum(['number', 'unknown', 'chosen']),
      chosen: textOrNull({ description: 'Of a choice: which one' }),
      weight: Type.Number({ description: 'What one standard deviation more adds to the log-odds' }),
      ...{ low: Type.Number(), high: Type.Number() },
    }),
    { description: 'The heaviest first' },
  ),
  held: orNull(
    Type.Object(
      { people: Type.Integer(), held: Type.Integer(), share: share(), ...limits },
      { description: 'Of those for whom a purchase was due on the last horizon, who bought between their quarters' },
    ),
  ),
  bands: Type.Array(
    Type.Object({
      band: Type.Enum(BANDS.map(({ band }) => band)),
      ...{ from: Type.Integer({ description: 'Percent' }), to: Type.Integer({ description: 'Percent, inclusive' }) },
      ...{ people: Type.Integer(), expected: Type.Integer({ description: 'Who stays away, as told' }) },
      overdue: Type.Integer({ description: 'Past three quarters of their own gaps' }),
      ...{ yearMinor: Type.Integer(), atStakeMinor: Type.Integer() },
    }),
  ),
  foremost: Type.Array(
    Type.Object({
      memberId: Type.String(),
      number: textOrNull({ description: 'Of the member' }),
      percent: Type.Integer({ minimum: 0, maximum: 100 }),
      ...{ yearMinor: Type.Integer(), atStakeMinor: Type.Integer(), recencyDays: Type.Integer() },
      dueDays: Type.Unsafe<number | null>({
        type: ['integer', 'null'],
        description: 'Until the next purchase is due by the own rhythm; negative: so long ago; null: no rhythm yet',
      }),
      because: Type.Array(reasonSchema),
    }),
    { description: `The ${FOREMOST} with whom most is at stake` },
  ),
})
type Result = Static<typeof resultSchema>

const memories = memory('churn', resultSchema)

export const churnReport = report({
  name: 'churn',
  operationId: 'getChurn',
  summary:
    'Who may not buy again within the horizon: how well that is known, from what, and with whom most is at stake',
  asked: Type.Object({}),
  standing: true,
  result: resultSchema,
  async make(workshop) {
    const { copy, setting, rooms } = workshop
    const of = await madeOf(workshop, await setting(churnSetting))
    const found = (await memories.recall(copy, of)) ?? (await surveyed(workshop))
    const names = await rooms.members.namesOf(found.foremost.map(({ memberId }) => asId<'member'>(memberId)))
    return {
      ...found,
      foremost: found.foremost.map((one) => ({
        ...one,
        number: names.get(asId<'member'>(one.memberId))?.number ?? null,
      })),
    }
  },
})

/**
 * Everybody is looked at once, and what is told of them all is remembered; the numbers of members are not there yet.
 * @param each what is told of a part of them
 */
export async function surveyed(
  workshop: Omit<Workshop, 'rooms'>,
  each?: (people: readonly Told[]) => Promise<void>,
): Promise<Result> {
  const { copy, now, zone, currency } = workshop
  const setting = await workshop.setting(churnSetting)
  const known = { currency: currency ?? null, horizonDays: setting.horizonDays, activeDays: ACTIVE_DAYS }
  if (currency === undefined) return { ...known, ...nothing, missing: missingOf(nobodyBought({})) }
  const found = await looked({ copy, now, zone, currency, horizonDays: setting.horizonDays })
  const sums = tally(FOREMOST)
  let people = 0
  for await (const some of found.everybody()) {
    const told = toldOf(found, some)
    people += told.length
    sums.add(told)
    await each?.(told)
  }
  const result = { ...known, people, ...shown(found, { bands: sums.bands(), foremost: sums.foremost() }) }
  await memories.remember(copy, await madeOf(workshop, setting), result)
  return result
}

const nothing = {
  ...{
    people: 0,
    used: null,
    tried: [],
    keptAway: [],
    recencyArea: null,
    weights: [],
    held: null,
    bands: [],
    foremost: [],
  },
}

type Counted = {
  readonly bands: Band[]
  readonly foremost: readonly Told[]
}

function shown(found: Churn, { bands, foremost }: Counted) {
  const { used, candidates, missing, recencyArea, held } = found
  const [first] = missing
  const keptAway = missing.map(missingOf)
  const shared = { keptAway, recencyArea: recencyArea ?? null, held: held ?? null }
  if (used === undefined) return { ...nothing, ...shared, missing: first === undefined ? null : missingOf(first) }
  return {
    ...{ ...shared, missing: null, used: used.method, bands },
    tried: candidates.map(({ method: name, quality: of }) => ({
      ...{ method: name, quality: of === undefined ? null : { ...of, steps: [...of.steps] } },
    })),
    weights: used.weights.map(({ trait, level, ...rest }) => ({
      ...{ trait, level: level.is, chosen: level.is === 'chosen' ? level.text : null, ...rest },
    })),
    foremost: foremost.map((one) => ({
      ...{
        memberId: one.habits.personId,
        number: null,
        percent: one.percent ?? 0,
        yearMinor: one.habits.yearMinor,
      },
      ...{ atStakeMinor: atStake(one), recencyDays: one.habits.recencyDays },
      ...{ dueDays: one.next === undefined ? null : Math.round(one.next.dueDays), because: [...one.because] },
    })),
  }
}
