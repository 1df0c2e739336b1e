/** A model as bytes and back: made by the insights process, read by every server. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Rhythm } from './clock.ts'
import type { Model } from './model.ts'

/** Of another form than this a model is not read: the next run makes it anew. */
const FORM = 1
/** Weights and likenesses are kept to four digits behind the point. */
const DIGITS = 10_000

const numbers = Type.Array(Type.Number())
const kept = Compile(
  Type.Object({
    form: Type.Literal(FORM),
    ...{ visits: Type.Integer(), members: Type.Integer() },
    /** The most bought first; everything below speaks of items by their place here. */
    names: Type.Array(Type.String()),
    counts: numbers,
    /** Of each item rate, gap and chances; of all items, the last three. */
    rhythms: numbers,
    factors: numbers,
    /** Of each item in turn: place, weight. */
    following: Type.Array(numbers),
    /** Of each item in turn: place, likeness, baskets with both. */
    beside: Type.Array(numbers),
  }),
)

export function stored({ clock, following, beside, counts, visits, members }: Model): Buffer {
  const names = [...counts.keys()]
  const places = new Map(names.map((name, place) => [name, place]))
  const placed = (item: string) => places.get(item) ?? 0
  const short = (share: number) => Math.round(share * DIGITS)
  const rhythm = ({ rate, gap, chances }: Rhythm) => [rate, gap, chances]
  return gzipSync(
    JSON.stringify({
      ...{ form: FORM, visits, members, names, counts: [...counts.values()], factors: clock.factors },
      rhythms: [...names.map((name) => clock.items.get(name) ?? clock.all), clock.all].flatMap(rhythm),
      following: names.map((name) =>
        (following.get(name) ?? []).flatMap(({ item, weight }) => [placed(item), short(weight)]),
      ),
      beside: names.map((name) =>
        (beside.get(name) ?? []).flatMap(({ item, similarity, together }) => [
          ...[placed(item), short(similarity), together],
        ]),
      ),
    }),
  )
}

/** @returns undefined for what this version does not read */
export function loaded(bytes: Uint8Array): Model | undefined {
  const read: unknown = JSON.parse(gunzipSync(bytes).toString())
  if (!kept.Check(read)) return undefined
  const { names, rhythms, following, beside, counts } = read
  const name = (place = 0) => names[place] ?? ''
  const long = (digits = 0) => digits / DIGITS
  const rhythm = ([rate = 0, gap = 0, chances = 0]: readonly number[]): Rhythm => ({ rate, gap, chances })
  const all = [...runs(rhythms, 3)].map(rhythm)
  return {
    ...{ visits: read.visits, members: read.members },
    clock: {
      items: new Map(names.map((each, place) => [each, all[place] ?? rhythm([])])),
      all: all[names.length] ?? rhythm([]),
      factors: read.factors,
    },
    following: new Map(
      names.map((each, place) => [
        each,
        [...runs(following[place] ?? [], 2)].map(([item, weight]) => ({ item: name(item), weight: long(weight) })),
      ]),
    ),
    beside: new Map(
      names.map((each, place) => [
        each,
        [...runs(beside[place] ?? [], 3)].map(([item, likeness, together = 0]) => ({
          ...{ item: name(item), similarity: long(likeness), together },
        })),
      ]),
    ),
    counts: new Map(names.map((each, place) => [each, counts[place] ?? 0])),
  }
}

function* runs(all: readonly number[], length: number): Generator<readonly number[]> {
  for (let from = 0; from < all.length; from += length) yield all.slice(from, from + length)
}
