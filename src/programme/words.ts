/** A version in words, for the programme page and for people who approve it: one sentence per wallet, rule and tier. */
import type { Locale } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import { publishingInWords } from './agreement.ts'
import { benefitsInWords, grantsInWords } from './benefits.ts'
import { checkoutInWords } from './checkout.ts'
import type { Cap, Definition, EarningRule, Expiry, LadderDefinition, Pending, WalletDefinition } from './definition.ts'
import { guardsInWords } from './guardwords.ts'
import { approvalInWords, presenceInWords, reasonsInWords } from './handwords.ts'
import { ladderInWords, thresholdsInWords } from './ladderwords.ts'
import { issuesInWords } from './offers/issues.ts'
import { offerGroupsInWords, offersInWords } from './offers/words.ts'
import { earnInWords, period, scope, unitOf } from './phrases.ts'
import { spendingInWords } from './spending.ts'
import { transferInWords } from './transfers.ts'

export type Sentences = {
  readonly name: string
  readonly basics: string
  readonly wallets: readonly { readonly code: string; readonly name: string; readonly sentence: string }[]
  readonly earningRules: readonly { readonly code: string; readonly name: string; readonly sentence: string }[]
  readonly ladders: readonly {
    readonly code: string
    readonly name: string
    readonly sentence: string
    readonly tiers: readonly { readonly code: string; readonly name: string; readonly sentence: string }[]
  }[]
  /** In the order in which they are applied. */
  readonly offerGroups: readonly Sentence[]
  readonly offers: readonly (Sentence & { readonly group: string })[]
  readonly couponIssues: readonly Sentence[]
  readonly benefits: readonly Sentence[]
}

type Sentence = { readonly code: string; readonly name: string; readonly sentence: string }

export function inWords(definition: Definition, locale: Locale): Sentences {
  const zh = locale === 'zh-CN'
  const currencies =
    definition.currencies === 'any' ? (zh ? '任何币种' : 'any currency') : definition.currencies.join(zh ? '、' : ', ')
  const rest = [reasonsInWords, presenceInWords, guardsInWords, publishingInWords]
    .map((say) => say(definition, locale))
    .join('')
  return {
    name: definition.name[locale],
    basics: zh
      ? `日期按 ${definition.timeZone} 计算；接受${currencies}；单次夜间任务过期超过全部积分的 ${definition.expiryGuardPercent}% 时停下确认。${rest}`
      : `Days begin at midnight in ${definition.timeZone}; orders in ${currencies}; a nightly run that would expire more than ${definition.expiryGuardPercent} % of all points stops and asks.${rest}`,
    wallets: definition.wallets.map((wallet) => ({
      code: wallet.code,
      name: wallet.name[locale],
      sentence: walletInWords(wallet, definition, locale),
    })),
    earningRules: definition.earningRules.map((rule) => ({
      code: rule.code,
      name: rule.name[locale],
      sentence: ruleInWords(rule, definition, locale),
    })),
    ladders: definition.ladders.map((ladder) => ({
      code: ladder.code,
      name: ladder.name[locale],
      sentence: ladderInWords(ladder, locale),
      tiers: tiersInWords(ladder, definition, locale),
    })),
    offerGroups: offerGroupsInWords(definition, locale),
    offers: offersInWords(definition, locale),
    couponIssues: issuesInWords(definition, locale),
    benefits: benefitsInWords(definition, locale),
  }
}

function walletInWords(wallet: WalletDefinition, definition: Definition, locale: Locale): string {
  const zh = locale === 'zh-CN'
  const owed = {
    owe: ['what a return cannot take back is owed', '退货时已用完的部分记为欠款'],
    forgive: ['what a return cannot take back is forgiven', '退货时已用完的部分免除'],
    'pending-only': ['a return takes back only what is not yet available', '退货仅收回尚未可用的部分'],
  }[wallet.debt][zh ? 1 : 0]
  const limits = [
    wallet.maximum === undefined
      ? ''
      : zh
        ? `；余额达到 ${grouped(wallet.maximum)} 后不再获得`
        : `; nothing is earned beyond a balance of ${grouped(wallet.maximum)}`,
    ...(wallet.caps ?? []).map((cap) => capInWords(cap, wallet.unit[locale], zh)),
    spendingInWords(wallet, locale),
    ...exchangesInWords(wallet, definition, locale),
    transferInWords(wallet, definition, locale),
    approvalInWords(wallet, locale),
    checkoutInWords(wallet, definition, locale),
  ].join('')
  const terms = `${pendingInWords(wallet.pending, zh)}${zh ? '，' : ' and '}${expiryInWords(wallet.expiry, zh)}`
  return zh ? `${terms}；${owed}${limits}。` : `It is ${terms}; ${owed}${limits}.`
}

function exchangesInWords({ code, unit }: WalletDefinition, definition: Definition, locale: Locale): string[] {
  return (definition.exchanges ?? []).flatMap(({ from, to, give, receive }) => {
    if (from !== code) return []
    const other = unitOf(to, definition, locale)
    return locale === 'zh-CN'
      ? `；${grouped(give)} ${unit[locale]}可兑换 ${grouped(receive)} ${other}`
      : `; ${grouped(give)} ${unit[locale]} can become ${grouped(receive)} ${other}`
  })
}

