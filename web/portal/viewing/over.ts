/** That the viewing is over: the window then shows nothing of the member any more. */
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let over = false

export function endViewing(): void {
  over = true
  for (const listener of listeners) listener()
}

export function useViewingOver(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => over,
  )
}
