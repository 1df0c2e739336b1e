/** The server as the till sees it: there, or away. A request that is not answered in time counts as not answered. */
import { createRegulars } from '@regulars/sdk'
import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import { Trouble } from '../ui/server.ts'

/** A member at the counter waits no longer for a server than this. */
const DEADLINE_MILLISECONDS = 8_000
/** What a proxy answers for a server that is not there. */
const gone = new Set([502, 503, 504])

let away = !navigator.onLine
const listeners = new Set<() => void>()

function now(isAway: boolean): void {
  if (away === isAway) return
  away = isAway
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const isAway = (): boolean => away
export const onReach = subscribe

export function useAway(): boolean {
  return useSyncExternalStore(subscribe, isAway)
}

/** The server is not there, or cannot do it now. Whether it did what was asked is not known. */
export const isLost = (error: unknown): boolean =>
  error instanceof Trouble && (error.status === 0 || error.status >= 500)

window.addEventListener('offline', () => now(true))

export const server = createRegulars({
  baseUrl: '',
  locale: () => i18next.language,
  fetch: async (request) => {
    try {
      const answer = await fetch(request, { signal: AbortSignal.timeout(DEADLINE_MILLISECONDS) })
      now(gone.has(answer.status))
      return answer
    } catch (error) {
      now(true)
      throw error
    }
  },
})
