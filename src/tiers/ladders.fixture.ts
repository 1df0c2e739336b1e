/** Ladders of every kind for tests, small enough to move often. */
import type { LadderDefinition } from '../programme/ladders.ts'

const named = (name: string) => ({ en: name, 'zh-CN': name })

export const start = { code: 'start', name: named('Start'), reach: 0, keep: 0, pointsPercent: 100 } as const

type Rest = Pick<LadderDefinition['tiers'][number], 'reach' | 'keep'>

/** A ladder whose tiers above the first are called `one`, `two`, …. */
export function ladder(
  code: string,
  rest: Omit<LadderDefinition, 'code' | 'name' | 'tiers'>,
  ...tiers: readonly Rest[]
): LadderDefinition {
  const codes = ['one', 'two', 'three', 'four']
  return {
    code,
    name: named(code),
    ...rest,
    tiers: [
      start,
      ...tiers.map((tier, index) => ({
        code: codes[index] ?? `more-${index}`,
        name: named(codes[index] ?? 'More'),
        pointsPercent: 100,
        ...tier,
      })),
    ],
  }
}

export const spend = (atLeast: number) => ({ measure: 'spend', currency: 'CNY', atLeast }) as const
export const orders = (atLeast: number) => ({ measure: 'orders', atLeast }) as const
export const visits = (atLeast: number) => ({ measure: 'visits', atLeast }) as const
export const earned = (atLeast: number) => ({ measure: 'earned', wallet: 'points', atLeast }) as const
export const balance = (atLeast: number) => ({ measure: 'balance', wallet: 'growth', atLeast }) as const
export const tea = (atLeast: number) =>
  ({ measure: 'category-spend', category: 'tea', currency: 'CNY', atLeast }) as const

/** Every window, every way to rise and to fall. */
export const everyLadder: readonly LadderDefinition[] = [
  ladder(
    'rolling',
    { window: { kind: 'rolling', days: 40 }, fall: { how: 'full', graceDays: 10, roundUpTo: 'month', warnDays: 7 } },
    { reach: { any: [spend(30_000), visits(3)] }, keep: { any: [spend(20_000), visits(2)] } },
    { reach: { all: [orders(3), { any: [tea(40_000), earned(900)] }] }, keep: orders(3) },
  ),
  ladder(
    'calendar',
    { window: { kind: 'calendar-year' }, rise: 'next-period', fall: { how: 'one-step', graceDays: 30 } },
    { reach: orders(2), keep: orders(1) },
    { reach: spend(60_000), keep: spend(50_000) },
    { reach: spend(120_000), keep: { all: [spend(70_000), orders(2)] } },
  ),
  ladder(
    'since-tier',
    { window: { kind: 'tier-anniversary' }, fall: { how: 'full', warnDays: 30 } },
    { reach: earned(200), keep: earned(150) },
    { reach: earned(800), keep: earned(700) },
  ),
  ladder(
    'since-joining',
    { window: { kind: 'member-anniversary' }, fall: { how: 'one-step', roundUpTo: 'quarter', warnDays: 20 } },
    { reach: visits(2), keep: visits(2) },
    { reach: visits(4), keep: visits(3) },
  ),
  ladder(
    'monthly',
    { wallet: 'growth', window: { kind: 'rolling', months: 2 }, reviewed: 'month', fall: { how: 'one-step' } },
    { reach: 300, keep: 200 },
    { reach: { all: [balance(700), orders(2)] }, keep: { any: [balance(500), orders(2)] } },
  ),
  ladder(
    'for-ever',
    { fall: { how: 'never' } },
    { reach: orders(2), keep: orders(2) },
    { reach: spend(90_000), keep: 0 },
  ),
  ladder('guests', { wallet: 'growth' }, { reach: 400, keep: 250 }, { reach: 'invitation', keep: 100 }),
]
