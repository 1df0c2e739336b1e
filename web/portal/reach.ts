/** Whether the server answered when it was last asked. Phones are wrong about being online, in lifts and cellars above all. */
import { useSyncExternalStore } from 'react'

let reached = true
const listeners = new Set<() => void>()

export function noteReached(answered: boolean): void {
  if (answered === reached) return
  reached = answered
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

export function useReached(): boolean {
  return useSyncExternalStore(subscribe, () => reached && navigator.onLine)
}
