/**
 * One window of the till at a time: two of them would sell one basket twice. The lock ends with the window that holds it, also
 * when that one crashes; whoever takes over finds the basket as it was kept.
 */
import { useSyncExternalStore } from 'react'

const LOCK = 'regulars-till-window'
const TAKING = 'regulars-till-take'
/** A page that is loaded anew may meet its own lock for a moment. */
const PATIENCE_MILLISECONDS = 400

let elsewhere = false
const listeners = new Set<() => void>()

function now(isElsewhere: boolean): void {
  elsewhere = isElsewhere
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useElsewhere(): boolean {
  return useSyncExternalStore(subscribe, () => elsewhere)
}

/** Holds the lock until the window is closed or another takes it. @returns whether it was got */
function held(how: LockOptions): Promise<boolean> {
  return new Promise((got) => {
    const holding = navigator.locks.request(LOCK, how, (lock) => {
      got(lock !== null)
      return lock === null ? undefined : new Promise<never>(() => {})
    })
    // It was taken by another window.
    holding.catch(() => now(true))
  })
}

/** Where the browser lends no locks the till lends no second window either: it does not work there at all. */
export async function startWindow(): Promise<void> {
  if (!('locks' in navigator)) return
  const steal = sessionStorage.getItem(TAKING) !== null
  sessionStorage.removeItem(TAKING)
  if (await held(steal ? { steal } : { ifAvailable: true })) return
  await new Promise((done) => setTimeout(done, PATIENCE_MILLISECONDS))
  if (!(await held({ ifAvailable: true }))) now(true)
}

/** Sells here; the other window says that it is continued elsewhere. */
export function takeOver(): void {
  sessionStorage.setItem(TAKING, 'now')
  window.location.reload()
}
