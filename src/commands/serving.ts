import type { Log } from '../platform/log.ts'

/** Draining takes as long as the slowest request or job; an operator's patience, and that of most supervisors, ends here. */
const DRAIN_SECONDS = 30

/** Waits for the signal to stop, closes, and ends the process: cleanly, or after a while in any case. */
export async function serveUntilStopped(given: {
  stop: Promise<NodeJS.Signals>
  log: Log
  close: () => Promise<void>
}): Promise<void> {
  const { log } = given
  process.on('uncaughtException', (error) => crash(log, error))
  process.on('unhandledRejection', (error) => crash(log, error))
  const signal = await given.stop
  log.info({ signal }, 'stopping: finishing what is at work')
  setTimeout(() => {
    log.error({ seconds: DRAIN_SECONDS }, 'still not stopped; ending now, the next start recovers')
    process.exit(1)
  }, DRAIN_SECONDS * 1000).unref()
  await given.close()
  log.info('stopped')
}

/** A bug: nothing that this process holds can be trusted, and the next start recovers from any point. */
function crash(log: Log, error: unknown): void {
  log.fatal({ err: error }, 'unexpected error; ending')
  process.exit(1)
}
