import { describe, expect, test } from 'vitest'
import { vocabulary } from '../../base/conditions/index.ts'
import type { Instant, TimeZone } from '../../base/time.ts'
import type { Definition } from '../definition.ts'
import { lint, refusedByChecks } from '../lint.ts'
import { type Purchase, type PurchaseLine, purchaseVocabulary } from '../purchase.ts'
import { standardProgramme } from '../standard.ts'
import type { Give, Offer, OfferGroup } from './definition.ts'
import { offersLookedOver } from './lint.ts'

const standard = standardProgramme('Asia/Shanghai' as TimeZone)
const at = Temporal.Instant.from('2026-03-01T00:00:00Z').epochMilliseconds as Instant

const group = (code: string, more: Partial<OfferGroup> = {}): OfferGroup => ({
  ...{ code, name: { en: code, 'zh-CN': code }, mode: 'all', ...more },
})
const tenOff: Give = { kind: 'percent', basisPoints: 1_000, of: 'goods', base: 'initial' }
const percent = (basisPoints: number, more: Partial<Extract<Give, { kind: 'percent' }>> = {}): Give => ({
  ...{ kind: 'percent', basisPoints, of: 'goods', base: 'initial', ...more },
})
/** It ends, so that it is not without an end. */
const offer = (code: string, more: Partial<Offer> = {}): Offer => ({
  ...{ code, name: { en: code, 'zh-CN': code }, group: 'main', priority: 0, needs: 'nothing' },
  ...{ endsAt: '2027-01-01T00:00:00Z', gives: [tenOff], ...more },
})
const { endsAt: _endsAt, ...endless } = offer('endless')
const once: Offer['limits'] = [{ of: 'uses', most: 1, per: 'lifetime', by: 'member' }]
const inChannel = (value: string) => ({ field: 'order.channel', is: 'equals', value })
const ofSku = (value: string) => ({ field: 'line.sku', is: 'equals', value })

const programme = (offers: readonly Offer[], more: Partial<Definition> = {}): Definition => ({
  ...{ ...standard, offerGroups: [group('main'), group('second')], offers: [...offers], ...more },
})
const found = (offers: readonly Offer[], more: Partial<Definition> = {}) =>
  lint(programme(offers, more), at).map(({ level, code, place }) => `${level} ${code} at ${place}`)
const saidInChinese = (offers: readonly Offer[], more: Partial<Definition> = {}) =>
  lint(programme(offers, more), at).map(({ sentence }) => sentence['zh-CN'])

