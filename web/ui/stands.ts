/** Whether the page has been drawn and had its rest: then comes what nobody needs for a first look. */
import { useSyncExternalStore } from 'react'

/** After the last answer or drawing that a page begins with. */
const REST_MILLISECONDS = 1_000

let stands = false
const listeners = new Set<() => void>()

/** Somebody needs at once what comes then. */
export function hasten(): void {
  stands = true
  for (const listener of listeners) listener()
}

const rest = () => setTimeout(hasten, REST_MILLISECONDS)
if (document.readyState === 'complete') rest()
else addEventListener('load', rest, { once: true })

export function useStands(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => stands,
  )
}
