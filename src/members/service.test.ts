import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { asId, type MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { asInstant } from '../base/time.ts'
import { manualClock } from '../platform/clock.ts'
import { systemIds } from '../platform/ids.ts'
import { openKeyring } from '../platform/keyring.ts'
import { rows } from '../platform/postgres/database.ts'
import type { GivenEnrolment, GivenIdentity } from './member.ts'
import { memberNumber } from './number.ts'
import { membersService } from './service.ts'

const { db } = await testDatabase()
const start = asInstant(Date.UTC(2026, 2, 1, 12))
const clock = manualClock(start)
const keyring = openKeyring({ folder: mkdtempSync(join(tmpdir(), 'regulars-keys-')), clock })
const members = membersService({ db, clock, ids: systemIds, keyring })
const nobody: MemberId = asId('00000000-0000-7000-8000-00000000dead')

let count = 0
/** A phone that no other test uses. */
function phone(): string {
  count += 1
  return `+86139${String(10_000_000 + count)}`
}

async function enrolled(given: GivenEnrolment = {}): Promise<MemberId> {
  const needsPhone = given.phone === undefined && given.email === undefined && given.identities === undefined
  return (await members.enrol(needsPhone ? { ...given, phone: phone() } : given)).memberId
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error.refusal.refusal
    throw error
  }
  return 'accepted'
}

