/** What is to be thought of jobs that failed. Pure. */
import type { Instant } from '../base/time.ts'

/** Why a job failed, as far as its error says it. What an error quotes can be anybody's, so nobody is shown it. */
export const causes = ['database-away', 'disk-full', 'memory', 'collision', 'timeout', 'unexpected'] as const
export type Cause = (typeof causes)[number]

const signs: readonly (readonly [Cause, RegExp])[] = [
  ['disk-full', /no space left|disk full|could not extend file/i],
  ['memory', /out of memory|heap limit|ENOMEM/i],
  ['collision', /deadlock detected|could not serialize|lock timeout/i],
  [
    'database-away',
    /ECONNREFUSED|ECONNRESET|EPIPE|terminating connection|connection terminated|shutting down|starting up/i,
  ],
  ['timeout', /time[d]? ?out|ETIMEDOUT|canceling statement/i],
]

export function causeOf(error: string | null): Cause {
  return signs.find(([, sign]) => sign.test(error ?? ''))?.[0] ?? 'unexpected'
}

/**
 * Whether a repeated task has done its work since it failed last: of the times that came after, the first was looked at and has
 * left no job behind.
 * @param next the first time after the failure; @param lookedAt the newest time at which the task was due and begun
 * @param unfinished times of its jobs that wait or are at work
 */
export function hasRecovered({
  next,
  lookedAt,
  unfinished,
}: {
  next: Instant | undefined
  lookedAt: Instant | null
  unfinished: readonly Instant[]
}): boolean {
  return next !== undefined && lookedAt !== null && next <= lookedAt && !unfinished.includes(next)
}

/** A minute that nobody looked at for so long means that nobody works. */
const SILENCE_MILLISECONDS = 5 * 60_000

/** @param since when the workers last began something, or could have begun */
export function standsStill(since: Instant, at: Instant): boolean {
  return at - since > SILENCE_MILLISECONDS
}
