/** Changes of drafts that are not saved yet. They outlive the page, so that looking something up elsewhere loses nothing. */
import { useSyncExternalStore } from 'react'
import type { Definition } from './definition.ts'

export type Working = {
  readonly definition: Definition
  /** Of the draft that it began with: the server refuses to overwrite what somebody else saved meanwhile. */
  readonly revision: number
  /** Counts changes, for what is asked about this very state. */
  readonly edition: number
}

const kept = new Map<string, Working>()
const listeners = new Set<() => void>()
let editions = 0

function told(): void {
  for (const listener of listeners) listener()
}

export function keepWorking(draftId: string, { definition, revision }: Omit<Working, 'edition'>): void {
  editions += 1
  kept.set(draftId, { definition, revision, edition: editions })
  told()
}

export function dropWorking(draftId: string): void {
  kept.delete(draftId)
  told()
}

export const workingOn = (draftId: string): Working | undefined => kept.get(draftId)

export function useWorking(draftId: string): Working | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => kept.get(draftId),
  )
}

// Closing the window loses them: the browser asks first.
window.addEventListener('beforeunload', (event) => {
  if (kept.size > 0) event.preventDefault()
})
