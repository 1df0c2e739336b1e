/** Remembers for a few seconds who holds a credential, so that a busy till costs no query per request. */
import type { Instant } from '../base/time.ts'
import type { Clock } from '../platform/clock.ts'

export type Memory<T> = {
  get(credential: string): T | undefined
  /** Looks it up; those who ask for the same at once share one look-up. What is unknown is not remembered. */
  find(credential: string, look: () => Promise<T | undefined>): Promise<T | undefined>
  forget(): void
}

export type MemoryOptions<T> = {
  readonly clock: Clock
  readonly milliseconds: number
  readonly atMost: number
  /** A credential's own end, when it has one. */ readonly endsAt: (known: T) => Instant | null
}

export function memory<T>({ clock, milliseconds, atMost, endsAt }: MemoryOptions<T>): Memory<T> {
  const known = new Map<string, { value: T; since: number; until: number }>()
  const looking = new Map<string, Promise<T | undefined>>()
  let generation = 0

  function get(credential: string): T | undefined {
    const found = known.get(credential)
    if (found === undefined) return undefined
    const now = clock.now()
    return now < found.until && now >= found.since ? found.value : undefined
  }

  async function lookUp(credential: string, look: () => Promise<T | undefined>): Promise<T | undefined> {
    const started = generation
    // Counted from before the query: what it saw is at least this old.
    const since = clock.now()
    const value = await look()
    // Something was revoked meanwhile, and the query may have seen the time before.
    if (value === undefined || generation !== started) return value
    known.delete(credential)
    if (known.size >= atMost) known.delete(known.keys().next().value ?? '')
    known.set(credential, { value, since, until: Math.min(since + milliseconds, endsAt(value) ?? Infinity) })
    return value
  }

  return {
    get,
    find(credential, look) {
      const under = looking.get(credential)
      if (under !== undefined) return under
      const found = lookUp(credential, look).finally(() => {
        if (looking.get(credential) === found) looking.delete(credential)
      })
      looking.set(credential, found)
      return found
    },
    forget() {
      generation += 1
      known.clear()
      looking.clear()
    },
  }
}
