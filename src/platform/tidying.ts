/**
 * Memory is given back while nobody asks anything. V8 collects only when new things are made, so what a start, an import or a busy
 * hour left behind would stay for ever on a server that stands still.
 */
import { performance } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'

/** When what follows a start is over, too. */
const AFTER_START_MILLISECONDS = 5_000
/** A collection takes a fifth of a second, in which a request would wait: a till that sells every few seconds is left alone. */
const QUIET_MILLISECONDS = 60_000
/** Share of that time: what timers take on a slow machine. */
const QUIET_AT_MOST = 0.02
/** The same after a start, of whose work there are remains: unless people came at once. */
const STARTED_AT_MOST = 0.25
/** More than the nursery, which grows with the first requests: a few of them are no reason. */
const GROWN_BYTES = 48 * 1024 * 1024

export type Tidying = {
  /** Gives back what is not needed. */ collect(): Promise<unknown>
  /** Bytes that the heap takes. */ heap(): number
  /** Share of the time since it was last asked in which something was done. */ busy(): number
}

/** @returns what is to be called from time to time; the first quiet time is always worth a collection */
export function tidying({ collect, heap, busy }: Tidying): () => Promise<void> {
  let least = 0
  return async () => {
    const share = busy()
    if (least === 0 ? share > STARTED_AT_MOST : share > QUIET_AT_MOST || heap() < least + GROWN_BYTES) return
    await collect()
    least = heap()
  }
}

/**
 * Needs `--expose-gc`, with which `npm start` and `npx regulars` begin; without it memory is left as it is. A collection of the
 * last resort also closes gaps, and throws away compiled code that was not used lately: it is compiled again from the source.
 */
export function tidyWhenQuiet(): void {
  const { gc } = globalThis
  if (gc === undefined) return
  let before = performance.eventLoopUtilization()
  const look = tidying({
    collect: () => gc({ execution: 'async', type: 'major', flavor: 'last-resort' }),
    heap: () => getHeapStatistics().total_heap_size,
    busy: () => {
      const now = performance.eventLoopUtilization()
      const { utilization } = performance.eventLoopUtilization(now, before)
      before = now
      return utilization
    },
  })
  setTimeout(() => {
    // The start itself was work.
    before = performance.eventLoopUtilization()
  }, AFTER_START_MILLISECONDS / 2).unref()
  setTimeout(() => void look(), AFTER_START_MILLISECONDS).unref()
  setInterval(() => void look(), QUIET_MILLISECONDS).unref()
}
