import { describe, expect, test } from 'vitest'
import { parseCondition } from '../../base/conditions/index.ts'
import { asId, type MemberId } from '../../base/ids.ts'
import { isRefusal, Refused } from '../../base/refusals.ts'
import { asInstant } from '../../base/time.ts'
import { isRecord, openPortal } from '../../portal/portal.fixture.ts'
import { standingVocabulary } from '../../programme/purchase.ts'
import { standardProgramme } from '../../programme/standard.ts'
import { group, offer } from '../offers.fixture.ts'
import type { NewBatch } from '../service.ts'
import { forMember } from './rules.ts'

const shop = await openPortal()
const off = { kind: 'amount', minor: 500, of: 'goods' } as const
const now = shop.clock.now()
const DAY = 86_400_000
const instant = (days: number) => new Temporal.Instant(BigInt(now + days * DAY) * 1_000_000n).toString()
await shop.programme.publish({
  definition: {
    ...standardProgramme(shop.programme.at(now).timeZone),
    offerGroups: [group('main')],
    offers: [
      offer('welcome', off, { needs: 'coupon' }),
      offer('silver', off, { needs: 'coupon', when: { field: 'member.tier', is: 'in', value: ['silver', 'gold'] } }),
      offer('large', off, { needs: 'coupon', when: { field: 'order.amountMinor', is: 'at-least', value: 50_000 } }),
      offer('tomorrow', off, { needs: 'coupon', startsAt: instant(1) }),
      offer('over', off, { needs: 'coupon', endsAt: instant(0) }),
    ],
  },
  effectiveAt: null,
  note: 'takes',
  by: 'test',
})

function batchOf(more: Partial<NewBatch> & { count?: number } = {}) {
  const { count = 5, ...rest } = more
  const none = { startsAt: null, endsAt: null, validDays: null, mostPerMember: null }
  const codes = { kind: 'unique', count, prefix: '', characters: 13 } as const
  const given = { offer: 'welcome', name: 'Spring', most: 1, mustClaim: true, giftable: false, by: 'test' }
  return shop.offers.addBatch({ ...none, ...given, takesPerMember: 1, codes, ...rest })
}

let members = 0
async function joined(): Promise<MemberId> {
  members += 1
  return (await shop.members.enrol({ name: 'Li Na', phone: `+86138${String(10_000_000 + members)}` })).memberId
}

const codeOf = (error: unknown) => (error instanceof Refused ? error.refusal.refusal : String(error))
const take = (memberId: MemberId, batchId: string) =>
  shop.portal.takeCoupon(memberId, batchId).catch((error: unknown) => codeOf(error))
const offered = async (memberId: MemberId) =>
  (await shop.portal.takeableCoupons(memberId)).map(({ batchId }) => batchId)
const owned = async (memberId: MemberId) => (await shop.offers.ofMember(memberId)).map(({ code }) => code)

