/** A version in words, for the programme page and for people who approve it: one sentence per wallet, rule and tier. */
import { always, describe, lineVocabulary, type Meanings, parseCondition } from '../base/conditions/index.ts'
import { isRefusal, type Locale } from '../base/refusals.ts'
import { dateOf, isTimeZone, parseInstant } from '../base/time.ts'
import type { Definition, EarningRule, LadderDefinition, WalletDefinition } from './definition.ts'
import { purchaseVocabulary } from './purchase.ts'

export type Sentences = {
  readonly name: string
  readonly basics: string
  readonly wallets: readonly { readonly code: string; readonly name: string; readonly sentence: string }[]
  readonly earningRules: readonly { readonly code: string; readonly name: string; readonly sentence: string }[]
  readonly ladders: readonly {
    readonly code: string
    readonly name: string
    readonly tiers: readonly { readonly code: string; readonly name: string; readonly sentence: string }[]
  }[]
}

export function inWords(definition: Definition, locale: Locale): Sentences {
  const zh = locale === 'zh-CN'
  const currencies =
    definition.currencies === 'any' ? (zh ? '任何币种' : 'any currency') : definition.currencies.join(zh ? '、' : ', ')
  return {
    name: definition.name[locale],
    basics: zh
      ? `日期按 ${definition.timeZone} 计算;接受${currencies};单次夜间任务过期超过全部积分的 ${definition.expiryGuardPercent}% 时停下确认。`
      : `Days begin at midnight in ${definition.timeZone}; orders in ${currencies}; a nightly run that would expire more than ${definition.expiryGuardPercent} % of all points stops and asks.`,
    wallets: definition.wallets.map((wallet) => ({
      code: wallet.code,
      name: wallet.name[locale],
      sentence: walletInWords(wallet, zh),
    })),
    earningRules: definition.earningRules.map((rule) => ({
      code: rule.code,
      name: rule.name[locale],
      sentence: ruleInWords(rule, definition, locale),
    })),
    ladders: definition.ladders.map((ladder) => ({
      code: ladder.code,
      name: ladder.name[locale],
      tiers: tiersInWords(ladder, definition, locale),
    })),
  }
}

function walletInWords({ pendingDays, expiry, debt }: WalletDefinition, zh: boolean): string {
  const available =
    pendingDays === 0
      ? zh
        ? '立即可用'
        : 'available at once'
      : zh
        ? `${pendingDays} 天后可用`
        : `available after ${pendingDays} days`
  const periods = {
    day: zh ? '当日' : 'day',
    month: zh ? '当月' : 'month',
    quarter: zh ? '当季' : 'quarter',
    year: zh ? '当年' : 'year',
  }
  const expires =
    expiry.kind === 'never'
      ? zh
        ? '永不过期'
        : 'never expires'
      : zh
        ? `获得后第 ${expiry.months} 个月的${periods[expiry.roundUpTo]}末过期`
        : `expires ${expiry.months} months after it was earned, at the end of that ${periods[expiry.roundUpTo]}`
  const owed =
    debt === 'owe'
      ? zh
        ? '退货时已用完的部分记为欠款'
        : 'what a return cannot take back is owed'
      : zh
        ? '退货时已用完的部分免除'
        : 'what a return cannot take back is forgiven'
  return zh ? `${available},${expires};${owed}。` : `It is ${available} and ${expires}; ${owed}.`
}

function ruleInWords(rule: EarningRule, definition: Definition, locale: Locale): string {
  const zh = locale === 'zh-CN'
  const unit = definition.wallets.find((wallet) => wallet.code === rule.wallet)?.unit[locale] ?? rule.wallet
  const parts = [
    earnInWords(rule, definition, unit, locale),
    rule.tierMultiplier === undefined ? '' : zh ? ',乘以等级倍数' : ', times the tier’s multiplier',
    scope(rule.lines, 'lines', definition, locale),
    scope(rule.when, 'order', definition, locale),
    period(rule, definition, zh),
    capInWords(rule, unit, zh),
  ]
  return `${parts.join('')}${zh ? '。' : '.'}`
}

