import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { at, testShop } from '../../../tests/support/shop.ts'
import type { MemberId } from '../../base/ids.ts'
import { group, offer } from '../../offers/offers.fixture.ts'
import { factsOf } from '../../platform/facts.ts'
import { onFailpoint } from '../../platform/failpoints.ts'
import { why } from '../../points/why.ts'
import type { Benefit } from '../../programme/benefits.ts'
import type { Gift } from '../../programme/gifts.ts'
import { standardProgramme } from '../../programme/standard.ts'
import { verify } from '../../verification.ts'
import { shanghai, spending, withBenefits } from '../benefits.fixture.ts'

const shop = await testShop(at('2026-03-01T04:00:00Z'))
let serial = 0

const name = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const points: Gift['what'] = { kind: 'points', wallet: 'points' }
const gifts: Benefit[] = [
  { code: 'birthday', name: name('Birthday points', '生日礼'), gives: { kind: 'gift', at: 'birthday', what: points } },
  {
    code: 'years',
    name: name('Years together', '周年礼'),
    gives: { kind: 'gift', at: 'joined', what: { kind: 'coupon', offer: 'cake', validDays: 30 } },
  },
  { code: 'welcome', name: name('Welcome', '升级礼'), gives: { kind: 'gift', at: 'tier-reached', what: points } },
]
const definition = {
  ...withBenefits(standardProgramme(shanghai), {
    silver: [
      { code: 'birthday', points: 100 },
      { code: 'welcome', points: 50 },
    ],
    gold: [{ code: 'birthday', points: 300 }, { code: 'welcome', points: 200 }, { code: 'years' }],
  }),
  benefits: gifts,
  offerGroups: [group('main')],
  offers: [offer('cake', { kind: 'amount', minor: 500, of: 'goods' }, { needs: 'coupon' })],
}

beforeAll(async () => {
  await shop.programme.publish({ definition, effectiveAt: null, note: 'gifts', by: 'manager' })
  await shop.benefits.gifts.run()
})
async function memberOn(tier: keyof typeof spending, birthday: string | null = null): Promise<MemberId> {
  serial += 1
  const own = serial
  const phone = `+86137${String(10_000_000 + own)}`
  const { memberId } = await shop.members.enrol({ name: 'Li Na', phone, birthday })
  await shop.buy(memberId, `G-${own}`, spending[tier])
  return memberId
}
const had = async (memberId: MemberId, benefit: string) =>
  (await shop.benefits.gifts.of(memberId))
    .filter((each) => each.benefit === benefit)
    .map(({ countedOn, points: many, coupon }) => `${countedOn} ${many ?? (coupon === null ? 'nothing' : 'coupon')}`)
/** The local noon of a day, with the walk of that day done. */
async function dayOf(date: string) {
  shop.clock.set(at(`${date}T04:00:00Z`))
  return shop.benefits.gifts.run()
}