describe('what a member may take', () => {
  test('batches that are offered, in force, of use to him and left; no other', async () => {
    const member = await joined()
    const listed = await batchOf({ validDays: 30 })
    const large = await batchOf({ offer: 'large' })
    const hidden = [
      await batchOf({ takesPerMember: null }),
      await batchOf({ offer: 'silver' }),
      await batchOf({ offer: 'tomorrow' }),
      await batchOf({ offer: 'over' }),
      await batchOf({ startsAt: asInstant(now + DAY) }),
      await batchOf({ endsAt: asInstant(now) }),
    ]
    expect(await offered(member)).toEqual([large.batchId, listed.batchId])
    for (const { batchId, takesPerMember } of hidden)
      expect(await take(member, batchId)).toBe(
        takesPerMember === null ? 'coupon.batch-unknown' : 'coupon.not-for-taking',
      )
    const code = await take(member, listed.batchId)
    expect(await owned(member)).toEqual([code])
    expect(await shop.offers.coupon(code)).toMatchObject({ status: 'active', memberId: member, claimedAt: now })
    expect(await offered(member)).toEqual([large.batchId])
    expect(await take(member, listed.batchId)).toBe('coupon.taken-enough')
    await shop.offers.taking.offer(large.batchId, null)
    expect(await offered(member)).toEqual([])
    expect(await take(member, large.batchId)).toBe('coupon.batch-unknown')
    for (const { batchId } of [listed, ...hidden]) await shop.offers.taking.offer(batchId, null)
  })

  test('what a tier opens is there as soon as he stands on it', async () => {
    const member = await joined()
    const { batchId } = await batchOf({ offer: 'silver' })
    expect(await offered(member)).toEqual([])
    await shop.buy(member, 'T-1', 200_000)
    expect(await offered(member)).toEqual([batchId])
    await shop.members.changeStatus(member, { wish: 'suspend', reason: 'fraud' })
    expect(await offered(member)).toEqual([])
    expect(await take(member, batchId)).toBe('coupon.not-for-taking')
    await shop.offers.taking.offer(batchId, null)
  })

  test('only what must be claimed is offered, and a number that is none is refused', async () => {
    await expect(batchOf({ mustClaim: false })).rejects.toThrow('coupon.invalid')
    const { batchId } = await batchOf({ mustClaim: false, takesPerMember: null })
    await expect(shop.offers.taking.offer(batchId, 1)).rejects.toThrow('coupon.invalid')
    await expect(shop.offers.taking.offer('x', 1)).rejects.toThrow('coupon.batch-unknown')
  })

  test('what is known of the member decides; what depends on the purchase stays open', () => {
    const standing = standingVocabulary(['status'])
    const tier = (value: string) => ({ field: 'member.tier', is: 'equals', value })
    const order = { field: 'order.amountMinor', is: 'at-least', value: 1 } as const
    const on = (condition: object) => {
      const parsed = parseCondition(condition, standing)
      if (isRefusal(parsed)) throw new Refused(parsed)
      return forMember(parsed, standing, new Map([['status', 'gold']]))
    }
    expect([on(tier('gold')), on(tier('silver')), on({ not: tier('gold') })]).toEqual([true, false, false])
    expect(on({ any: [tier('silver'), tier('gold')] })).toBe(true)
    const mixed = (all: 'all' | 'any', value: string) => {
      const parts = [parseCondition(tier(value), standing), order].map((part) => (isRefusal(part) ? order : part))
      return forMember(all === 'all' ? { all: parts } : { any: parts }, standing, new Map([['status', 'gold']]))
    }
    expect([mixed('all', 'gold'), mixed('all', 'silver')]).toEqual([undefined, false])
    expect([mixed('any', 'gold'), mixed('any', 'silver')]).toEqual([true, undefined])
    expect(forMember({ not: order }, standing, new Map())).toBeUndefined()
  })
})

describe('at once', () => {
  test('two clicks make one coupon where one may be taken, and two where two may', async () => {
    const member = await joined()
    const [one, two] = [await batchOf(), await batchOf({ takesPerMember: 2 })]
    const first = await Promise.all(Array.from({ length: 6 }, () => take(member, one.batchId)))
    expect(first.filter((each) => each === 'coupon.taken-enough')).toHaveLength(5)
    const second = await Promise.all(Array.from({ length: 6 }, () => take(member, two.batchId)))
    expect(second.filter((each) => each === 'coupon.taken-enough')).toHaveLength(4)
    expect(new Set(await owned(member))).toEqual(
      new Set([...first, ...second].filter((each) => !each.startsWith('coupon.'))),
    )
    expect(await owned(member)).toHaveLength(3)
  })

  test('thirty who want the last ten get ten different ones, and nobody waits for ever', async () => {
    const { batchId } = await batchOf({ count: 10 })
    const many: MemberId[] = []
    for (let n = 0; n < 30; n += 1) many.push(await joined())
    const answers = await Promise.all(many.map((member) => take(member, batchId)))
    const codes = answers.filter((answer) => answer !== 'coupon.none-left')
    expect({ codes: codes.length, different: new Set(codes).size }).toEqual({ codes: 10, different: 10 })
    const all: string[] = []
    for await (const page of shop.offers.codesOf(batchId))
      for (const { memberId, status } of page) all.push(`${status} ${memberId === null}`)
    expect(new Set(all)).toEqual(new Set(['active false']))
    expect(await offered(await joined())).not.toContain(batchId)
  })

  test('a coupon that is being taken is not voided half: it is his or void, and never both', async () => {
    const { batchId } = await batchOf({ count: 3 })
    const member = await joined()
    const [taken] = await Promise.all([take(member, batchId), shop.offers.voidBatch(batchId)])
    const mine = await shop.offers.ofMember(member)
    expect(mine.every(({ status }) => status === 'void')).toBe(true)
    expect(taken === 'coupon.none-left' ? mine.length : 1).toBe(mine.length)
    expect(await take(await joined(), batchId)).toBe('coupon.none-left')
  })
})

