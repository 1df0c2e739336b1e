/** What was opened is closed in the opposite order, each step whatever became of the others. */
import type { Log } from './log.ts'

export type Closing = {
  add(what: string, close: () => void | Promise<void>): void
  /** Closes everything once; later calls wait for the first. */ closeAll(): Promise<void>
}

export function closingStack(log: Log): Closing {
  const steps: { what: string; close: () => void | Promise<void> }[] = []
  let closed: Promise<void> | undefined
  const closeAll = async (): Promise<void> => {
    for (const { what, close } of steps.reverse()) {
      try {
        await close()
      } catch (error) {
        log.error({ err: error, what }, 'could not be closed')
      }
    }
  }
  return {
    add: (what, close) => void steps.push({ what, close }),
    closeAll: () => {
      closed ??= closeAll()
      return closed
    },
  }
}

/** Resolves at the first SIGTERM, SIGINT or SIGHUP. Further ones change nothing: a terminal and npm both pass them on. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => resolve(name))
  })
}
