/** Keys for rows that have no id of their own: a row keeps its key while it is edited and when others come and go. */
import { useRef } from 'react'

type Kept = { readonly rows: readonly object[]; readonly keys: readonly number[]; readonly next: number }

export function useRowKeys(rows: readonly object[]): readonly number[] {
  const kept = useRef<Kept>({ rows: [], keys: [], next: 0 })
  kept.current = keyed(kept.current, rows)
  return kept.current.keys
}

/** The same row by identity; or the one that stands in its place, when as many are there as before. */
export function keyed(before: Kept, rows: readonly object[]): Kept {
  if (before.rows === rows) return before
  const known = new Map(before.rows.map((row, index) => [row, before.keys[index]]))
  let { next } = before
  const keys = rows.map((row, index) => {
    const own = known.get(row) ?? (rows.length === before.rows.length ? before.keys[index] : undefined)
    if (own !== undefined) return own
    next += 1
    return next
  })
  return {
    rows,
    keys: new Set(keys).size === keys.length ? keys : rows.map((_, index) => next + 1 + index),
    next: next + rows.length + 1,
  }
}