function earnInWords({ earn }: EarningRule, definition: Definition, unit: string, locale: Locale): string {
  const zh = locale === 'zh-CN'
  switch (earn.by) {
    case 'amount':
      return zh
        ? `每消费满 ${earn.perUnits} 个货币单位(优惠后)得 ${earn.points} ${unit}`
        : `${earn.points} ${unit} per ${earn.perUnits} whole currency unit after discounts`
    case 'quantity':
      return zh ? `每 ${earn.per} 件得 ${earn.points} ${unit}` : `${earn.points} ${unit} per ${earn.per} pieces`
    case 'order':
      return zh ? `每单得 ${earn.points} ${unit}` : `${earn.points} ${unit} per order`
    case 'multiply': {
      const base = definition.earningRules.find((each) => each.code === earn.rule)?.name[locale] ?? earn.rule
      return zh
        ? `“${base}”的 ${earn.percent / 100} 倍(本规则给出超出部分)`
        : `“${base}” times ${earn.percent / 100} (this rule gives what is beyond it)`
    }
  }
}

function scope(condition: unknown, of: 'order' | 'lines', definition: Definition, locale: Locale): string {
  if (condition === undefined) return ''
  const whole = purchaseVocabulary(definition.ladders.map((ladder) => ladder.code))
  const meanings: Meanings = of === 'order' ? whole : lineVocabulary(whole)
  const parsed = parseCondition(condition, meanings)
  if (isRefusal(parsed) || parsed === always) return ''
  const words = describe(parsed, meanings, locale, isTimeZone(definition.timeZone) ? definition.timeZone : undefined)
  if (locale === 'zh-CN') return of === 'order' ? `;条件:${words}` : `;仅限商品:${words}`
  return of === 'order' ? `; when ${words}` : `; for items where ${words}`
}

function period({ startsAt, endsAt }: EarningRule, { timeZone }: Definition, zh: boolean): string {
  const day = (text: string | undefined) => {
    const at = text === undefined ? undefined : parseInstant(text)
    return at === undefined || !isTimeZone(timeZone) ? '' : dateOf(at, timeZone).toString()
  }
  const [from, to] = [day(startsAt), day(endsAt)]
  if (from === '' && to === '') return ''
  if (zh) return `;${from === '' ? '' : `自 ${from} 起`}${to === '' ? '' : `至 ${to}(不含)`}`
  return `;${from === '' ? '' : ` from ${from}`}${to === '' ? '' : ` until ${to} (not included)`}`
}

function capInWords({ cap }: EarningRule, unit: string, zh: boolean): string {
  if (cap === undefined) return ''
  const per = {
    order: ['order', '单'],
    day: ['day', '天'],
    month: ['month', '月'],
    year: ['year', '年'],
    lifetime: ['member for life', '位会员终身'],
  }[cap.per]
  return zh ? `;每${per[1]}最多 ${cap.points} ${unit}` : `; at most ${cap.points} ${unit} per ${per[0]}`
}

function tiersInWords(ladder: LadderDefinition, definition: Definition, locale: Locale) {
  const zh = locale === 'zh-CN'
  const unit = definition.wallets.find((wallet) => wallet.code === ladder.wallet)?.unit[locale] ?? ladder.wallet
  return ladder.tiers.map((tier) => {
    const times = tier.pointsPercent / 100
    const reach =
      tier.reach === 0
        ? zh
          ? '所有会员'
          : 'Everyone starts here'
        : zh
          ? `有效${unit}达到 ${tier.reach}`
          : `At ${tier.reach} unexpired ${unit}`
    const keep = tier.keep === 0 ? '' : zh ? `,低于 ${tier.keep} 时降级` : `, kept above ${tier.keep}`
    return {
      code: tier.code,
      name: tier.name[locale],
      sentence: zh ? `${reach}${keep};积分 × ${times}。` : `${reach}${keep}; points × ${times}.`,
    }
  })
}
