/** What is done again and again, and when. Times are UTC, as the workers know nothing of the programme's zone. */
import { parseCrontab } from 'graphile-worker'
import { asInstant, type Instant } from '../base/time.ts'

export const repeated = {
  nightly: '*/5 * * * * nightly ?id=nightly&max=1',
  minutely: '* * * * * minutely ?id=minutely&max=1',
  // By itself, because a long one would keep the others from their turn.
  bulk: '* * * * * bulk ?id=bulk&max=1',
  // By itself, because it looks at every member.
  gifts: '*/5 * * * * gifts ?id=gifts&max=1',
  housekeeping: '17 3 * * * housekeeping ?id=housekeeping&max=3&fill=1d',
} as const satisfies Record<string, string>

export type Repeated = keyof typeof repeated

export const repeatedTasks: readonly Repeated[] = ['minutely', 'bulk', 'nightly', 'gifts', 'housekeeping']

/** As the workers read it. */
export const schedule: string = Object.values(repeated).join('\n')

const MINUTE = 60_000
/** Every task here comes at least once a day. */
const LOOKED_AHEAD_MINUTES = 2 * 24 * 60

/** The first time after `at` that a task is due; undefined for one that does not repeat. */
export function nextTime(task: string, at: Instant): Instant | undefined {
  const name = repeatedTasks.find((each) => each === task)
  const [item] = name === undefined ? [] : parseCrontab(repeated[name])
  if (item === undefined) return undefined
  const first = (Math.floor(at / MINUTE) + 1) * MINUTE
  for (let ahead = 0; ahead < LOOKED_AHEAD_MINUTES; ahead += 1) {
    const then = asInstant(first + ahead * MINUTE)
    const digest = Temporal.Instant.fromEpochMilliseconds(then).toZonedDateTimeISO('UTC')
    const { minute: min, hour, day: date, month, dayOfWeek } = digest
    if (item.match({ min, hour, date, month, dow: dayOfWeek % 7 })) return then
  }
  return undefined
}
