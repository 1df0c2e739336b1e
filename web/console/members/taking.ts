/** Filters that an older console kept on this device become saved filters of whoever is signed in, once. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { programmeQuery } from '../../ui/programme.ts'
import { ask, regulars, Trouble } from '../../ui/server.ts'
import type { MemberFilters } from '../router.tsx'
import { wholeOf } from './saved.ts'

const KEPT = 'members.views'
const NAME_AT_MOST = 60
const names = ['status', 'tier', 'tag', 'from', 'to'] as const

type Kept = { readonly name: string; readonly filters: MemberFilters }

/** What was kept by hand is read as far as it makes sense. What was searched for is personal, and is left. */
function keptOf(stored: unknown): readonly Kept[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((each: unknown) => {
    const parts = new Map(Object.entries(Object(each)))
    const [name, filters] = [parts.get('name'), new Map(Object.entries(Object(parts.get('filters'))))]
    const texts = names.flatMap((filter) => {
      const value = filters.get(filter)
      return typeof value === 'string' ? [[filter, value] as const] : []
    })
    return typeof name === 'string' ? [{ name, filters: Object.fromEntries(texts) }] : []
  })
}

function read(): readonly Kept[] {
  try {
    return keptOf(JSON.parse(localStorage.getItem(KEPT) ?? '[]'))
  } catch {
    return []
  }
}

export function useTakenOver(): void {
  const queries = useQueryClient()
  const ladders = useQuery(programmeQuery).data?.definition.ladders
  useEffect(() => {
    if (ladders === undefined) return
    const kept = read()
    if (kept.length === 0) return
    // Forgotten first, so that two windows do not both bring them.
    localStorage.removeItem(KEPT)
    const left: Kept[] = []
    const take = async (view: Kept) => {
      const condition = wholeOf(view.filters, undefined, ladders)
      if (condition === undefined) return
      const body = { name: view.name.slice(0, NAME_AT_MOST), condition }
      await ask(regulars.POST('/v1/member-filters', { body })).catch((error: unknown) => {
        // What the server refuses it refuses again; only what did not reach it is kept for the next time.
        if (!(error instanceof Trouble) || error.status === 0 || error.status >= 500) left.push(view)
      })
    }
    void kept
      .reduce((before, view) => before.then(() => take(view)), Promise.resolve())
      .then(() => {
        if (left.length > 0) localStorage.setItem(KEPT, JSON.stringify(left))
        return queries.invalidateQueries({ queryKey: ['member-filters'] })
      })
  }, [ladders, queries])
}
