import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { keyFolder } from '../../../tests/support/members.ts'
import { Refused } from '../../base/refusals.ts'
import { asInstant } from '../../base/time.ts'
import { manualClock } from '../../platform/clock.ts'
import { systemIds } from '../../platform/ids.ts'
import { openKeyring } from '../../platform/keyring.ts'
import { rows, transaction } from '../../platform/postgres/database.ts'
import { membersService } from '../service.ts'

const { db } = await testDatabase()
const clock = manualClock(asInstant(Date.UTC(2026, 2, 1)))
const folder = keyFolder()
const keyring = openKeyring({ folder, clock })
const members = membersService({ db, clock, ids: systemIds, keyring })

function tel(i: number): string {
  return `+86137${String(10_000_000 + i)}`
}

async function kept(): Promise<{ identities: number; claims: number; members: number; versions: number[] }> {
  const [found] = await rows(
    db,
    sql<{ identities: number; claims: number; members: number; versions: number[] }>`
      select (select count(*) from member_identities) as identities, (select count(*) from identities) as claims,
        (select count(*) from members) as members,
        array(select distinct index_version from identities union select master_version from member_keys
          union select index_version from members order by 1) as versions`,
  )
  return found ?? { identities: 0, claims: 0, members: 0, versions: [] }
}

test('keys rotate while members are enrolled, found, changed and erased, and stop and go on', async () => {
  const given = Array.from({ length: 300 }, (_, i) => ({
    phone: tel(i),
    email: `r${i}@example.com`,
    name: `Ada Number${i}`,
  }))
  const ids = (await members.enrolMany(given)).map((one) => (one.outcome === 'enrolled' ? one.memberId : undefined))
  const oldKeys = readFileSync(join(folder, 'keys.json'), 'utf8')
  keyring.add()
  // Old claims still hold: what is known under the old key cannot be taken under the new one.
  const taken = await members.enrol({ phone: tel(7) }).catch((error: unknown) => error)
  expect(taken).toBeInstanceOf(Refused)
  expect((await members.list({ q: 'number7' })).items.length).toBeGreaterThan(0)

  const work = async () => {
    for (let i = 0; i < 40; i += 1) {
      const memberId = ids[i * 7]
      if (memberId === undefined) continue
      expect((await members.find({ kind: 'phone', value: tel(i * 7) }))?.memberId).toBe(memberId)
      if (i % 4 === 0) await members.update(memberId, { phone: tel(1_000 + i), name: 'Renamed Person' })
      if (i % 4 === 1) await members.erase(memberId)
      if (i % 4 === 2) await members.addIdentity(memberId, { kind: 'card', value: `ROT${i}` })
      await members.enrol({ phone: tel(2_000 + i), name: 'New Person' })
    }
  }
  const rotate = async () => {
    let turns = 0
    for (let done = false; !done; turns += 1) done = (await members.rotateKeys({ batch: 20, batches: 3 })).done
    return turns
  }
  const [turns] = await Promise.all([rotate(), work()])
  expect(turns).toBeGreaterThan(3)
  while (!(await members.rotateKeys({ batch: 50 })).done);

  await expect(members.retireKeys()).rejects.toThrow(/five seconds/)
  clock.set(asInstant(clock.now() + 5_000))
  const { claims } = await members.retireKeys()
  expect(claims).toBeGreaterThan(600)
  expect(keyring.live().map((one) => one.version)).toEqual([2])
  const after = await kept()
  expect(after.versions).toEqual([2])
  expect(after.claims).toBe(after.identities + after.members)
  expect((await members.list({ q: 'Renamed' })).items).toHaveLength(10)
  expect((await members.list({ q: String(10_000_008).slice(-4) })).items).toHaveLength(1)
  for (const i of [8, 150, 299])
    expect((await members.find({ kind: 'email', value: `r${i}@example.com` }))?.name).toBe(`Ada Number${i}`)
  const { number } = await members.get(ids[8] ?? ('' as never))
  expect((await members.find({ kind: 'number', value: number }))?.memberId).toBe(ids[8])

  // What is sealed now does not open with the keys of before.
  const before = membersService({
    db,
    clock,
    ids: systemIds,
    keyring: openKeyring({ folder, environment: oldKeys, clock }),
  })
  await expect(before.get(ids[8] ?? ('' as never))).rejects.toThrow(/no master key of version 2/)
  await expect(before.checkKeys()).rejects.toThrow(/Put back the key file/)
})