describe('a gift at an occasion', () => {
  test('is points on the birthday, as the tier of the day says, told as a fact and said why', async () => {
    const member = await memberOn('gold', '1990-03-05')
    await dayOf('2026-03-04')
    expect(await had(member, 'birthday')).toEqual([])
    const [own] = (await shop.benefits.of(member)).items.filter(({ benefit }) => benefit.code === 'birthday')
    expect(own).toMatchObject({ comesAt: at('2026-03-04T16:00:00Z'), gift: { points: 300 }, quota: null })
    await dayOf('2026-03-05')
    await dayOf('2026-03-06')
    expect(await had(member, 'birthday')).toEqual(['2026-03-05 300'])
    const entries = await shop.accounts.entries(member, { wallet: 'points', before: null, limit: 9 })
    const entry = entries.find(({ kind }) => kind === 'gift')
    expect(entry).toMatchObject({ amount: 300, counter: 'issued', direction: 'in' })
    if (entry === undefined) return
    const said = (locale: 'en' | 'zh-CN') => why(entry, shop.programme.version(entry.trace.version), locale).sentence
    expect(said('en')).toBe('300 points given for a birthday: “Birthday points”.')
    expect(said('zh-CN')).toBe('生日获赠 300 积分：“生日礼”。')
    const facts = await factsOf(shop.db, member, { before: null, limit: 50 })
    expect(facts.filter(({ kind }) => kind === 'benefit.given').map(({ data }) => data)).toMatchObject([
      { benefit: 'birthday', at: 'birthday', wallet: 'points', amount: 300 },
    ])
    expect(JSON.stringify(facts)).not.toContain('1990')
  })

  test('is a coupon on the anniversary of joining', async () => {
    await dayOf('2026-04-10')
    const member = await memberOn('gold')
    await dayOf('2026-04-11')
    expect(await had(member, 'years')).toEqual([])
    await dayOf('2027-04-09')
    expect(await had(member, 'years')).toEqual([])
    await dayOf('2027-04-10')
    expect(await had(member, 'years')).toEqual(['2027-04-10 coupon'])
    const [coupon] = await shop.offers.ofMember(member)
    expect(coupon).toMatchObject({ offer: 'cake', status: 'active', endsAt: at('2027-05-10T16:00:00Z') })
  })

  test('comes upon reaching a tier from below, once within 365 days, and not for tiers of long ago', async () => {
    await dayOf('2028-06-01')
    const member = await memberOn('silver')
    const swept = () => shop.benefits.gifts.sweep().then(() => had(member, 'welcome'))
    await expect.poll(swept, { timeout: 20_000 }).toEqual(['2028-06-01 50'])
    await shop.buy(member, `G-up-${serial}`, spending.gold)
    await expect.poll(swept, { timeout: 20_000 }).toEqual(['2028-06-01 200', '2028-06-01 50'])
    await shop.tiers.place({
      memberId: member,
      ladder: 'status',
      tier: 'silver',
      until: null,
      locked: true,
      reason: 'a test',
      by: 'boss',
    })
    await shop.tiers.place({
      memberId: member,
      ladder: 'status',
      tier: null,
      until: null,
      locked: false,
      reason: 'a test',
      by: 'boss',
    })
    const old = await shop.member()
    await shop.buy(old, `G-old-${serial}`, spending.gold, { placedAt: at('2028-05-01T04:00:00Z') })
    const last = await memberOn('silver')
    const later = () => shop.benefits.gifts.sweep().then(() => had(last, 'welcome'))
    await expect.poll(later, { timeout: 20_000 }).toEqual(['2028-06-01 50'])
    expect(await had(member, 'welcome')).toHaveLength(2)
    expect(await had(old, 'welcome')).toEqual([])
  })
})

