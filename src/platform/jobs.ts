/** Background work: jobs are rows, added in the transaction of what they follow from, and done at least once (graphile-worker). */
import { Logger, parseCrontab, type Runner, run, type TaskList } from 'graphile-worker'
import pg from 'pg'
import type { Log } from './log.ts'

export type Jobs = {
  readonly tasks: TaskList
  /** Repeated tasks in crontab lines, whose times are UTC. */ readonly schedule: string
}

export type Workers = { /** Waits for the jobs at work. */ stop(): Promise<void> }

/** Jobs done at once by one process: they share the machine with the server. */
const CONCURRENT_JOBS = 2
/** One connection for each job, one to listen, one to fetch. */
const CONNECTIONS = CONCURRENT_JOBS + 2
/** Pause before the workers of a lost database try again. */
const RETRY_MILLISECONDS = 2_000

/** Starts the workers on connections of their own; they come back by themselves when Postgres was away. */
export async function startWorkers(given: { url: string; log: Log; jobs: Jobs }): Promise<Workers> {
  const { log, jobs } = given
  const pool = new pg.Pool({ connectionString: given.url, max: CONNECTIONS, application_name: 'regulars-jobs' })
  const heard = (error: Error): void => log.warn({ err: error }, 'a connection of the workers broke')
  pool.on('error', heard)
  pool.on('connect', (client) => void client.on('error', heard))
  const start = (): Promise<Runner> =>
    run({
      pgPool: pool,
      taskList: jobs.tasks,
      parsedCronItems: parseCrontab(jobs.schedule),
      concurrency: CONCURRENT_JOBS,
      noHandleSignals: true,
      // Told in batches, what the database does not hear ends the workers, which are started again; told one by one it ends the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      logger: loggerTo(log),
    })
  let stopping = false
  let runner: Runner | undefined = await start()
  let again: NodeJS.Timeout | undefined

  const watch = (running: Runner): void => {
    running.promise.then(
      () => restart(undefined),
      (error: unknown) => restart(error),
    )
  }
  const restart = (error: unknown): void => {
    runner = undefined
    if (stopping) return
    log.warn({ err: error }, 'the workers stopped; they are started again')
    again = setTimeout(() => {
      start().then((next) => {
        runner = next
        watch(next)
      }, restart)
    }, RETRY_MILLISECONDS)
  }
  watch(runner)
  return {
    stop: async () => {
      stopping = true
      clearTimeout(again)
      await runner?.stop()
      await pool.end()
    },
  }
}

/** The library's messages quote the errors of tasks, which can hold personal data: the error is logged as any other. */
function loggerTo(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const about = { worker: scope.workerId, task: scope.taskIdentifier, job: scope.jobId }
    if (level === 'error') log.error({ ...about, err: meta?.error }, 'a job or its worker failed')
    else log.debug({ ...about, says: meta?.error === undefined ? message : undefined }, 'worker')
  })
}