test('keys are not retired while something needs them', async () => {
  keyring.add()
  clock.set(asInstant(clock.now() + 5_000))
  await members.rotateKeys({ batch: 10, batches: 2 })
  await expect(members.retireKeys()).rejects.toThrow(/Let the rotation finish/)
  expect(keyring.live()).toHaveLength(2)
})

test('what is removed or changed between the reading and the writing of a batch is left alone', async () => {
  await members.rotateKeys()
  const { memberId } = await members.enrol({ phone: tel(5_000), name: 'Slow Person' })
  keyring.add()
  let rotating: Promise<unknown> = Promise.resolve()
  await transaction(db, async (tx) => {
    await sql`delete from member_identities where member_id = ${memberId}::uuid`.execute(tx)
    await sql`delete from identities where member_id = ${memberId}::uuid`.execute(tx)
    await sql`
      update members set name = null, tokens = '{}', revision = revision + 1 where member_id = ${memberId}::uuid`.execute(
      tx,
    )
    // The rotation reads the rows as they were, and waits for this transaction when it comes to write them.
    rotating = members.rotateKeys()
    await waiting()
  })
  await rotating
  while (!(await members.rotateKeys()).done);
  expect(await members.find({ kind: 'phone', value: tel(5_000) })).toBeUndefined()
  const [row] = await rows(
    db,
    sql<{ tokens: number[] }>`select tokens from members where member_id = ${memberId}::uuid`,
  )
  expect(row?.tokens).toEqual([])
})

test('search tokens that a change wrote meanwhile are not overwritten with older ones', async () => {
  const { memberId } = await members.enrol({ phone: tel(6_000), name: 'Slow Person' })
  keyring.add()
  let rotating: Promise<unknown> = Promise.resolve()
  await transaction(db, async (tx) => {
    await sql`
      update members set name = null, tokens = '{}', revision = revision + 1 where member_id = ${memberId}::uuid`.execute(
      tx,
    )
    rotating = members.rotateKeys()
    await waiting()
  })
  await rotating
  while (!(await members.rotateKeys()).done);
  const [row] = await rows(
    db,
    sql<{ tokens: number[] }>`select tokens from members where member_id = ${memberId}::uuid`,
  )
  expect(row?.tokens).toHaveLength(1)
})

test('old keys stay as long as another room has something sealed under them', async () => {
  const other = { sealedUnderOld: true, reached: 0 }
  const alsoSealed = {
    reseal: async () => {
      other.reached += 1
    },
    left: async () => other.sealedUnderOld,
    closed: async () => [],
  }
  const house = membersService({ db, clock, ids: systemIds, keyring, alsoSealed: [alsoSealed] })
  keyring.add()
  clock.set(asInstant(clock.now() + 6_000))
  expect((await house.rotateKeys()).done).toBe(false)
  expect(other.reached).toBe(1)
  await expect(house.retireKeys()).rejects.toThrow(/Let the rotation finish/)
  other.sealedUnderOld = false
  while (!(await house.rotateKeys()).done);
  await house.retireKeys()
  expect(keyring.live()).toHaveLength(1)
})

test('what another room has sealed and the keys do not open is noticed at the start', async () => {
  const other = { reseal: async () => {}, left: async () => false, closed: async () => [7] }
  const house = membersService({ db, clock, ids: systemIds, keyring, alsoSealed: [other] })
  await expect(house.checkKeys()).rejects.toThrow(/version 7/)
})

/** Resolves when some statement waits for a lock. */
async function waiting(): Promise<void> {
  for (;;) {
    const blocked = await rows(
      db,
      sql<{ pid: number }>`
        select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (blocked.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