describe('offers that nobody gets', () => {
  test('ended before the version takes effect', () => {
    expect(found([offer('old', { endsAt: '2026-03-01T00:00:00Z' })])).toEqual([
      'warning offer.ended at offers.old.endsAt',
    ])
    expect(found([offer('new', { endsAt: '2026-03-01T00:00:01Z' })])).toEqual([])
  })

  test('conditions that contradict', () => {
    const never = { all: [inChannel('pos'), inChannel('app')] }
    expect(found([offer('odd', { when: never })])).toEqual(['warning offer.never-applies at offers.odd.when'])
    expect(found([offer('odd', { gives: [percent(100, { lines: { all: [ofSku('a'), ofSku('b')] } })] })])).toEqual([
      'warning offer.never-applies at offers.odd.gives.0',
    ])
    expect(found([offer('fair', { when: { any: [inChannel('pos'), inChannel('app')] } })])).toEqual([])
  })

  test('a currency, a tier or a limit that leaves nobody who can use the coupon', () => {
    const coupon = { needs: 'coupon' as const }
    const platinum = (value: string) => ({ when: { field: 'member.tier', is: 'equals', value } })
    const three: Give = { kind: 'gift', sku: 'cup', quantity: 3 }
    const stock = (most: number): Partial<Offer> => ({
      limits: [{ of: 'pieces', most, per: 'day', by: 'all' }],
      gives: [three],
    })
    const inYuan = { currencies: ['CNY'] }
    expect(found([offer('usd', { ...coupon, currency: 'USD' })], inYuan).slice(0, 1)).toEqual([
      'warning offer.for-nobody at offers.usd.currency',
    ])
    expect(found([offer('high', { ...platinum('platinum') })])).toEqual([
      'warning offer.for-nobody at offers.high.when',
    ])
    expect(found([offer('cups', stock(2))])).toEqual(['warning offer.for-nobody at offers.cups.limits'])
    expect(saidInChinese([offer('cups', { ...coupon, ...stock(2) })])).toEqual([
      '没有人能使用“cups”的优惠券：一次需要 3 件，超出限量。',
    ])
    expect(found([offer('cny', { currency: 'CNY' })], inYuan)).toEqual([])
    expect(found([offer('gold', platinum('gold')), offer('cups', stock(3))])).toEqual([])
  })

  test('behind one that always applies in a group of which the first applies', () => {
    const offerGroups = [group('main', { mode: 'first' })]
    const behind = (first: Partial<Offer>, second: Partial<Offer> = {}) =>
      found([offer('always', { priority: 1, ...first }), offer('later', second)], { offerGroups })
    expect(behind({})).toEqual(['warning offer.never-reached at offers.later'])
    expect(behind({}, { needs: 'coupon', limits: once })).toEqual(['warning offer.never-reached at offers.later'])
    for (const first of [
      { limits: once },
      { when: inChannel('pos') },
      { needs: 'coupon' as const, limits: once },
      { members: true },
      { currency: 'CNY' },
      { gives: [percent(1_000, { lines: ofSku('a') })] },
      { endsAt: '2026-12-01T00:00:00Z' },
      { startsAt: '2026-03-02T00:00:00Z' },
    ])
      expect(behind(first)).toEqual([])
    expect(behind({ members: true }, { members: true })).toEqual(['warning offer.never-reached at offers.later'])
  })

  test('after a group that always applies alone, or alone behind one that always applies', () => {
    const later = offer('later', { group: 'second' })
    const groups = (first: Partial<OfferGroup>, second: Partial<OfferGroup> = {}) => ({
      offerGroups: [group('main', first), group('second', second)],
    })
    expect(found([offer('always'), later], groups({ alone: true }))).toEqual([
      'warning offer.never-reached at offers.later',
    ])
    expect(found([offer('always'), later], groups({}, { alone: true }))).toEqual([
      'warning offer.never-reached at offers.later',
    ])
    expect(found([offer('always'), later], groups({}))).toEqual([])
    expect(found([offer('always', { limits: once }), later], groups({ alone: true }))).toEqual([])
    const third = { offerGroups: [group('zero'), group('main', { alone: true }), group('second')] }
    const before = offer('before', { group: 'zero', when: inChannel('pos') })
    expect(found([before, offer('always'), later], third)).toEqual([])
  })
})

describe('exclusives that overlap', () => {
  test('two of one priority of which the first applies', () => {
    const offerGroups = [group('main', { mode: 'first' })]
    const both = (one: Partial<Offer>, other: Partial<Offer>) =>
      found([offer('a', { limits: once, ...one }), offer('b', other)], { offerGroups })
    expect(both({}, {})).toEqual(['warning offer.order-decides at offers.b.priority'])
    expect(both({ priority: 1 }, {})).toEqual([])
    expect(both({ when: inChannel('pos') }, { when: inChannel('app') })).toEqual([])
    expect(both({ endsAt: '2026-04-01T00:00:00Z' }, { startsAt: '2026-04-01T00:00:00Z' })).toEqual([])
    expect(both({ currency: 'CNY' }, { currency: 'USD' })).toEqual([])
  })

  test('two groups that apply alone', () => {
    const offerGroups = [group('main', { alone: true }), group('second', { alone: true })]
    const both = (one: Partial<Offer>, other: Partial<Offer>) =>
      found([offer('a', { limits: once, ...one }), offer('b', { group: 'second', ...other })], { offerGroups })
    expect(both({}, {})).toEqual(['warning offer.order-decides at offerGroups.second.alone'])
    expect(both({ when: inChannel('pos') }, { when: inChannel('app') })).toEqual([])
  })
})

