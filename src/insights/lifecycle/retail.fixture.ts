/** Days of purchase of the customers of Online Retail, and people made of days. */
import { onlineRetail } from '../onlineretail.fixture.ts'
import type { People } from './people.ts'

export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000

export async function retailDays(): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = Map.groupBy(await onlineRetail(), ({ customer }) => String(customer))
  return new Map(
    [...found].map(([customer, invoices]) => {
      const days = new Set(invoices.map(({ placed }) => dayOf(placed.slice(0, 10))))
      return [customer, [...days].toSorted((a, b) => a - b)]
    }),
  )
}

/** Those who had bought by a day, with what they had bought by then; they joined with their first purchase. */
export function peopleBy(bought: ReadonlyMap<string, readonly number[]>, day: number): People {
  const known = [...bought].flatMap(([id, days]) => {
    const until = days.filter((each) => each <= day)
    return until.length === 0 ? [] : [{ id, days: until }]
  })
  return peopleOf(known.map(({ id, days }) => ({ id, joined: days[0] ?? day, days })))
}

export function peopleOf(all: readonly { id: string; joined: number; days: readonly number[] }[]): People {
  const starts = [0]
  for (const { days } of all) starts.push((starts.at(-1) ?? 0) + days.length)
  return {
    ...{ count: all.length, ids: all.map(({ id }) => id), joined: Int32Array.from(all, ({ joined }) => joined) },
    ...{ starts: Uint32Array.from(starts), days: Int32Array.from(all.flatMap(({ days }) => days)) },
    ...{ stageBefore: new Uint8Array(all.length), sinceBefore: new Int32Array(all.length) },
  }
}