describe('nobody gets it twice', () => {
  test('by changing the birthday, before or after', async () => {
    await dayOf('2029-03-04')
    const member = await memberOn('gold', '--03-05')
    await dayOf('2029-03-05')
    await shop.members.update(member, { birthday: '--03-07' })
    await dayOf('2029-03-07')
    await shop.members.update(member, { birthday: '--12-20' })
    await dayOf('2029-12-20')
    expect(await had(member, 'birthday')).toEqual(['2029-03-05 300'])
    await shop.members.update(member, { birthday: '--03-05' })
    await shop.buy(member, `G-keep-${serial}`, spending.gold)
    await dayOf('2030-03-04')
    await dayOf('2030-03-05')
    expect(await had(member, 'birthday')).toEqual(['2030-03-05 300', '2029-03-05 300'])
  })

  test('by telling a birthday on the day itself, as a newcomer or not', async () => {
    await dayOf('2030-05-01')
    const newcomer = await memberOn('gold', '--05-01')
    const old = await memberOn('gold')
    await shop.members.update(old, { birthday: '--05-01' })
    await shop.benefits.gifts.run()
    await dayOf('2030-05-02')
    expect([...(await had(newcomer, 'birthday')), ...(await had(old, 'birthday'))]).toEqual([])
  })

  test('by having two cards: what a merged record was given counts', async () => {
    await dayOf('2030-06-09')
    const [lasting, second] = [await memberOn('gold', '--06-20'), await memberOn('gold', '--06-10')]
    await dayOf('2030-06-10')
    await shop.merging.merge({ into: lasting, from: second, reason: 'twice', by: { kind: 'staff', id: 'boss' } })
    await dayOf('2030-06-19')
    await dayOf('2030-06-20')
    expect(await had(lasting, 'birthday')).toEqual(['2030-06-10 300'])
  })

  test('when walks run at once, or die between giving and noting how far they came', async () => {
    await dayOf('2030-08-07')
    const members = await Promise.all([1, 2, 3, 4, 5].map(() => memberOn('gold', '--08-08')))
    shop.clock.set(at('2030-08-08T04:00:00Z'))
    let died = 0
    onFailpoint((point) => {
      if (point !== 'gifts.given' || died > 0) return
      died += 1
      throw new Error('the process died')
    })
    await expect(shop.benefits.gifts.run()).rejects.toThrow('the process died')
    onFailpoint(() => {})
    await Promise.all([shop.benefits.gifts.run(), shop.benefits.gifts.run(), shop.benefits.gifts.run()])
    await shop.benefits.gifts.run()
    for (const member of members) expect(await had(member, 'birthday')).toEqual(['2030-08-08 300'])
    expect(await shop.benefits.gifts.run()).toMatchObject({ day: '2030-08-08', finishedAt: expect.any(Number) })
  })
})

test('days on which the server was off are made up for; a day begins at the programme’s midnight', async () => {
  await dayOf('2031-01-01')
  const [missed, today] = [await memberOn('gold', '--01-03'), await memberOn('gold', '--01-06')]
  shop.clock.set(at('2031-01-05T15:59:59.999Z'))
  await shop.benefits.gifts.run()
  expect(await had(missed, 'birthday')).toEqual(['2031-01-03 300'])
  expect(await had(today, 'birthday')).toEqual([])
  shop.clock.set(at('2031-01-05T16:00:00Z'))
  await shop.benefits.gifts.run()
  expect(await had(today, 'birthday')).toEqual(['2031-01-06 300'])
})

test('who is not active, or stands on a tier that gives none, is given nothing', async () => {
  await dayOf('2031-02-01')
  const [barred, plain] = [await memberOn('gold', '--02-02'), await shop.member()]
  await shop.members.changeStatus(barred, { wish: 'suspend', reason: 'fraud' })
  await shop.members.update(plain, { birthday: '--02-02' })
  await dayOf('2031-02-02')
  expect([...(await had(barred, 'birthday')), ...(await had(plain, 'birthday'))]).toEqual([])
})

test('after all of this every law holds on what is stored', async () => {
  const { checks } = await verify(shop.db, shop.programme)
  expect(checks.filter(({ violations }) => violations > 0)).toEqual([])
  expect(checks.find(({ says }) => says.startsWith('a gift at an occasion'))?.rows).toBeGreaterThan(10)
  expect(shop.errors).toEqual([])
})

test('a gift that was written and not given, or given twice, is seen by verify', async () => {
  await sql`update benefit_gifts set points = points + 1 where occasion = '2026'`.execute(shop.db)
  await sql`
    insert into benefit_gifts (member_id, benefit, occasion, gift_id, at, counted_on, given_at, version, wallet, points)
    select member_id, benefit, '2027', gift_id, at, counted_on + 364, given_at, version, wallet, points
    from benefit_gifts where occasion = '2026' limit 1`.execute(shop.db)
  const { checks } = await verify(shop.db, shop.programme)
  const seen = checks.filter(({ violations }) => violations > 0).map(({ law, says }) => `${law} ${says}`)
  expect(seen).toEqual([
    'L5 a gift at an occasion is one entry or one coupon, and each of them is a gift',
    'L7 nobody is given the same at an occasion twice within 365 days',
  ])
})
