/**
 * One action for many, a few at a time: it goes on while its person looks at other pages, tells how far it is and who could not
 * be served, can be stopped, and undone where that is possible. It ends when the window is closed; what was done stays done.
 */
import { useSyncExternalStore } from 'react'
import { Trouble } from './server.ts'

export type Subject = { readonly id: string; readonly label: string }

export type Bulk = {
  readonly title: string
  readonly subjects: readonly Subject[]
  /** @returns whether anything changed. @throws Trouble */
  readonly act: (subject: Subject) => Promise<boolean>
  /** Takes back what `act` did. @throws Trouble */
  readonly undo?: (subject: Subject) => Promise<boolean>
  /** After the last one. */
  readonly after: () => void
}

export type Failure = Subject & { readonly trouble: Trouble }

export type Running = {
  readonly bulk: Bulk
  readonly done: number
  readonly changed: readonly Subject[]
  readonly failures: readonly Failure[]
  readonly state: 'running' | 'stopped' | 'done'
}

/** Few enough to leave the server to the tills. */
const AT_ONCE = 4

let running: Running | undefined
const listeners = new Set<() => void>()

function tell(next: Running | undefined): void {
  running = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useBulk(): Running | undefined {
  return useSyncExternalStore(subscribe, () => running)
}

/** One after the other: a second one is not begun before the first has ended. */
export function startBulk(bulk: Bulk): void {
  if (running?.state === 'running') return
  tell({ bulk, done: 0, changed: [], failures: [], state: 'running' })
  window.addEventListener('beforeunload', warn)
  void work(bulk)
}

export function stopBulk(): void {
  if (running?.state === 'running') tell({ ...running, state: 'stopped' })
}

export function forgetBulk(): void {
  if (running?.state !== 'running') tell(undefined)
}

/** What was changed is changed back, by the same way. */
export function undoBulk(title: string): void {
  const { undo, after } = running?.bulk ?? {}
  const subjects = running?.changed ?? []
  if (undo !== undefined && after !== undefined && running?.state !== 'running')
    startBulk({ title, subjects, act: undo, after })
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

async function work(bulk: Bulk): Promise<void> {
  const waiting = [...bulk.subjects]
  async function worker(): Promise<void> {
    for (;;) {
      const subject = running?.state === 'running' ? waiting.shift() : undefined
      if (subject === undefined) return
      const outcome = await bulk.act(subject).catch((error: unknown) => troubleOf(error))
      if (running === undefined) return
      const { done, changed, failures } = running
      tell({
        ...running,
        done: done + 1,
        changed: outcome === true ? [...changed, subject] : changed,
        failures: outcome instanceof Trouble ? [...failures, { ...subject, trouble: outcome }] : failures,
      })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  window.removeEventListener('beforeunload', warn)
  if (running?.state === 'running') tell({ ...running, state: 'done' })
  bulk.after()
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof Trouble) return error
  return new Trouble({ title: error instanceof Error ? error.message : '', status: 0, code: 'page.failed' })
}
