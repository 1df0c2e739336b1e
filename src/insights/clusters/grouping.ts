/** The groups that people who bought fall into: how many, how sure that is, what each is known by, and names that last. */
import type { Refusal } from '../../base/refusals.ts'
import { type Choice, chosen } from './choosing.ts'
import { hardlyDifferent, tooFewToGroup } from './errors.ts'
import { type Featured, features } from './features.ts'
import { named } from './labels.ts'
import { type Profile, profiles } from './profiles.ts'
import { inUnits, type LeftOut, onScales, type Scale, scaled } from './scaling.ts'

/** A group of an earlier run: its centre in units, by the names of the features. */
export type Earlier = { readonly name: string; readonly centre: Readonly<Record<string, number>> }

export type Group = {
  readonly name: string
  /** By how much its centre went since the run before, in standard deviations; null for a new one. */
  readonly moved: number | null
  readonly profile: Profile
  readonly centre: Readonly<Record<string, number>>
}

export type Grouping = {
  readonly kind: Choice['kind']
  readonly silhouette: { readonly value: number; readonly standardError: number }
  readonly inClouds: number
  readonly candidates: readonly { readonly clusters: number; readonly silhouette: number }[]
  readonly leftOut: readonly LeftOut[]
  /** The largest first. */ readonly groups: readonly Group[]
  /** Of each person its place among the groups. */ readonly groupOf: Uint16Array
}

/** Fewer are told apart by single people. */
const LEAST_PEOPLE = 100
/** More than eight nobody can keep apart. */
const [FEWEST, MOST] = [2, 8]
/** A name goes on with a centre that went less than this, in standard deviations. */
const REACH = 1
const STARTS = 5
/** The same people make the same groups. */
const SEED = 20_260_301

/** Refuses `insights.too-few-to-group`, `insights.hardly-different`. @param earlier groups of the run before, none the first time */
export function grouped({ table }: Featured, earlier: readonly Earlier[]): Grouping | Refusal {
  if (table.rows < LEAST_PEOPLE) return tooFewToGroup({ people: table.rows, needed: LEAST_PEOPLE })
  const on = scaled(table, features)
  if (on.scales.length === 0) return hardlyDifferent({})
  const choice = chosen(on.points, { from: FEWEST, to: MOST, seed: SEED, starts: STARTS })
  if (choice.kind === 'too-few-points') return hardlyDifferent({})
  const { clustering, silhouette } = choice.best
  const centres = { values: clustering.centres, rows: clustering.clusters, columns: on.scales.length }
  const names = named(centres, { old: onTheseScales(on.scales, earlier), reach: REACH })
  const told = profiles(table, on, clustering)
  return {
    ...{ kind: choice.kind, silhouette, inClouds: choice.inClouds, leftOut: on.leftOut, groupOf: clustering.clusterOf },
    candidates: choice.candidates.map((one) => ({
      ...{ clusters: one.clustering.clusters, silhouette: one.silhouette.value },
    })),
    groups: told.map((profile, cluster) => {
      const naming = names[cluster]
      const centre = inUnits(
        on.scales,
        centres.values.subarray(cluster * centres.columns, (cluster + 1) * centres.columns),
      )
      return {
        ...{ name: naming?.name ?? '', moved: naming?.kept === true ? naming.moved : null, profile },
        centre: Object.fromEntries(on.scales.map(({ name }, at) => [name, centre[at] ?? 0])),
      }
    }),
  }
}

/** A group that is not known in a feature that counts now is no guide. */
function onTheseScales(scales: readonly Scale[], earlier: readonly Earlier[]) {
  return earlier.flatMap(({ name, centre }) => {
    const row = scales.map((scale) => centre[scale.name] ?? Number.NaN)
    return row.every(Number.isFinite) ? [{ name, centre: onScales(scales, row) }] : []
  })
}
