import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { keyFolder } from '../../tests/support/members.ts'
import { testShop } from '../../tests/support/shop.ts'
import { asInstant } from '../base/time.ts'
import { systemIds } from '../platform/ids.ts'
import { KEYS_SETTLE_MILLISECONDS, openKeyring } from '../platform/keyring.ts'
import { row } from '../platform/postgres/database.ts'
import { sealer, totpContext } from '../staff/sealed.ts'
import { rotateEncryption } from './encryption.ts'

const shop = await testShop()
const { keyring, members } = shop

test('a key file that opens the members and not the secret of an authenticator app is noticed at the start', async () => {
  await members.checkKeys()
  const staffId = systemIds.next()
  await sql`
    insert into staff (id, name, email, role, created_at, updated_at)
    values (${staffId}::uuid, 'Lin', 'lin@example.com', 'owner', '2026-03-01', '2026-03-01')`.execute(shop.db)
  const another = openKeyring({ folder: keyFolder(), clock: shop.clock })
  const { sealed, keyVersion } = sealer(another).seal(totpContext(staffId), 'a secret')
  await sql`
    insert into staff_totp (staff_id, confirmed, sealed, key_version, made_at)
    values (${staffId}::uuid, true, ${sealed}, ${keyVersion}::int, '2026-03-01')`.execute(shop.db)
  await expect(members.checkKeys()).rejects.toThrow(/Put back the key file/)
  await sql`delete from staff_totp`.execute(shop.db)
  await members.checkKeys()
})

test('after a rotation, also one that was stopped, everything opens under the new key alone and nobody is lost', async () => {
  const people = await Promise.all(['李娜', 'Zoë', '王芳'].map((name) => shop.member(name)))
  const before = await Promise.all(people.map((one) => members.get(one)))
  const parts = {
    ...{ members, keyring },
    pause: async () => shop.clock.set(asInstant(shop.clock.now() + KEYS_SETTLE_MILLISECONDS)),
  }
  const said: string[] = []
  const broken = { ...members, rotateKeys: () => Promise.reject(new Error('the power went')) }
  await expect(rotateEncryption({ ...parts, members: broken }, () => {})).rejects.toThrow('the power went')
  expect(keyring.live().map(({ version }) => version)).toEqual([2, 1])
  const late = await shop.member('late')
  await rotateEncryption(parts, (line) => said.push(line))
  expect(keyring.live().map(({ version }) => version)).toEqual([2])
  expect(await Promise.all(people.map((one) => members.get(one)))).toEqual(before)
  expect((await members.get(late)).name).toBe('late')
  for (const one of before) {
    const phone = one.identities.find(({ kind }) => kind === 'phone')?.value ?? ''
    expect((await members.find({ kind: 'phone', value: phone }))?.memberId).toBe(one.memberId)
  }
  const old = sql<{ n: number }>`select count(*)::int as n from member_keys where master_version <> 2`
  expect((await row(shop.db, old))?.n).toBe(0)
  expect(said.join(' ')).toContain('3 keys of members')
  await rotateEncryption(parts, () => {})
  expect(keyring.live().map(({ version }) => version)).toEqual([3])
  expect((await members.get(late)).name).toBe('late')
})
