import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusalOf } from '../../../tests/support/members.ts'
import { at, testShop } from '../../../tests/support/shop.ts'
import { asId, type MemberId } from '../../base/ids.ts'
import { asInstant } from '../../base/time.ts'
import { fingerprint } from '../../platform/idempotency.ts'
import { standardProgramme } from '../../programme/standard.ts'
import { verify } from '../../verification.ts'
import { why } from '../why.ts'

const shop = await testShop(at('2026-03-01T08:00:00Z'))
const standard = standardProgramme(shop.programme.at(shop.clock.now()).timeZone)
const DAY_MILLISECONDS = 86_400_000
const words = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const support = { id: 'staff-support', name: 'Wang Fang' }
const manager = { id: 'staff-manager', name: 'Zhao Min' }
let member: MemberId

const reasons = [
  { code: 'goodwill', name: words('Goodwill', '善意补偿'), direction: 'give' as const },
  { code: 'fraud', name: words('Fraud', '欺诈'), direction: 'take' as const, evidence: true },
]

async function publish(adjustmentReasons: typeof reasons): Promise<void> {
  await shop.programme.publish({
    definition: {
      ...standard,
      wallets: standard.wallets.map((wallet) =>
        wallet.code === 'points' ? { ...wallet, approval: { above: 500, withinDays: 3 } } : wallet,
      ),
      adjustmentReasons,
      expiryGuardPercent: 100,
    },
    effectiveAt: null,
    note: 'four eyes',
    by: 'test',
  })
}

beforeAll(() => publish([]))
beforeEach(async () => {
  member = await shop.member()
})

const wish = (amount: number, more: object = {}) => ({
  ...{ memberId: member, wallet: 'points', amount, reason: 'late parcel', code: null, reference: null, by: support },
  ...more,
})
async function asked(amount: number): Promise<string> {
  const outcome = await shop.approvals.adjust(wish(amount))
  if (!('waits' in outcome)) throw new Error('it was done at once')
  return outcome.waits.approvalId
}
const decision = (by = manager) => ({ by, note: null })
const balance = async () => (await shop.wallet(member))?.balance ?? 0
const violations = async () => (await verify(shop.db, shop.programme)).checks.filter((check) => check.violations > 0)

describe('an adjustment above the threshold', () => {
  test('moves nothing until somebody else approves it, and then says who both were', async () => {
    expect(await shop.approvals.adjust(wish(500))).toHaveProperty('done')
    const id = await asked(501)
    expect(await balance()).toBe(500)
    await shop.approvals.approve(id, decision())
    expect(await balance()).toBe(1_001)
    const [entry] = await shop.accounts.entries(member, { wallet: 'points', before: null, limit: 1 })
    expect(entry?.trace).toMatchObject({ by: support.id, approvedBy: manager.id })
    expect(await violations()).toEqual([])
  })

  test('also when it takes', async () => {
    await shop.approvals.approve(await asked(900), decision())
    const id = await asked(-600)
    expect(await balance()).toBe(900)
    await shop.approvals.approve(id, decision())
    expect(await balance()).toBe(300)
  })

  test('is never approved nor refused by who asked for it', async () => {
    const id = await asked(600)
    expect(await refusalOf(shop.approvals.approve(id, decision(support)))).toBe('approval.own-request')
    expect(await refusalOf(shop.approvals.refuse(id, decision(support)))).toBe('approval.own-request')
    expect(await balance()).toBe(0)
  })

  test('lapses', async () => {
    const id = await asked(600)
    shop.clock.set(asInstant(shop.clock.now() + 3 * DAY_MILLISECONDS))
    expect(await refusalOf(shop.approvals.approve(id, decision()))).toBe('approval.lapsed')
    const waiting = await shop.approvals.list({ waiting: true, before: null, limit: 50 })
    expect(waiting.map(({ approvalId }) => approvalId)).not.toContain(id)
  })

  test('that can no longer be done is refused when it is approved, and still waits', async () => {
    await shop.approvals.approve(await asked(600), decision())
    const id = await asked(-600)
    const more = { reason: 'tea', reference: null, by: 'till' }
    await shop.points.redeem({ memberId: member, wallet: 'points', amount: 1, ...more })
    expect(await refusalOf(shop.approvals.approve(id, decision()))).toBe('points.insufficient')
    expect((await shop.approvals.list({ waiting: true, before: null, limit: 1 }))[0]?.approvalId).toBe(id)
  })

  test('what is wrong by itself is refused at once and never waits', async () => {
    expect(await refusalOf(shop.approvals.adjust(wish(-600)))).toBe('points.insufficient')
    expect(await refusalOf(shop.approvals.adjust(wish(600, { wallet: 'gold' })))).toBe('points.wallet-unknown')
    expect(await refusalOf(shop.approvals.adjust(wish(1.5)))).toBe('points.amount-invalid')
    const stranger = asId<'member'>('00000000-0000-7000-8000-00000000dead')
    expect(await refusalOf(shop.approvals.adjust(wish(600, { memberId: stranger })))).toBe('member.unknown')
    expect(await refusalOf(shop.approvals.approve(stranger, decision()))).toBe('approval.unknown')
  })

  test('whoever decides at the same moment, one decision stands', async () => {
    const how = fc.constantFrom('approve' as const, 'refuse' as const)
    await fc.assert(
      fc.asyncProperty(fc.array(how, { minLength: 2, maxLength: 6 }), async (decisions) => {
        const [before, id] = [await balance(), await asked(700)]
        const outcomes = await Promise.allSettled(
          decisions.map((each, index) =>
            each === 'approve'
              ? shop.approvals.approve(id, decision({ id: `manager-${index}`, name: 'M' }))
              : shop.approvals.refuse(id, decision({ id: `manager-${index}`, name: 'M' })),
          ),
        )
        const stood = decisions.filter((_, index) => outcomes[index]?.status === 'fulfilled')
        expect(stood).toHaveLength(1)
        expect(await balance()).toBe(stood[0] === 'approve' ? before + 700 : before)
      }),
      { numRuns: 10 },
    )
    expect(shop.errors).toEqual([])
  })

  test('asked twice with one key waits once, and the key goes on bringing the same answer', async () => {
    const key = { key: `caller:${member}`, fingerprint: fingerprint({ member }) }
    const first = await shop.approvals.adjust(wish(800, { key }))
    const again = await shop.approvals.adjust(wish(800, { key }))
    expect(again).toEqual(first)
    const other = { ...key, fingerprint: fingerprint({ other: true }) }
    expect(await refusalOf(shop.approvals.adjust(wish(900, { key: other })))).toBe('idempotency.key-reused')
  })
})