describe('liability without limit', () => {
  test('a discount or points without any limit and without an end', () => {
    const bonus: Give = { kind: 'points', wallet: 'points', earn: { by: 'order', points: 5 }, rounding: 'floor' }
    const prices: Give = { kind: 'prices', prices: [{ sku: 'tea', minor: 1 }] }
    expect(found([endless])).toEqual(['warning offer.unlimited at offers.endless'])
    expect(found([{ ...endless, gives: [bonus] }])).toEqual(['warning offer.unlimited at offers.endless'])
    expect(found([{ ...endless, limits: once }, offer('ends')])).toEqual([])
    expect(found([{ ...endless, needs: 'coupon' }], { offerGroups: [group('main', { mode: 'best' })] })).toEqual([])
    expect(found([{ ...endless, gives: [prices], currency: 'CNY' }])).toEqual([])
  })

  test('points without a cap that never expire', () => {
    const [points, growth] = standard.wallets
    if (points === undefined || growth === undefined) throw new Error('the standard programme is not standard')
    const bonus: Give = { kind: 'points', wallet: 'points', earn: { by: 'order', points: 5 }, rounding: 'floor' }
    const forEver = (more: Partial<Offer>, wallet: object = {}) =>
      found([offer('bonus', { gives: [bonus], ...more })], {
        earningRules: standard.earningRules.slice(1),
        wallets: [{ ...points, expiry: { kind: 'never' }, ...wallet }, growth],
      }).filter((each) => !each.includes('wallet.unfed'))
    expect(forEver({})).toEqual(['warning offer.points-for-ever at offers.bonus.gives.0'])
    expect(forEver({ limits: once })).toEqual([])
    expect(forEver({}, { maximum: 1_000 })).toEqual([])
    expect(forEver({}, { expiry: { kind: 'rolling', months: 1, roundUpTo: 'day' } })).toEqual([])
    expect(forEver({ gives: [{ ...bonus, expiry: { kind: 'rolling', months: 1, roundUpTo: 'day' } }] })).toEqual([])
  })

  test('percentages that take everything together', () => {
    const warned = ['warning offer.order-for-nothing at offers.b.gives']
    const two = (one: Partial<Offer>, other: Partial<Offer>, groups: Partial<OfferGroup>[] = [{}, {}]) =>
      found([offer('a', one), offer('b', { group: 'second', ...other })], {
        offerGroups: [group('main', groups[0]), group('second', groups[1])],
      })
    const half = { gives: [percent(5_000)], limits: once }
    expect(two(half, half)).toEqual(warned)
    expect(two(half, { ...half, gives: [percent(4_999)] })).toEqual([])
    expect(two(half, { ...half, gives: [percent(5_000, { base: 'remaining' })] })).toEqual([])
    expect(two(half, half, [{ alone: true }, {}])).toEqual([])
    expect(two({ ...half, when: inChannel('pos') }, { ...half, when: inChannel('app') })).toEqual([])
    const only = (sku: string) => ({ ...half, gives: [percent(5_000, { lines: ofSku(sku) })] })
    expect(two(only('tea'), only('tea'))).toEqual(warned)
    expect(two(only('tea'), only('cup'))).toEqual([])
    expect(two(half, { ...half, group: 'main' })).toEqual(warned)
    expect(two(half, { ...half, group: 'main' }, [{ mode: 'best' }])).toEqual([])
    expect(two(half, { ...half, group: 'main' }, [{ oncePerLine: true }])).toEqual([])
    expect(two({ ...half, gives: [percent(10_000)] }, { ...half, gives: [percent(100)] })).toEqual([])
  })

  test('several coupons of one offer on one order', () => {
    const coupon = { needs: 'coupon' as const, gives: [percent(1_000)] }
    expect(found([offer('c', coupon)])).toEqual(['warning offer.order-for-nothing at offers.c.limits'])
    expect(found([offer('c', { ...coupon, limits: [{ of: 'uses', most: 1, per: 'order', by: 'all' }] })])).toEqual([])
    expect(found([offer('c', coupon)], { offerGroups: [group('main', { mode: 'best' })] })).toEqual([])
  })
})

