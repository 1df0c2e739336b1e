import { asInstant, type Instant } from '../base/time.ts'

/** Where the present comes from. Services ask it; rules are given an instant. */
export type Clock = { now(): Instant }

export const systemClock: Clock = { now: () => asInstant(Date.now()) }

/** A clock for tests and replays that moves only when told. */
export function manualClock(start: Instant): Clock & { set(at: Instant): void } {
  let at = start
  return {
    now: () => at,
    set: (next) => {
      at = next
    },
  }
}