describe('in the portal', () => {
  test('the list says what it is, one tap takes it, and the same tap sent again takes no other', async () => {
    const { as, memberId } = await shop.member('+8613600136000')
    const { batchId } = await batchOf({ takesPerMember: 3, validDays: 7, giftable: true })
    const { body } = await shop.ask('GET', '/v1/my/takeable-coupons', { as, headers: { 'accept-language': 'zh-CN' } })
    const items = Array.isArray(body['items']) ? body['items'].filter(isRecord) : []
    expect(items.find((each) => each['batchId'] === batchId)).toMatchObject({
      ...{ taken: 0, takesPerMember: 3, validDays: 7, giftable: true, endsAt: null },
      ...{ name: expect.any(String), sentence: expect.stringContaining('5') },
    })
    const tap = (key: string) =>
      shop.ask('POST', `/v1/my/takeable-coupons/${batchId}`, { as, headers: { 'idempotency-key': key } })
    const [one, again, two] = [await tap('a'), await tap('a'), await tap('b')]
    expect([one.status, again.body, two.status]).toEqual([201, one.body, 201])
    expect(two.body).not.toEqual(one.body)
    const mine = await shop.ask('GET', '/v1/members/me/coupons', { as })
    expect(JSON.stringify(mine.body)).toContain(String(one.body['code']))
    expect(
      (await shop.members.timeline(asId(memberId), {})).items.filter(({ kind }) => kind === 'coupon.claimed'),
    ).toHaveLength(2)
    expect((await shop.ask('POST', `/v1/my/takeable-coupons/${memberId}`, { as })).body['code']).toBe(
      'coupon.batch-unknown',
    )
    expect((await shop.ask('GET', '/v1/my/takeable-coupons')).status).toBe(401)
  })

  test('the console offers a batch and withdraws it, with the right', async () => {
    const body = {
      offer: 'welcome',
      name: 'Tea',
      mustClaim: true,
      takesPerMember: 2,
      codes: { kind: 'unique', count: 3, prefix: '', characters: 13 },
    }
    const made = await shop.ask('POST', '/v1/coupons/batches', { as: 'owner', body })
    expect(made.body).toMatchObject({ takesPerMember: 2 })
    const url = `/v1/coupons/batches/${String(made.body['batchId'])}/offering`
    expect((await shop.ask('PUT', url, { as: 'cashier', body: { takesPerMember: 1 } })).body['facts']).toEqual({
      right: 'coupons.write',
    })
    expect((await shop.ask('PUT', url, { as: 'owner', body: { takesPerMember: 0 } })).status).toBe(422)
    expect((await shop.ask('PUT', url, { as: 'owner', body: { takesPerMember: null } })).body).toMatchObject({
      takesPerMember: null,
    })
    const generic = { ...body, mustClaim: false, codes: { kind: 'generic', code: 'TEA' } }
    expect((await shop.ask('POST', '/v1/coupons/batches', { as: 'owner', body: generic })).body['code']).toBe(
      'coupon.invalid',
    )
  })
})

test('who was found twice has no second turn, and one of his own again when the merging is undone', async () => {
  const [one, other] = [await joined(), await joined()]
  const { batchId } = await batchOf({})
  await take(other, batchId)
  const by = { kind: 'staff', id: 'anna' } as const
  const merge = await shop.merging.merge({ from: other, into: one, reason: 'two cards', by })
  expect(await offered(one)).not.toContain(batchId)
  expect(await take(one, batchId)).toBe('coupon.taken-enough')
  await shop.merging.undo(merge, by)
  const code = await take(one, batchId)
  expect(await owned(one)).toEqual([code])
})
