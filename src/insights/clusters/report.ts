/** Groups that members fall into by what they bought, with what each is known by and how sure it is that there are any. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { isRefusal } from '../../base/refusals.ts'
import { instantText } from '../../base/time.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { purchases } from '../purchases.ts'
import { memory } from '../reports/memory.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { placeOf } from '../reports/service.ts'
import { keptReport } from '../reports/store.ts'
import { nobodyBought } from '../rfm/errors.ts'
import type { Workshop } from '../workshop.ts'
import { type Featured, featured, featureNames } from './features.ts'
import { type Earlier, type Grouping, grouped } from './grouping.ts'

const feature = Type.Enum([...featureNames])

const resultSchema = Type.Object({
  currency: textOrNull(),
  foundAt: Type.String({ format: 'date-time', description: 'By what had happened until then: the last run' }),
  people: Type.Integer({ description: 'Who bought at least once' }),
  missing: missingSchema,
  verdict: Type.Union([Type.Null(), Type.Enum(['convincing', 'weak', 'as-in-one-cloud'])], {
    description:
      'Whether there are groups: convincing; weak: none stands apart; as-in-one-cloud: people without groups can be cut as well',
  }),
  silhouette: Type.Number(),
  silhouetteError: Type.Number({ description: 'Standard error' }),
  inClouds: Type.Number({ description: 'The largest silhouette in clouds without groups' }),
  candidates: Type.Array(Type.Object({ clusters: Type.Integer(), silhouette: Type.Number() })),
  leftOut: Type.Array(Type.String(), { description: 'Features in which all are alike' }),
  clusters: Type.Array(
    Type.Object({
      name: Type.String({ description: 'Stays with the group from run to run' }),
      moved: Type.Union([Type.Null(), Type.Number()], { description: 'In standard deviations; null: new' }),
      people: Type.Integer(),
      traits: Type.Array(
        Type.Object({
          feature,
          apart: Type.Number({ description: 'From everybody, in standard deviations' }),
          standsOut: Type.Boolean(),
          median: Type.Number({ description: 'Days, purchases, minor units, days, pieces a purchase' }),
          medianOfAll: Type.Number(),
        }),
        { description: 'The farthest from everybody first' },
      ),
      centre: Type.Record(Type.String(), Type.Number()),
    }),
    { description: 'The largest first' },
  ),
})
type Result = Static<typeof resultSchema>

const emptyResult = {
  ...{ currency: null, people: 0, missing: null, verdict: null, silhouette: 0, silhouetteError: 0, inClouds: 0 },
  ...{ candidates: [], leftOut: [], clusters: [] },
}

/** Whatever was read since. */
const LAST = 'the last run'
const memories = memory('clusters', resultSchema)

export const remember = (copy: Database, result: Result) => memories.remember(copy, LAST, result)

export const clustersReport = report({
  name: 'clusters',
  operationId: 'getClusters',
  summary: 'Groups that members fall into by what they bought, how sure that is, and what each is known by',
  asked: Type.Object({}),
  standing: true,
  result: resultSchema,
  // What the last run found is what members have; only before the first one it is found here.
  make: async (workshop) => (await memories.recall(workshop.copy, LAST)) ?? (await found(workshop)).result,
})

export type Found = { readonly result: Result; readonly people: Featured; readonly groupOf: Uint16Array | undefined }

/** Finds the groups of now. */
export async function found({ copy, db, now, currency }: Omit<Workshop, 'rooms'>): Promise<Found> {
  const nobody: Featured = { ids: [], table: { values: new Float64Array(0), rows: 0, columns: featureNames.length } }
  const foundAt = instantText(now)
  if (currency === undefined)
    return {
      result: { ...emptyResult, foundAt, missing: missingOf(nobodyBought({})) },
      people: nobody,
      groupOf: undefined,
    }
  const people = await featured(copy, { purchases, lines: sql`order_lines`, asOf: now, currency })
  const known = { ...emptyResult, currency, foundAt, people: people.ids.length }
  const grouping = grouped(people, await earlierGroups(db))
  if (isRefusal(grouping)) return { result: { ...known, missing: missingOf(grouping) }, people, groupOf: undefined }
  return { result: { ...known, ...shown(grouping) }, people, groupOf: grouping.groupOf }
}

function shown({ kind, silhouette, inClouds, candidates, leftOut, groups }: Grouping) {
  return {
    ...{ verdict: kind, silhouette: silhouette.value, silhouetteError: silhouette.standardError, inClouds },
    ...{ candidates: [...candidates], leftOut: leftOut.map(({ name }) => name) },
    clusters: groups.map(({ name, moved, profile, centre }) => ({
      ...{ name, moved, people: profile.size, centre: { ...centre } },
      traits: profile.traits.flatMap(({ feature: of, apart, standsOut, median, medianOfAll }) => {
        const known = featureNames.find((one) => one === of)
        return known === undefined ? [] : [{ feature: known, apart, standsOut, median, medianOfAll }]
      }),
    })),
  }
}

const form = Compile(resultSchema)

/** Names come from the report before, which outlives the copy. */
async function earlierGroups(db: Database): Promise<Earlier[]> {
  const kept = await keptReport(db, placeOf({ name: 'clusters' }, {}))
  return kept !== undefined && form.Check(kept.result) ? kept.result.clusters : []
}
