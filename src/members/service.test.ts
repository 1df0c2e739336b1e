import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { membersRoom, nobody, refusalOf } from '../../tests/support/members.ts'
import { asId } from '../base/ids.ts'

const { db } = await testDatabase()
const { members, phone, enrolled, claimsAreWhole } = membersRoom(db)

afterEach(claimsAreWhole)

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
