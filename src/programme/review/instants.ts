import { Refused } from '../../base/refusals.ts'
import { type Instant, parseInstant } from '../../base/time.ts'
import { invalidProgramme } from '../errors.ts'
import { notAnInstant } from '../problems.ts'

/** @throws Refused invalidProgramme when it is no instant */
export function instantIn(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined
  const at = parseInstant(text)
  if (at === undefined) throw new Refused(invalidProgramme({ where: 'effectiveAt', problem: notAnInstant }))
  return at
}
