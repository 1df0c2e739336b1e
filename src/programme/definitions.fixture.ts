/** Definitions of every shape, and changes to them; what they say need not make sense. */
import fc from 'fast-check'
import type { Benefit } from './benefits.ts'
import type { Definition, EarningRule, Expiry, LadderDefinition, Pending, WalletDefinition } from './definition.ts'

const texts = fc.constantFrom(
  'Points',
  '积分',
  'yes',
  '12-31',
  '2027-01-01',
  '1e3',
  '# no comment',
  ': a',
  "it's “x”",
  ' ~',
  'a\nb',
  '- b',
  '0x1F',
  'null',
  '{a: b}',
)
const words = fc.record({ en: texts, 'zh-CN': texts })
const amount = fc.integer({ min: 1, max: 5 })

const pending: fc.Arbitrary<Pending> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({ kind: fc.constant('days' as const), days: amount }),
  fc.record({ kind: fc.constant('until' as const), date: fc.constantFrom('2027-01-01', '2028-02-29') }),
)
const expiry: fc.Arbitrary<Expiry> = fc.oneof(
  fc.constant({ kind: 'never' as const }),
  fc.record({ kind: fc.constant('rolling' as const), months: amount, roundUpTo: fc.constantFrom('day', 'year') }),
  fc.record({
    kind: fc.constant('dates' as const),
    dates: fc.subarray(['06-30', '12-31', '02-29'], { minLength: 1 }),
    leastMonths: fc.integer({ min: 0, max: 2 }),
  }),
)
const condition = fc.constantFrom(
  { all: [] },
  { field: 'order.channel', is: 'in', value: ['pos', 'yes'] },
  { any: [{ field: 'order.date', is: 'equals', value: '2027-01-01' }, { not: { any: [] } }] },
)

const wallet = (code: string): fc.Arbitrary<WalletDefinition> =>
  fc.record(
    {
      code: fc.constant(code),
      name: words,
      unit: words,
      purpose: fc.constantFrom('spend', 'status'),
      pending,
      expiry,
      maximum: amount,
      caps: fc.array(fc.record({ points: amount, per: fc.constantFrom('day', 'lifetime') }), { maxLength: 2 }),
      spendCaps: fc.array(fc.record({ points: amount, per: fc.constantFrom('order', 'year') }), { maxLength: 2 }),
      debt: fc.constantFrom('owe', 'forgive', 'pending-only'),
    },
    { requiredKeys: ['code', 'name', 'unit', 'purpose', 'pending', 'expiry', 'debt'] },
  )
const rule = (code: string): fc.Arbitrary<EarningRule> =>
  fc.record(
    {
      code: fc.constant(code),
      name: words,
      wallet: fc.constantFrom('points', 'null'),
      when: condition,
      startsAt: fc.constantFrom('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'),
      earn: fc.oneof(
        fc.record({ by: fc.constant('amount' as const), points: amount, perUnits: amount }),
        fc.record({ by: fc.constant('order' as const), points: amount }),
      ),
      expiry,
      rounding: fc.constantFrom('floor', 'ceil'),
    },
    { requiredKeys: ['code', 'name', 'wallet', 'earn', 'rounding'] },
  )
const tier = (code: string) =>
  fc.record({
    code: fc.constant(code),
    name: words,
    reach: amount,
    keep: amount,
    pointsPercent: fc.constantFrom(100, 125),
  })
const benefit = (code: string): fc.Arbitrary<Benefit> =>
  fc.record(
    {
      ...{ code: fc.constant(code), name: words, description: words },
      gives: fc.constantFrom<Benefit['gives']>(
        { kind: 'service' },
        { kind: 'quota', per: 'quarter' },
        { kind: 'gift', at: 'birthday', daysBefore: 7, what: { kind: 'points', wallet: 'points' } },
      ),
    },
    { requiredKeys: ['code', 'name', 'gives'] },
  )
