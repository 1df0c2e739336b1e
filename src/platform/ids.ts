import { randomUUIDv7 } from 'node:crypto'
import type { Id } from '../base/ids.ts'

/** Makes ids that sort by the time of their making. The default draws from the operating system; tests pass a seeded one. */
export type Ids = { next<Kind extends string>(): Id<Kind> }

/** `xxxxxxxx-xxxx` holds the milliseconds; the three digits after the version count within one (RFC 9562, method 1). */
const MILLISECONDS = 13
const COUNTER = 15
const RANDOM = 18
const COUNTER_AT_MOST = 0xfff
/** A count begins in its lower half, so that there is room to count in. */
const BEGIN_BELOW = 0x800

/** Node's own are in no order within a millisecond, and timelines and pages are read by it. */
function ascending(): Ids {
  let last = ''
  let counter = 0
  return {
    next<Kind extends string>(): Id<Kind> {
      const drawn = randomUUIDv7()
      const now = drawn.slice(0, MILLISECONDS)
      if (now > last || counter === COUNTER_AT_MOST) {
        last = now > last ? now : following(last)
        counter = Number.parseInt(drawn.slice(COUNTER, RANDOM), 16) % BEGIN_BELOW
      } else counter += 1
      return `${last}-7${counter.toString(16).padStart(3, '0')}${drawn.slice(RANDOM)}` as Id<Kind>
    },
  }
}

/** The millisecond after: the clock stands still, or went back. */
function following(milliseconds: string): string {
  const next = (BigInt(`0x${milliseconds.replace('-', '')}`) + 1n).toString(16).padStart(MILLISECONDS - 1, '0')
  return `${next.slice(0, 8)}-${next.slice(8)}`
}

export const systemIds: Ids = ascending()