function pendingInWords(pending: Pending, zh: boolean): string {
  switch (pending.kind) {
    case 'none':
      return zh ? '立即可用' : 'available at once'
    case 'days':
      return zh ? `${pending.days} 天后可用` : `available after ${pending.days} days`
    case 'until':
      return zh ? `${pending.date} 起可用` : `available from ${pending.date} on`
    case 'event':
      return zh
        ? `待“${pending.event}”发生后可用（${pending.cancelAfterDays} 天内未发生则取消）`
        : `available once “${pending.event}” has come, cancelled if it does not within ${pending.cancelAfterDays} days`
  }
}

const periods = {
  day: ['day', '当日'],
  week: ['week', '当周'],
  month: ['month', '当月'],
  quarter: ['quarter', '当季'],
  year: ['year', '当年'],
} as const

const activities = {
  earn: ['earning', '获得'],
  redeem: ['spending', '使用'],
  exchange: ['exchanging', '兑换'],
  transfer: ['giving', '转赠'],
  order: ['an order', '消费'],
} as const

function expiryInWords(expiry: Expiry, zh: boolean): string {
  switch (expiry.kind) {
    case 'never':
      return zh ? '永不过期' : 'never expires'
    case 'rolling': {
      const [en, chinese] = periods[expiry.roundUpTo]
      return zh
        ? `获得后第 ${expiry.months} 个月的${chinese}末过期`
        : `expires ${expiry.months} months after it was earned, at the end of that ${en}`
    }
    case 'inactivity': {
      const [en, chinese] = periods[expiry.roundUpTo]
      const done = expiry.resetBy.map((each) => activities[each][zh ? 1 : 0])
      return zh
        ? `最近一次活动（${done.join('、')}）后第 ${expiry.months} 个月的${chinese}末过期`
        : `expires ${expiry.months} months after the last activity (${done.join(', ')}), at the end of that ${en}`
    }
    case 'dates': {
      const days = expiry.dates.join(zh ? '、' : ', ')
      const least = expiry.leastMonths
      if (zh) return `每年 ${days} 日终过期${least === 0 ? '' : `（至少有效 ${least} 个月）`}`
      return `expires at the end of the next ${days}${least === 0 ? '' : ` that is at least ${least} months away`}`
    }
  }
}

/** Terms that differ from the wallet's; empty when none do. */
function ownTerms({ pending, expiry }: { pending?: Pending; expiry?: Expiry }, zh: boolean): string {
  const parts = [
    ...(pending === undefined ? [] : [pendingInWords(pending, zh)]),
    ...(expiry === undefined ? [] : [expiryInWords(expiry, zh)]),
  ]
  return parts.join(zh ? '，' : ', ')
}

function ruleInWords(rule: EarningRule, definition: Definition, locale: Locale): string {
  const zh = locale === 'zh-CN'
  const unit = unitOf(rule.wallet, definition, locale)
  const own = ownTerms(rule, zh)
  const parts = [
    earnInWords(rule, definition, unit, locale),
    rule.tierMultiplier === undefined ? '' : zh ? '，乘以等级倍数' : ', times the tier’s multiplier',
    scope(rule.lines, 'lines', definition, locale),
    scope(rule.when, 'order', definition, locale),
    period(rule, definition, zh),
    rule.cap === undefined ? '' : capInWords(rule.cap, unit, zh),
    own === '' ? '' : zh ? `；所得：${own}` : `; what it gives is ${own}`,
  ]
  return `${parts.join('')}${zh ? '。' : '.'}`
}

function capInWords(cap: Cap, unit: string, zh: boolean): string {
  const per = {
    order: ['order', '单'],
    day: ['day', '天'],
    week: ['week', '周'],
    month: ['month', '月'],
    year: ['year', '年'],
    lifetime: ['member for life', '位会员终身'],
  }[cap.per]
  return zh
    ? `；每${per[1]}最多 ${grouped(cap.points)} ${unit}`
    : `; at most ${grouped(cap.points)} ${unit} per ${per[0]}`
}

function tiersInWords(ladder: LadderDefinition, definition: Definition, locale: Locale) {
  const zh = locale === 'zh-CN'
  return ladder.tiers.map((tier) => {
    const times = tier.pointsPercent / 100
    const thresholds = thresholdsInWords(tier, ladder, definition, locale)
    const terms = (tier.terms ?? []).map((each) => {
      const name = definition.wallets.find((wallet) => wallet.code === each.wallet)?.name[locale] ?? each.wallet
      return zh ? `；${name}：${ownTerms(each, zh)}` : `; ${name} earned on it: ${ownTerms(each, zh)}`
    })
    const more = `${terms.join('')}${grantsInWords(tier, definition, locale)}`
    return {
      code: tier.code,
      name: tier.name[locale],
      sentence: zh ? `${thresholds}；积分 × ${times}${more}。` : `${thresholds}; points × ${times}${more}.`,
    }
  })
}
