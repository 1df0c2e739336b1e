/** Settings of insights: read, and changed by whoever saw what is there. */
import { record } from '../../audit/record.ts'
import { canonical } from '../../base/canonical.ts'
import { accepted, isRefusal, Refused } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ids } from '../../platform/ids.ts'
import { type Database, transaction } from '../../platform/postgres/database.ts'
import { settingChangedMeanwhile } from './errors.ts'
import type { Setting } from './setting.ts'
import { keepSetting, keptSetting } from './store.ts'

export type Held<T> = {
  /** 0 as long as nobody has set it. */ readonly revision: number
  readonly value: T
  readonly changedBy: string | null
  readonly changedAt: Instant | null
}

export type SettingsService = {
  read<T>(setting: Setting<T>): Promise<Held<T>>
  /** @param given.revision the one that was seen @throws Refused settingInvalid, settingChangedMeanwhile */
  change<T>(
    setting: Setting<T>,
    given: { readonly revision: number; readonly value: unknown; readonly by: string },
  ): Promise<Held<T>>
}

type Parts = { readonly db: Database; readonly clock: Clock; readonly ids: Ids }

export function settingsService({ db, clock, ids }: Parts): SettingsService {
  async function read<T>(setting: Setting<T>): Promise<Held<T>> {
    const kept = await keptSetting(db, setting.name)
    const value = kept === undefined ? undefined : setting.checked(kept.value)
    // What an older version kept and this one does not know counts as not set.
    if (kept === undefined || value === undefined || isRefusal(value))
      return { revision: kept?.revision ?? 0, value: setting.initial, changedBy: null, changedAt: null }
    return { revision: kept.revision, value, changedBy: kept.changedBy, changedAt: kept.changedAt }
  }
  return {
    read,
    async change(setting, { revision, value, by }) {
      const wished = accepted(setting.checked(value))
      const at = clock.now()
      const held = { revision: revision + 1, value: wished, changedBy: by, changedAt: at }
      await transaction(db, async (tx) => {
        const before = await keptSetting(tx, setting.name)
        if (!(await keepSetting(tx, setting.name, held)))
          throw new Refused(settingChangedMeanwhile({ revision: before?.revision ?? 0, expected: revision }))
        const change = {
          before: { value: canonical(before?.value ?? setting.initial) },
          after: { value: canonical(wished) },
        }
        await record(tx, { on: { kind: 'insights', id: setting.name }, ...change }, { at, ids })
      })
      return held
    },
  }
}