describe('the floor of the margin', () => {
  const costs = [
    { sku: 'tea', currency: 'CNY', minor: 800, priceMinor: 1_200 },
    { sku: 'cup', currency: 'CNY', minor: 1_000, priceMinor: 5_000 },
  ]
  const floor = (act: 'warn' | 'refuse' = 'warn') => ({ costs, marginFloor: { basisPoints: 2_000, act } })
  const below = (give: Give, act?: 'warn' | 'refuse') =>
    found([offer('o', { gives: [give], currency: 'CNY' })], floor(act))
  const warned = ['warning offer.below-margin at offers.o.gives.0']

  test('a member price', () => {
    const price = (minor: number): Give => ({ kind: 'prices', prices: [{ sku: 'tea', minor }] })
    expect(below(price(999))).toEqual(warned)
    expect(below(price(1_000))).toEqual([])
    expect(below(price(999), 'refuse')).toEqual(['error offer.below-margin at offers.o.gives.0'])
    const inDollars = found([offer('o', { gives: [price(999)], currency: 'USD' })], floor())
    expect(inDollars).toEqual([])
  })

  test('a bundle, by the dearest that can fill it', () => {
    const bundle = (priceMinor: number): Give => ({
      kind: 'bundle',
      parts: [{ quantity: 2, lines: ofSku('tea') }, { quantity: 1 }],
      priceMinor,
    })
    expect(below(bundle(3_249))).toEqual(warned)
    expect(below(bundle(3_250))).toEqual([])
  })

  test('a percentage, also of steps, with what is sure told from what hangs on category', () => {
    expect(below(percent(1_671))).toEqual(warned)
    expect(below(percent(1_670))).toEqual([])
    expect(below(percent(1_671, { lines: ofSku('cup') }))).toEqual([])
    expect(below(percent(1_671, { lines: { not: ofSku('tea') } }), 'refuse')).toEqual([])
    expect(below(percent(5_000, { mostMinor: 200 }))).toEqual([])
    const steps: Give = {
      ...{ kind: 'steps', by: 'quantity', base: 'initial' },
      steps: [
        { from: 2, off: { basisPoints: 1_000 } },
        { from: 5, off: { basisPoints: 3_000 } },
      ],
    }
    expect(below(steps)).toEqual(warned)
    const drinks = percent(5_000, { lines: { field: 'line.category', is: 'within', value: 'drinks' } })
    expect(below(drinks, 'refuse')).toEqual(warned)
    expect(saidInChinese([offer('o', { gives: [percent(1_671)] })], floor())).toEqual([
      '“o”将使 tea 的毛利率低于 20%。',
    ])
  })

  test('a floor without costs checks nothing, and says so', () => {
    expect(found([offer('o')], { ...floor(), costs: [] })).toEqual(['warning margin.no-costs at marginFloor'])
    expect(found([offer('o')], { costs })).toEqual([])
  })

  test('what is to be refused is refused when it is published', () => {
    const cheap = offer('o', { gives: [percent(5_000)] })
    expect(refusedByChecks(programme([cheap], floor()), at)).toBeUndefined()
    expect(refusedByChecks(programme([cheap], floor('refuse')), at)).toMatchObject({
      ...{ refusal: 'programme.invalid', status: 422 },
      facts: { where: 'offers.o.gives.0' },
    })
  })
})

describe('equal members pay equal prices', () => {
  const known = purchaseVocabulary(['status'])
  const scored = vocabulary<Purchase, PurchaseLine>({
    fields: new Map([
      ...known.fields,
      [
        'member.likelyToLeave',
        { type: 'number', words: { en: 'likelihood to leave', 'zh-CN': '流失概率' }, personal: true, read: () => 7 },
      ],
    ]),
    ...(known.lines === undefined ? {} : { lines: known.lines }),
  })
  const judged = (more: Partial<Offer>) =>
    offersLookedOver({ definition: programme([offer('o', more)]), at, vocabulary: scored, conditions: () => ({}) })
  const likely = { any: [inChannel('pos'), { field: 'member.likelyToLeave', is: 'at-least', value: 5 }] }

  test('a price by a personal score is refused', () => {
    expect(judged({ when: likely })).toEqual([
      {
        ...{ level: 'error', code: 'offer.personal-price', place: 'offers.o.when' },
        sentence: {
          en: '“o” changes a price by likelihood to leave, which is a score of a person: members who are equal pay one price.',
          'zh-CN': '“o”按流失概率（个人评分）改变价格：同等会员应享受同等价格。',
        },
      },
    ])
  })

  test('a gift by it, or a price by something else, is not', () => {
    expect(judged({ when: likely, gives: [{ kind: 'gift', sku: 'cup', quantity: 1 }] })).toEqual([])
    expect(judged({ when: inChannel('pos') })).toEqual([])
  })
})
