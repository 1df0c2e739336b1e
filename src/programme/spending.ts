/** What one member may spend of a wallet: what a version says about it, checked, looked over and in words. */
import { type Static, Type } from 'typebox'
import type { Locale } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import { PeriodSchema, PointsSchema } from './basics.ts'
import type { WalletDefinition } from './definition.ts'
import { type Finding, type Linted, warning } from './findings.ts'
import type { Mistake } from './offers/mistakes.ts'

const SpendCapSchema = Type.Object(
  { points: PointsSchema, per: Type.Union([Type.Literal('order'), ...PeriodSchema.anyOf]) },
  { additionalProperties: false },
)
export const SpendCapsSchema = Type.Array(SpendCapSchema, {
  maxItems: 6,
  description:
    'What one member may spend: by redeeming, at the checkout and from holds; what comes back from an order can be spent again',
})

export type SpendCap = Static<typeof SpendCapSchema>

/** From the shortest to the longest. */
const lengths = ['order', 'day', 'week', 'month', 'year', 'lifetime'] as const

const phrases = {
  order: ['an order', '每单'],
  day: ['a day', '每天'],
  week: ['a week', '每周'],
  month: ['a month', '每月'],
  year: ['a year', '每年'],
  lifetime: ['in a lifetime', '终身'],
} as const

/** The first mistake, with its place below the wallet. */
export function mistakeInSpending({ spendCaps = [], purpose }: WalletDefinition): Mistake | undefined {
  if (spendCaps.length === 0) return undefined
  if (purpose !== 'spend')
    return { part: 'spendCaps', problem: { en: 'this wallet cannot be spent', 'zh-CN': '此账户不可消费' } }
  const again = spendCaps.findIndex(({ per }, index) => spendCaps.slice(0, index).some((each) => each.per === per))
  if (again < 0) return undefined
  return { part: `spendCaps[${again}].per`, problem: { en: 'this period is there twice', 'zh-CN': '此周期重复' } }
}

/** Caps that never bind because a longer one is no larger, and a checkout that no cap lets anyone use. */
export function spendingLookedOver({ definition }: Linted): Finding[] {
  return definition.wallets.flatMap((wallet) => {
    const caps = (wallet.spendCaps ?? []).toSorted((a, b) => lengths.indexOf(a.per) - lengths.indexOf(b.per))
    const place = `wallets.${wallet.code}.spendCaps`
    const idle = caps.flatMap((cap, index) => {
      const longer = caps.slice(index + 1).find(({ points }) => points <= cap.points)
      if (longer === undefined) return []
      return warning('wallet.spend-cap-idle', place, {
        en: `The cap on spending ${wallet.name.en} ${phrases[cap.per][0]} never binds: ${phrases[longer.per][0]} no more can be spent.`,
        'zh-CN': `${wallet.name['zh-CN']}${phrases[cap.per][1]}的消费上限不起作用：${phrases[longer.per][1]}的上限不高于它。`,
      })
    })
    const least = wallet.checkout?.least ?? 1
    const tight = caps.find(({ points }) => points < least)
    if (tight === undefined) return idle
    const never = warning('wallet.checkout-beyond-cap', place, {
      en: `At the checkout at least ${grouped(least)} are paid, and ${phrases[tight.per][0]} at most ${grouped(tight.points)} can be spent: nobody can pay with ${wallet.name.en}.`,
      'zh-CN': `结账时至少使用 ${grouped(least)}，而${phrases[tight.per][1]}最多消费 ${grouped(tight.points)}：无法使用${wallet.name['zh-CN']}支付。`,
    })
    return [...idle, never]
  })
}

/** How much of a wallet a member can spend; empty without caps. */
export function spendingInWords({ spendCaps = [], unit }: WalletDefinition, locale: Locale): string {
  const zh = locale === 'zh-CN'
  return spendCaps
    .map(({ points, per }) =>
      zh
        ? `；${phrases[per][1]}最多消费 ${grouped(points)} ${unit['zh-CN']}`
        : `; at most ${grouped(points)} ${unit.en} are spent ${phrases[per][0]}`,
    )
    .join('')
}
