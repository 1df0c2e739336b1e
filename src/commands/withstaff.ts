import { Refused, say } from '../base/refusals.ts'
import { systemClock } from '../platform/clock.ts'
import type { Config, Flags } from '../platform/config.ts'
import { systemIds } from '../platform/ids.ts'
import { type StaffService, staffService } from '../staff/service.ts'
import { withDatabase } from './withdatabase.ts'

/** Runs a command's work on staff and keys as the operator, who may do everything; a refusal becomes a sentence. */
export async function withStaff(
  flags: Flags,
  work: (staff: StaffService, config: Config) => Promise<void>,
): Promise<void> {
  try {
    await withDatabase(flags, ({ db, config }) => {
      // Running servers remember a credential for seconds only, so there is nobody to tell.
      const staff = staffService({ db, clock: systemClock, ids: systemIds, forget: () => {} })
      return work(staff, config)
    })
  } catch (error) {
    if (error instanceof Refused) throw new Error(say(error.refusal.words, error.refusal.facts, 'en'))
    throw error
  }
}