describe('many small adjustments', () => {
  const done = async (asked: Promise<object>) => 'done' in (await asked)

  test('by one person on one member add up within a day, also when they come at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => done(shop.approvals.adjust(wish(100)))))
    expect(outcomes.filter(Boolean)).toHaveLength(5)
    expect(await balance()).toBe(500)
    expect(await done(shop.approvals.adjust(wish(-1)))).toBe(false)
    expect(await done(shop.approvals.adjust(wish(100, { by: manager })))).toBe(true)
    shop.clock.set(asInstant(shop.clock.now() + DAY_MILLISECONDS + 1))
    expect(await done(shop.approvals.adjust(wish(100)))).toBe(true)
    expect(await violations()).toEqual([])
  })

  test('do not count what a second person approved', async () => {
    await shop.approvals.approve(await asked(900), decision())
    expect(await done(shop.approvals.adjust(wish(500)))).toBe(true)
  })
})

describe('reasons for adjustments', () => {
  test('are those of the programme, in their direction and with their evidence, and stand in the sentence', async () => {
    await publish(reasons)
    const refused = (amount: number, more: object = {}) => refusalOf(shop.approvals.adjust(wish(amount, more)))
    expect(await refused(5)).toBe('points.reason-needed')
    expect(await refused(5, { code: 'fraud' })).toBe('points.reason-unknown')
    expect(await refused(5, { code: 'mood' })).toBe('points.reason-unknown')
    await shop.approvals.adjust(wish(40, { code: 'goodwill' }))
    expect(await refused(-5, { code: 'fraud' })).toBe('points.evidence-needed')
    await shop.approvals.adjust(wish(-5, { code: 'fraud', reference: 'case 7' }))
    const entries = await shop.accounts.entries(member, { wallet: 'points', before: null, limit: 2 })
    const programme = shop.programme.at(shop.clock.now())
    expect(entries.map((entry) => why(entry, programme, 'en').sentence)).toEqual([
      '5 points taken by hand: Fraud – late parcel.',
      '40 points given by hand: Goodwill – late parcel.',
    ])
    expect(entries.map((entry) => why(entry, programme, 'zh-CN').sentence)[1]).toBe(
      '手工增加 40 积分：善意补偿 · late parcel。',
    )
    await publish([])
  })
})
