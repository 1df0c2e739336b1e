/**
 * When something was sold. A device's clock may be an hour or a day wrong, so sales are dated by the server's, as far as it was
 * heard; while nobody can be asked, time only goes on: a clock that was set back sells at the last moment that is known.
 */
import { kept } from './database.ts'

/** By how much the device's clock is ahead of the server's, as it was last heard; milliseconds. */
let known = 0

/** By the device's own clock, right or wrong. */
export const ownTime = (): string => new Date().toISOString()

/** Now by the server's clock, as far as it is known; milliseconds. */
export const aboutNow = (): number => Date.now() - known

/** What was heard before the browser was closed. */
export async function startClock(): Promise<void> {
  known = (await (await kept()).get('clock', 'clock'))?.ahead ?? 0
}

/** @param server milliseconds, by its clock; @param asked when it was asked, by ours */
export async function heardTime(server: number, asked: number): Promise<void> {
  // As often as not the answer took as long as the question.
  known = Math.round((asked + Date.now()) / 2) - server
  await (await kept()).put('clock', { ahead: known, last: server }, 'clock')
}

/** Now, as sales are dated. */
export async function soldAt(): Promise<string> {
  const database = await kept()
  const { ahead, last } = (await database.get('clock', 'clock')) ?? { ahead: 0, last: 0 }
  known = ahead
  const now = Math.max(Date.now() - ahead, last)
  // A device that is full still knows what time it is.
  await database.put('clock', { ahead, last: now }, 'clock').catch(() => undefined)
  return new Date(now).toISOString()
}
