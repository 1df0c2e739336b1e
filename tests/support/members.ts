/** A members' room on a database of its own, with what its tests have in common. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect } from 'vitest'
import { asId, type MemberId } from '../../src/base/ids.ts'
import { Refused } from '../../src/base/refusals.ts'
import { asInstant } from '../../src/base/time.ts'
import type { GivenEnrolment } from '../../src/members/member.ts'
import { membersService } from '../../src/members/service.ts'
import { manualClock } from '../../src/platform/clock.ts'
import { systemIds } from '../../src/platform/ids.ts'
import { openKeyring } from '../../src/platform/keyring.ts'
import { type Database, rows } from '../../src/platform/postgres/database.ts'

/** The id of nobody. */
export const nobody: MemberId = asId('00000000-0000-7000-8000-00000000dead')

/** A folder for keys that goes when the test file ends. */
export function keyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-keys-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  return folder
}

export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error.refusal.refusal
    throw error
  }
  return 'accepted'
}

export function membersRoom(db: Database) {
  const clock = manualClock(asInstant(Date.UTC(2026, 2, 1, 12)))
  const keyring = openKeyring({ folder: keyFolder(), clock })
  const members = membersService({ db, clock, ids: systemIds, keyring })
  let count = 0
  /** A phone that no other test of the file uses. */
  const phone = () => {
    count += 1
    return `+86139${String(10_000_000 + count)}`
  }
  return {
    clock,
    keyring,
    members,
    phone,
    async enrolled(given: GivenEnrolment = {}): Promise<MemberId> {
      const needsPhone = given.phone === undefined && given.email === undefined && given.identities === undefined
      return (await members.enrol(needsPhone ? { ...given, phone: phone() } : given)).memberId
    },
    async countOf(table: string): Promise<number> {
      const [found] = await rows(db, sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`)
      return found?.count ?? 0
    },
    /** Every identity and every member number is claimed once per live key, and nothing else is. */
    async claimsAreWhole(): Promise<void> {
      const [found] = await rows(
        db,
        sql<{ claims: number; identities: number; members: number }>`
          select (select count(*) from identities) as claims, (select count(*) from member_identities) as identities,
            (select count(*) from members) as members`,
      )
      expect(found?.claims).toBe(((found?.identities ?? 0) + (found?.members ?? 0)) * keyring.live().length)
    },
  }
}
