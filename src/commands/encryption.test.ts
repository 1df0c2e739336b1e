import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testShop } from '../../tests/support/shop.ts'
import { asInstant } from '../base/time.ts'
import { KEYS_SETTLE_MILLISECONDS } from '../platform/keyring.ts'
import { row } from '../platform/postgres/database.ts'
import { rotateEncryption } from './encryption.ts'

const shop = await testShop()
const { keyring, members } = shop

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
