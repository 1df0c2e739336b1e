import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { membersRoom, nobody, refusalOf } from '../../tests/support/members.ts'
import { Refused } from '../base/refusals.ts'
import { asInstant } from '../base/time.ts'
import { systemIds } from '../platform/ids.ts'
import type { GivenIdentity } from './member.ts'
import { memberNumber } from './number.ts'
import { membersService } from './service.ts'

const { db } = await testDatabase()
const { members, clock, keyring, phone, enrolled, countOf, claimsAreWhole } = membersRoom(db)
const start = clock.now()

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
