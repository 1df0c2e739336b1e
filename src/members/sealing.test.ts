import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { keyFolder, membersRoom, refusalOf } from '../../tests/support/members.ts'
import { systemIds } from '../platform/ids.ts'
import { openKeyring } from '../platform/keyring.ts'
import { rows } from '../platform/postgres/database.ts'
import { membersService } from './service.ts'

const { db } = await testDatabase()
const { members, clock, phone, enrolled, claimsAreWhole } = membersRoom(db)

afterEach(claimsAreWhole)

describe('what identifies a person', () => {
  test('is nowhere in clear: not in any table, not in facts, not in the record of idempotency', async () => {
    const given = {
      phone: '+8613700009999',
      email: 'needle@haystack.example',
      name: 'Needle Haystack',
      birthday: '1977-07-07',
      address: { street: 'Needle Street 1' },
      identities: [{ kind: 'card' as const, value: 'NEEDLE99' }],
    }
    const { memberId } = await members.enrol(given, { key: 'needle' })
    await members.update(memberId, { familyName: 'Haystack', addTags: ['x'] })
    for (const table of ['members', 'member_keys', 'member_identities', 'identities', 'facts', 'idempotency']) {
      const kept = await rows(db, sql<{ line: string }>`select t::text as line from ${sql.table(table)} t`)
      const whole = kept.map((one) => one.line).join('\n')
      for (const needle of ['13700009999', 'haystack', 'needle@', 'needle s', '1977-07-07', 'needle99']) {
        expect(whole.toLowerCase()).not.toContain(needle)
        expect(whole).not.toContain(Buffer.from(needle).toString('hex'))
      }
    }
  })

  test('is unreadable for ever once the key is deleted, while id and number stay', async () => {
    const tel = phone()
    const memberId = await enrolled({ phone: tel, name: 'Gone Person' })
    const before = await members.get(memberId)
    await sql`delete from member_keys where member_id = ${memberId}::uuid`.execute(db)
    const after = await members.get(memberId)
    expect(after).toMatchObject({ erased: true, name: null, phone: null, identities: [], number: before.number })
    await sql`delete from identities where member_id = ${memberId}::uuid and index_version = 1`.execute(db)
    await sql`delete from member_identities where member_id = ${memberId}::uuid`.execute(db)
    await sql`delete from members where member_id = ${memberId}::uuid`.execute(db)
  })

  test('is erased with its claims and search tokens; nothing can be written afterwards', async () => {
    const tel = phone()
    const memberId = await enrolled({ phone: tel, name: 'Forgotten Person', tags: ['x'] })
    await members.erase(memberId)
    await members.erase(memberId)
    expect(await members.get(memberId)).toMatchObject({ erased: true, status: 'closed', tags: [], name: null })
    expect((await members.list({ q: 'Forgotten' })).items).toEqual([])
    expect(await members.find({ kind: 'phone', value: tel })).toBeUndefined()
    expect(await refusalOf(members.update(memberId, { name: 'Back' }))).toBe('member.erased')
    expect(await refusalOf(members.changeStatus(memberId, { wish: 'reactivate' }))).toBe('member.erased')
    expect(await enrolled({ phone: tel })).not.toBe(memberId)
  })

  test('a change that waits for an erasure writes nothing', async () => {
    for (let round = 0; round < 10; round += 1) {
      const memberId = await enrolled({ name: 'Racing Person' })
      await Promise.all([members.erase(memberId), refusalOf(members.update(memberId, { familyName: 'Racing' }))])
      expect(await members.get(memberId)).toMatchObject({ erased: true, status: 'closed' })
    }
    expect((await members.list({ q: 'Racing' })).items).toEqual([])
  })

  test('a sealed field does not open in another member or another field', async () => {
    const [one, two] = [await enrolled({ name: 'One' }), await enrolled({ name: 'Two', familyName: 'Zwei' })]
    const name = sql`(select name from members where member_id = ${one}::uuid)`
    await sql`update members set name = ${name} where member_id = ${two}::uuid`.execute(db)
    await expect(members.get(two)).rejects.toThrow(/authenticate/)
    await sql`update members set name = family_name where member_id = ${two}::uuid`.execute(db)
    await expect(members.get(two)).rejects.toThrow(/authenticate/)
    await sql`update members set name = null, family_name = null where member_id = ${two}::uuid`.execute(db)
  })
})

test('a database that other keys have sealed is noticed at the start', async () => {
  await members.checkKeys()
  const other = openKeyring({ folder: keyFolder(), clock })
  const stranger = membersService({ db, clock, ids: systemIds, keyring: other })
  await expect(stranger.checkKeys()).rejects.toThrow(/Put back the key file/)
})
