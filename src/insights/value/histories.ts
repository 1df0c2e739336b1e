/**
 * What a model of buying needs of a customer: how many repeat purchases, when the last one was, and for how long the customer
 * has been one. Customers with the same history are counted together: a million of them have some ten thousand histories.
 */
import { dateOf, type Instant, type TimeZone } from '../../base/time.ts'

/** In which recency and age are told. Fits differ by this scale only. */
export type Unit = 'days' | 'weeks'
const DAYS: Readonly<Record<Unit, number>> = { days: 1, weeks: 7 }

export type History = {
  /** Repeat purchases x: the first one does not count, days count once. */
  readonly purchases: number
  /** From the first to the last purchase, t_x; 0 without a repeat purchase. */
  readonly recency: number
  /** From the first purchase to the end of what was looked at, T ≥ t_x. */
  readonly age: number
}

/** Distinct pairs of a number of purchases and a time. */
export type Pairs = { readonly purchases: Float64Array; readonly time: Float64Array }

/** Each distinct history with how many customers have it. */
export type Histories = {
  readonly unit: Unit
  readonly customers: number
  /** Customers with at least one repeat purchase. */
  readonly repeating: number
  readonly meanAge: number
  /** Of each history: customers, and where its two pairs stand. */
  readonly counts: Float64Array
  readonly recencyAt: Uint32Array
  readonly ageAt: Uint32Array
  /** Distinct (x, t_x) and distinct (x, T): the costly parts of a likelihood depend on one of them each. */
  readonly recencies: Pairs
  readonly ages: Pairs
  /** Customers by number of repeat purchases; without a time. */
  readonly repeats: Pairs & { readonly customers: Float64Array }
}

/**
 * The history of a customer who ordered at these instants, in any order; undefined when none is before `until`.
 * Several orders of one day are one purchase, as in the published figures; days are those of the time zone.
 * @param until exclusive: its day is the end of what was looked at
 */
export function historyOf(
  orders: readonly Instant[],
  { until, zone, unit }: { until: Instant; zone: TimeZone; unit: Unit },
): History | undefined {
  const days = orders.filter((at) => at < until).map((at) => dayNumber(at, zone))
  return historyOfDays(days, dayNumber(until, zone), unit)
}

/** As `historyOf`, from the numbers of days since any fixed one; days after `lastDay` are left out. */
export function historyOfDays(days: Iterable<number>, lastDay: number, unit: Unit): History | undefined {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const distinct = new Set<number>()
  for (const day of days) {
    if (day > lastDay) continue
    distinct.add(day)
    if (day < first) first = day
    if (day > last) last = day
  }
  if (distinct.size === 0) return undefined
  const length = DAYS[unit]
  return { purchases: distinct.size - 1, recency: (last - first) / length, age: (lastDay - first) / length }
}

const EPOCH = Temporal.PlainDate.from('1970-01-01')

function dayNumber(at: Instant, zone: TimeZone): number {
  return EPOCH.until(dateOf(at, zone), { largestUnit: 'days' }).days
}

/** Numbers distinct keys in the order in which they come. */
function numbering() {
  const numbers = new Map<number, number>()
  return {
    numbers,
    of: (key: number): number => {
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, numbers.size)
      return numbers.size - 1
    },
  }
}

/** More distinct times than this would make two histories share a key. */
const KEYS = 2 ** 26

/** @throws RangeError for a history that cannot be: a broken number of purchases, or 0 ≤ t_x ≤ T not kept */
export function grouped(customers: Iterable<History>, unit: Unit): Histories {
  const [times, recencyKeys, ageKeys, historyKeys] = [numbering(), numbering(), numbering(), numbering()]
  const counts: number[] = []
  const byPurchases = new Map<number, number>()
  let [count, ages] = [0, 0]
  for (const { purchases, recency, age } of customers) {
    if (!(Number.isInteger(purchases) && purchases >= 0 && recency >= 0 && recency <= age && Number.isFinite(age)))
      throw new RangeError(`not a history: ${purchases} purchases, recency ${recency}, age ${age}`)
    const recencyAt = recencyKeys.of(purchases * KEYS + times.of(recency))
    const ageAt = ageKeys.of(purchases * KEYS + times.of(age))
    const at = historyKeys.of(recencyAt * KEYS + ageAt)
    counts[at] = (counts[at] ?? 0) + 1
    byPurchases.set(purchases, (byPurchases.get(purchases) ?? 0) + 1)
    count += 1
    ages += age
  }
  const distinct = Float64Array.from(times.numbers.keys())
  const keys = [...historyKeys.numbers.keys()]
  return {
    ...{
      unit,
      customers: count,
      repeating: count - (byPurchases.get(0) ?? 0),
      meanAge: count === 0 ? 0 : ages / count,
    },
    counts: Float64Array.from(counts),
    recencyAt: Uint32Array.from(keys, (key) => Math.floor(key / KEYS)),
    ageAt: Uint32Array.from(keys, (key) => key % KEYS),
    recencies: pairs(recencyKeys.numbers, distinct),
    ages: pairs(ageKeys.numbers, distinct),
    repeats: {
      purchases: Float64Array.from(byPurchases.keys()),
      time: new Float64Array(byPurchases.size),
      customers: Float64Array.from(byPurchases.values()),
    },
  }
}

function pairs(keys: ReadonlyMap<number, number>, times: Float64Array): Pairs {
  const each = [...keys.keys()]
  return {
    purchases: Float64Array.from(each, (key) => Math.floor(key / KEYS)),
    time: Float64Array.from(each, (key) => times[key % KEYS] ?? 0),
  }
}