async function countOf(table: string): Promise<number> {
  const [found] = await rows(db, sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`)
  return found?.count ?? 0
}

/** Every claim finds a member who has that identity, and every identity is claimed once per live key. */
async function claimsAreWhole(): Promise<void> {
  const [found] = await rows(
    db,
    sql<{ claims: number; identities: number; numbers: number }>`
      select (select count(*) from identities) as claims, (select count(*) from member_identities) as identities,
        (select count(*) from members) as numbers`,
  )
  const live = keyring.live().length
  expect(found?.claims).toBe(((found?.identities ?? 0) + (found?.numbers ?? 0)) * live)
}

afterEach(claimsAreWhole)

describe('enrolling', () => {
  test('a member is found by every identity he has', async () => {
    const tel = phone()
    const identities: GivenIdentity[] = [
      { kind: 'card', value: 'C-1001' },
      { kind: 'wechat-openid', value: 'oOpen1', source: 'wx1' },
      { kind: 'wechat-unionid', value: 'uUnion1' },
      { kind: 'external', value: 'u-1', source: 'crm' },
    ]
    const memberId = await enrolled({ phone: tel, email: 'Ada@Example.com', name: 'Ada', identities })
    const { number } = await members.get(memberId)
    const ways: GivenIdentity[] = [
      { kind: 'phone', value: tel.slice(3) },
      { kind: 'email', value: 'ADA@example.com ' },
      { kind: 'number', value: number },
      ...identities,
    ]
    for (const way of ways) expect((await members.find(way))?.memberId).toBe(memberId)
    expect(await members.find({ kind: 'external', value: 'u-1', source: 'shop' })).toBeUndefined()
    expect(await members.find({ kind: 'wechat-openid', value: 'oOpen1', source: 'wx2' })).toBeUndefined()
  })

  test('fifty enrolments with one phone at once make one member', async () => {
    const tel = phone()
    const before = await countOf('members')
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, i) => refusalOf(members.enrol({ phone: tel, email: `race${i}@example.com` }))),
    )
    expect(outcomes.filter((one) => one === 'accepted')).toHaveLength(1)
    expect(outcomes.filter((one) => one === 'member.identity-taken')).toHaveLength(49)
    expect(await countOf('members')).toBe(before + 1)
  })

  test('a taken identity is named by its kind only', async () => {
    const tel = phone()
    await enrolled({ phone: tel, name: 'Secret Name' })
    const error = await members.enrol({ phone: tel, email: 'other@example.com' }).catch((caught: unknown) => caught)
    expect(error instanceof Refused && error.refusal.facts).toEqual({ kinds: ['phone'] })
  })

  test('a number that is taken is drawn again', async () => {
    const drawn = [1, 1, 1, 2].map((draw) => memberNumber(() => draw))
    const few = membersService({ db, clock, ids: systemIds, keyring, numbers: () => drawn.shift() ?? 'none' })
    const first = await few.enrol({ phone: phone() })
    const second = await few.enrol({ phone: phone() })
    expect((await members.get(first.memberId)).number).toBe(memberNumber(() => 1))
    expect((await members.get(second.memberId)).number).toBe(memberNumber(() => 2))
  })

  test('the same key brings the same member again, and another request under it is refused', async () => {
    const given = { phone: phone(), name: 'Ada' }
    const first = await members.enrol(given, { key: 'key-1' })
    const again = await members.enrol({ name: 'Ada', phone: given.phone }, { key: 'key-1' })
    expect([first.replayed, again.replayed, again.memberId]).toEqual([false, true, first.memberId])
    expect(await refusalOf(members.enrol({ ...given, name: 'Eve' }, { key: 'key-1' }))).toBe('idempotency.key-reused')
  })

  test('twenty clicks with one key make one member', async () => {
    const given = { phone: phone() }
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => refusalOf(members.enrol(given, { key: 'key-2' }))),
    )
    for (const outcome of outcomes) expect(['accepted', 'idempotency.in-flight']).toContain(outcome)
    expect(outcomes).toContain('accepted')
  })

  test('a refused enrolment leaves nothing behind', async () => {
    const before = await Promise.all(['members', 'identities', 'member_identities', 'facts'].map(countOf))
    expect(await refusalOf(members.enrol({ phone: phone(), name: 'a\u0000' }))).toBe('member.text-not-allowed')
    expect(await Promise.all(['members', 'identities', 'member_identities', 'facts'].map(countOf))).toEqual(before)
  })

  test('names of every script and hostile ones come back as they were given', async () => {
    for (const name of [
      '<script>alert(1)</script>',
      "x'; drop table members;--",
      'محمد',
      '𠮷野家 👩‍👩‍👧',
      '%_\\',
      '{{x}}',
    ])
      expect((await members.get(await enrolled({ name }))).name).toBe(name)
  })
})

describe('prospects', () => {
  test('become members under the same id when they enrol with their identity', async () => {
    const tel = phone()
    const prospect = await enrolled({ status: 'prospect', phone: tel, name: 'Ada', tags: ['lead'] })
    clock.set(asInstant(clock.now() + 60_000))
    const done = await members.enrol({ phone: tel, email: 'became@example.com', tags: ['web'] })
    expect(done).toMatchObject({ memberId: prospect, outcome: 'became-member' })
    expect(await members.get(prospect)).toMatchObject({
      status: 'active',
      name: 'Ada',
      email: 'became@example.com',
      tags: ['lead', 'web'],
      joinedAt: clock.now(),
      revision: 2,
    })
  })

  test('become members once, however many enrol them at once', async () => {
    const tel = phone()
    await enrolled({ status: 'prospect', phone: tel })
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => refusalOf(members.enrol({ phone: tel }))))
    expect(outcomes.filter((one) => one === 'accepted')).toHaveLength(1)
  })

  test('are not made twice', async () => {
    const tel = phone()
    await enrolled({ status: 'prospect', phone: tel })
    expect(await refusalOf(members.enrol({ status: 'prospect', phone: tel }))).toBe('member.identity-taken')
  })
})

describe('changing', () => {
  test('what is absent stays and null clears', async () => {
    const memberId = await enrolled({
      name: 'Ada',
      givenName: 'A',
      locale: 'en',
      birthday: '--03-15',
      address: { city: '上海' },
    })
    await members.update(memberId, { givenName: null, locale: 'zh-cn', birthday: undefined })
    expect(await members.get(memberId)).toMatchObject({
      name: 'Ada',
      givenName: null,
      locale: 'zh-CN',
      birthday: '--03-15',
      address: { city: '上海' },
      revision: 2,
    })
  })

  test('two changes at once are both kept', async () => {
    const memberId = await enrolled({ name: 'Ada' })
    await Promise.all([
      members.update(memberId, { familyName: 'L' }),
      members.update(memberId, { locale: 'en' }),
      ...Array.from({ length: 20 }, (_, i) => members.update(memberId, { addTags: [`t${i}`] })),
    ])
    const after = await members.get(memberId)
    expect(after).toMatchObject({ name: 'Ada', familyName: 'L', locale: 'en', revision: 23 })
    expect(after.tags).toHaveLength(20)
  })

  test('of two who saw the same revision, one is refused', async () => {
    const memberId = await enrolled({ name: 'Ada' })
    const outcomes = await Promise.all(
      ['Eve', 'Bob'].map((name) => refusalOf(members.update(memberId, { name, revision: 1 }))),
    )
    expect(outcomes.toSorted()).toEqual(['accepted', 'member.changed-meanwhile'])
  })

  test('without a difference nothing is written', async () => {
    const tel = phone()
    const memberId = await enrolled({ name: 'Ada', phone: tel })
    await members.update(memberId, { name: ' Ada ', phone: tel, tags: [] })
    expect((await members.get(memberId)).revision).toBe(1)
    expect((await members.timeline(memberId, {})).items).toHaveLength(1)
  })

  test('a new phone takes the place of the first one, which is free again', async () => {
    const [old, next, second] = [phone(), phone(), phone()]
    const memberId = await enrolled({ phone: old, identities: [{ kind: 'phone', value: second }] })
    await members.update(memberId, { phone: next })
    expect((await members.get(memberId)).phone).toBe(next)
    expect((await members.get(memberId)).identities.map((one) => one.value).toSorted()).toEqual(
      [next, second].toSorted(),
    )
    expect(await enrolled({ phone: old })).not.toBe(memberId)
    expect((await members.list({ q: next.slice(-4) })).items.map((one) => one.memberId)).toContain(memberId)
  })

  test('a phone that somebody else has is refused, and nothing else of the change is kept', async () => {
    const taken = phone()
    await enrolled({ phone: taken })
    const memberId = await enrolled({ name: 'Ada' })
    expect(await refusalOf(members.update(memberId, { name: 'Eve', phone: taken }))).toBe('member.identity-taken')
    expect((await members.get(memberId)).name).toBe('Ada')
  })

  test('two who swap phones at once lose none', async () => {
    const [a, b] = [phone(), phone()]
    const [one, two] = [await enrolled({ phone: a }), await enrolled({ phone: b })]
    const outcomes = await Promise.all([
      refusalOf(members.update(one, { phone: b })),
      refusalOf(members.update(two, { phone: a })),
    ])
    expect(outcomes).toEqual(['member.identity-taken', 'member.identity-taken'])
  })

  test('fields that are no part of a profile change nothing', async () => {
    const memberId = await enrolled()
    const before = await members.get(memberId)
    const extra = { status: 'closed', number: '1', joinedAt: 0, recordedAt: 0, tier: 'gold', balance: 9 }
    await members.update(memberId, { ...extra, name: before.name })
    expect(await members.get(memberId)).toEqual(before)
  })

  test('an unknown member is refused by every use case', async () => {
    const identityId = asId<'identity'>(nobody)
    const asked = [
      () => members.get(nobody),
      () => members.update(nobody, { name: 'x' }),
      () => members.addIdentity(nobody, { kind: 'phone', value: phone() }),
      () => members.removeIdentity(nobody, identityId),
      () => members.changeStatus(nobody, { wish: 'reactivate' }),
      () => members.erase(nobody),
      () => members.timeline(nobody, {}),
    ]
    for (const work of asked) expect(await refusalOf(work())).toBe('member.unknown')
  })
})

describe('identities', () => {
  test('one that is added twice is there once', async () => {
    const memberId = await enrolled()
    const first = await members.addIdentity(memberId, { kind: 'card', value: 'K-77 01' })
    const again = await members.addIdentity(memberId, { kind: 'card', value: 'k7701' })
    expect([first.added, again.added, again.identity.identityId]).toEqual([true, false, first.identity.identityId])
  })

  test('one that fifty members want at once goes to one of them', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => enrolled()))
    const outcomes = await Promise.all(
      ids.map((memberId) => refusalOf(members.addIdentity(memberId, { kind: 'card', value: 'WANTED1' }))),
    )
    expect(outcomes.filter((one) => one === 'accepted')).toHaveLength(1)
  })

  test("somebody else's cannot be removed", async () => {
    const [mine, other] = [await enrolled(), await enrolled()]
    const [identity] = (await members.get(other)).identities
    expect(await refusalOf(members.removeIdentity(mine, identity?.identityId ?? asId(nobody)))).toBe(
      'member.identity-unknown',
    )
    expect((await members.get(other)).identities).toHaveLength(1)
  })

  test('a removed one finds nobody and is free; the last one of a prospect stays', async () => {
    const tel = phone()
    const memberId = await enrolled({ phone: tel })
    const [identity] = (await members.get(memberId)).identities
    await members.removeIdentity(memberId, identity?.identityId ?? asId(nobody))
    expect(await members.find({ kind: 'phone', value: tel })).toBeUndefined()
    const prospect = await enrolled({ phone: tel, status: 'prospect' })
    const [only] = (await members.get(prospect)).identities
    expect(await refusalOf(members.removeIdentity(prospect, only?.identityId ?? asId(nobody)))).toBe(
      'member.identity-needed',
    )
  })

  test('adding and removing in any order leaves exactly the claims of what is there', async () => {
    const memberId = await enrolled()
    const step = fc.record({ add: fc.boolean(), card: fc.constantFrom('P001', 'P002', 'P003') })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        for (const { add, card } of steps) {
          const known = (await members.get(memberId)).identities.find((one) => one.value === card)
          if (add) await members.addIdentity(memberId, { kind: 'card', value: card })
          else if (known !== undefined) await members.removeIdentity(memberId, known.identityId)
          expect((await members.find({ kind: 'card', value: card }))?.memberId).toBe(add ? memberId : undefined)
        }
      }),
      { numRuns: 10 },
    )
  })
})

describe('status', () => {
  test('is suspended, closed and given back, with the reason as a code', async () => {
    const memberId = await enrolled()
    const by = { kind: 'staff', id: 'staff-1' } as const
    await members.changeStatus(memberId, { wish: 'suspend', reason: 'fraud' }, { by })
    expect(await members.get(memberId)).toMatchObject({ status: 'suspended', statusReason: 'fraud' })
    await members.changeStatus(memberId, { wish: 'close', reason: 'member-request' })
    await members.changeStatus(memberId, { wish: 'reactivate' })
    expect(await members.get(memberId)).toMatchObject({ status: 'active', statusReason: null })
    const { items } = await members.timeline(memberId, {})
    expect(items.map((one) => one.kind)).toEqual([
      'member.reactivated',
      'member.closed',
      'member.suspended',
      'member.enrolled',
    ])
    expect(items[2]?.data).toEqual({ reason: 'fraud', by })
    expect(await refusalOf(members.changeStatus(memberId, { wish: 'close', reason: 'He is rude' }))).toBe(
      'member.value-invalid',
    )
  })

  test('two suspensions at once are one', async () => {
    const memberId = await enrolled()
    const suspend = () => refusalOf(members.changeStatus(memberId, { wish: 'suspend', reason: 'fraud' }))
    expect((await Promise.all([suspend(), suspend()])).toSorted()).toEqual(['accepted', 'member.status-conflict'])
  })
})

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

describe('many at once', () => {
  beforeAll(() => {
    clock.set(asInstant(start + 86_400_000))
  })

  test('each row has its own outcome, in order', async () => {
    const [tel, other] = [phone(), phone()]
    const known = await enrolled({ phone: tel })
    const prospect = await enrolled({ phone: other, status: 'prospect' })
    const outcomes = await members.enrolMany([
      { identities: [{ kind: 'external', source: 'bulk', value: '1' }], name: 'First', joinedAt: start },
      { phone: tel },
      { identities: [{ kind: 'external', source: 'bulk', value: '1' }], name: 'Second' },
      { name: 'nobody' },
      { phone: tel, identities: [{ kind: 'external', source: 'bulk', value: '1' }] },
      { phone: other },
    ])
    const [first] = outcomes
    const firstId = first?.outcome === 'enrolled' ? first.memberId : nobody
    expect(outcomes).toEqual([
      { outcome: 'enrolled', memberId: expect.any(String) },
      { outcome: 'existing', memberId: known },
      { outcome: 'existing', memberId: firstId },
      { outcome: 'refused', refusal: expect.objectContaining({ refusal: 'member.identity-needed' }) },
      { outcome: 'refused', refusal: expect.objectContaining({ refusal: 'member.identity-taken' }) },
      { outcome: 'became-member', memberId: prospect },
    ])
    expect(await members.get(firstId)).toMatchObject({ name: 'First', joinedAt: start })
    expect((await members.get(prospect)).status).toBe('active')
  })

  test('three imports of the same 2,500 rows at once make 2,500 members, and again none', async () => {
    const given = Array.from({ length: 2_500 }, (_, i) => ({
      identities: [{ kind: 'external' as const, source: 'twice', value: String(i) }],
    }))
    const before = await countOf('members')
    const runs = await Promise.all([members.enrolMany(given), members.enrolMany(given), members.enrolMany(given)])
    expect(await countOf('members')).toBe(before + 2_500)
    const ids = runs.map((run) => run.map((one) => (one.outcome === 'refused' ? '' : one.memberId)))
    expect(ids[1]).toEqual(ids[0])
    expect(ids[2]).toEqual(ids[0])
    expect((await members.enrolMany(given)).every((one) => one.outcome === 'existing')).toBe(true)
    expect(
      await members.resolveMany([...given.flatMap((one) => one.identities), { kind: 'phone', value: '?' }]),
    ).toEqual([...(ids[0] ?? []), undefined])
  })

  test('asking who exists answers only for those who do', async () => {
    const memberId = await enrolled({ status: 'prospect' })
    expect(await members.statusesOf([memberId, nobody])).toEqual(new Map([[memberId, 'prospect']]))
    expect(await members.membersExist([memberId, nobody])).toEqual(new Set([memberId]))
  })
})

describe('attributes', () => {
  const words = { en: 'Size', 'zh-CN': '尺码' }
  test('a type never changes, words and choices do', async () => {
    const choices = [{ code: 's', words }]
    await members.putAttribute({ code: 'size', type: 'choice', words, choices, active: true })
    await members.putAttribute({ code: 'size', type: 'choice', words, choices, active: false })
    expect(await members.attributes()).toEqual([{ code: 'size', type: 'choice', words, choices, active: false }])
    expect(
      await refusalOf(members.putAttribute({ code: 'size', type: 'text', words, choices: [], active: true })),
    ).toBe('member.attribute-type-fixed')
  })

  test('are merged one by one', async () => {
    await members.putAttribute({ code: 'a', type: 'number', words, choices: [], active: true })
    await members.putAttribute({ code: 'b', type: 'text', words, choices: [], active: true })
    const memberId = await enrolled({ attributes: { a: 1 } })
    await Promise.all([
      members.update(memberId, { attributes: { a: 2 } }),
      members.update(memberId, { attributes: { b: 'x' } }),
    ])
    expect((await members.get(memberId)).attributes).toEqual({ a: 2, b: 'x' })
  })
})

test('a database that other keys have sealed is noticed at the start', async () => {
  await members.checkKeys()
  const other = openKeyring({ folder: mkdtempSync(join(tmpdir(), 'regulars-keys-')), clock })
  const stranger = membersService({ db, clock, ids: systemIds, keyring: other })
  await expect(stranger.checkKeys()).rejects.toThrow(/Put back the key file/)
})