const ladder = (code: string): fc.Arbitrary<LadderDefinition> =>
  fc.record({
    code: fc.constant(code),
    name: words,
    wallet: fc.constant('points'),
    tiers: some(['gold', 'on', 'x-1'], tier, 1),
  })

/** Some of these, in any order. */
function some<T>(codes: readonly string[], make: (code: string) => fc.Arbitrary<T>, least: number): fc.Arbitrary<T[]> {
  return fc
    .shuffledSubarray([...codes], { minLength: least })
    .chain((chosen) => fc.tuple(...chosen.map((code) => make(code))))
}

export const definitions: fc.Arbitrary<Definition> = fc.record(
  {
    name: words,
    timeZone: fc.constantFrom('Asia/Shanghai', 'UTC'),
    currencies: fc.oneof(fc.constant('any' as const), fc.subarray(['CNY', 'NOK', 'USD'], { minLength: 1 })),
    wallets: some(['points', 'null', 'y'], wallet, 1),
    earningRules: some(['a', 'b', 'no', 'd-1'], rule, 0),
    ladders: some(['status', 'club'], ladder, 0),
    benefits: some(['lounge', 'on'], benefit, 0),
    exchanges: fc.array(
      fc.record({ from: fc.constant('points'), to: fc.constant('y'), give: amount, receive: amount }),
      { maxLength: 2 },
    ),
    expiryGuardPercent: amount,
  },
  { requiredKeys: ['name', 'timeZone', 'currencies', 'wallets', 'earningRules', 'ladders', 'expiryGuardPercent'] },
)

/** A definition after one change: of a value, of an item, of an order, or an item more or less. */
function changed(before: Definition): fc.Arbitrary<Definition> {
  return fc.tuple(definitions, fc.nat({ max: 9 }), fc.nat({ max: 9 })).map(([other, which, place]): Definition => {
    switch (which) {
      case 0:
        return { ...before, timeZone: other.timeZone }
      case 1:
        return { ...before, name: { ...before.name, en: other.name.en } }
      case 2:
        return { ...before, wallets: before.wallets.toReversed() }
      case 3:
        return { ...before, earningRules: moved(before.earningRules, place) }
      case 4:
        return { ...before, earningRules: before.earningRules.filter((_, index) => index !== place % 4) }
      case 5:
        return { ...before, earningRules: merged(before.earningRules, other.earningRules, place) }
      case 6:
        return { ...before, ladders: merged(before.ladders, other.ladders, place) }
      case 7:
        return { ...before, wallets: merged(before.wallets, other.wallets, place) }
      case 8:
        return {
          ...before,
          ladders: before.ladders.map((each) => ({
            ...each,
            tiers: merged(each.tiers, other.ladders[0]?.tiers ?? [], place),
          })),
        }
      default:
        return {
          ...before,
          earningRules: before.earningRules.map((each) => ({ ...each, rounding: 'half-up' as const })),
        }
    }
  })
}

function moved<T>(items: readonly T[], place: number): T[] {
  const [first, ...rest] = items
  return first === undefined ? [] : rest.toSpliced(place % (rest.length + 1), 0, first)
}

/** One of the others takes the place of its namesake, or is put in somewhere. */
function merged<T extends { code: string }>(items: readonly T[], others: readonly T[], place: number): T[] {
  const one = others[place % Math.max(1, others.length)]
  if (one === undefined) return [...items]
  const index = items.findIndex(({ code }) => code === one.code)
  return index < 0 ? items.toSpliced(place % (items.length + 1), 0, one) : items.with(index, one)
}

/** A definition and two that came from it by a few changes each. */
export const histories: fc.Arbitrary<{ base: Definition; ours: Definition; theirs: Definition }> = definitions.chain(
  (base) => fc.record({ base: fc.constant(base), ours: after(base, 3), theirs: after(base, 3) }),
)

function after(before: Definition, changes: number): fc.Arbitrary<Definition> {
  if (changes === 0) return fc.constant(before)
  return fc.oneof(
    fc.constant(before),
    changed(before).chain((next) => after(next, changes - 1)),
  )
}
