/** Ladders in words: one sentence for when and how one moves, one for each tier. */

import { decimals, isCurrency } from '../base/money.ts'
import type { Locale } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import type { Definition } from './definition.ts'
import type { Criterion, Fall, LadderDefinition, LadderWindow, Leaf, TierDefinition } from './ladders.ts'

/** `Orders of the last 12 months count; reviewed …; one rises …; one falls ….` */
export function ladderInWords(ladder: LadderDefinition, locale: Locale): string {
  const zh = locale === 'zh-CN'
  const parts = [windowInWords(ladder.window, zh), reviewInWords(ladder, zh), riseInWords(ladder, zh)]
  const said = [...parts, ...fallInWords(ladder.fall, zh)].filter((part) => part !== '')
  return zh ? `${said.join('；')}。` : `${capital(said.join('; '))}.`
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

function windowInWords(window: LadderWindow | undefined, zh: boolean): string {
  switch (window?.kind) {
    case undefined:
    case 'lifetime':
      return ''
    case 'rolling': {
      if ('months' in window)
        return zh ? `统计最近 ${window.months} 个月` : `what counts is of the last ${window.months} months`
      return zh ? `统计最近 ${window.days} 天` : `what counts is of the last ${window.days} days`
    }
    case 'calendar-year':
      return zh ? '统计当前自然年' : 'what counts is of the calendar year'
    case 'member-anniversary':
      return zh ? '统计自入会日起的会员年度' : 'what counts is of the year that began with the day of joining'
    case 'tier-anniversary':
      return zh
        ? '统计自升入当前等级起的年度'
        : 'what counts is of the year that began with the day the tier was reached'
  }
}

const stretches = {
  month: ['month', '月'],
  quarter: ['quarter', '季'],
  year: ['year', '年'],
} as const

function reviewInWords({ window, reviewed }: LadderDefinition, zh: boolean): string {
  if (reviewed !== undefined) {
    const [en, chinese] = stretches[reviewed]
    return zh ? `每${chinese}末评定` : `reviewed at the end of each ${en}`
  }
  if (window === undefined || window.kind === 'lifetime' || window.kind === 'rolling')
    return zh ? '有变动即评定' : 'reviewed at every change'
  return zh ? '年度结束时评定' : 'reviewed when that year ends'
}

function riseInWords({ rise }: LadderDefinition, zh: boolean): string {
  if (rise === 'next-period') return zh ? '达标后下期升级' : 'one rises when the next period begins'
  return zh ? '达标立即升级' : 'one rises at once'
}

function fallInWords(fall: Fall | undefined, zh: boolean): string[] {
  const how = {
    never: ['a tier is never lost', '不降级'],
    'one-step': ['one falls one tier at a time', '每期最多降一级'],
    full: ['one falls to what is reached then', '降至当时达到的等级'],
  }[fall?.how ?? 'full'][zh ? 1 : 0]
  if (fall === undefined || fall.how === 'never') return [how ?? '']
  const { graceDays = 0, roundUpTo, warnDays } = fall
  const stretch = roundUpTo === undefined ? undefined : stretches[roundUpTo][zh ? 1 : 0]
  return [
    how ?? '',
    graceDays === 0 ? '' : zh ? `宽限 ${graceDays} 天` : `after ${graceDays} days of grace`,
    stretch === undefined ? '' : zh ? `顺延至${stretch}末` : `at the end of the ${stretch}`,
    warnDays === undefined ? '' : zh ? `提前 ${warnDays} 天提醒` : `warned of ${warnDays} days before`,
  ]
}

/** What reaches and keeps a tier, without the full stop. */
export function thresholdsInWords(tier: TierDefinition, ladder: LadderDefinition, given: Definition, locale: Locale) {
  const zh = locale === 'zh-CN'
  const said = (criterion: Criterion) => criterionInWords(criterion, given, locale)
  const unit = unitIn(ladder.wallet, given, locale)
  const { reach, keep } = tier
  return `${reaching()}${keeping()}`

  function reaching(): string {
    if (reach === 0) return zh ? '所有会员' : 'Everyone starts here'
    if (reach === 'invitation') return zh ? '仅限邀请' : 'By invitation only'
    if (typeof reach === 'number')
      return zh ? `有效${unit}达到 ${grouped(reach)}` : `At ${grouped(reach)} unexpired ${unit}`
    return zh ? `达到：${said(reach)}` : `At ${said(reach)}`
  }

  function keeping(): string {
    if (keep === 0) return ladder.tiers[0] === tier ? '' : zh ? '，不会失去' : ', never lost'
    if (typeof keep === 'number') return zh ? `，低于 ${grouped(keep)} 时降级` : `, kept above ${grouped(keep)}`
    return zh ? `，保级：${said(keep)}` : `, kept with ${said(keep)}`
  }
}

function unitIn(wallet: string | undefined, { wallets }: Definition, locale: Locale): string {
  return wallets.find((each) => each.code === wallet)?.unit[locale] ?? wallet ?? ''
}

/** A criterion in words; a group within a group is put in brackets. */
export function criterionInWords(criterion: Criterion, given: Definition, locale: Locale): string {
  if ('measure' in criterion) return leafInWords(criterion, given, locale)
  const zh = locale === 'zh-CN'
  const parts = 'all' in criterion ? criterion.all : criterion.any
  const said = parts.map((part) => {
    const words = criterionInWords(part, given, locale)
    return 'measure' in part ? words : zh ? `（${words}）` : `(${words})`
  })
  if (zh) return said.join('all' in criterion ? '且' : '或')
  return said.join('all' in criterion ? ' and ' : ' or ')
}

function leafInWords(
  { measure, atLeast, wallet, currency, category }: Leaf,
  given: Definition,
  locale: Locale,
): string {
  const zh = locale === 'zh-CN'
  const unit = unitIn(wallet, given, locale)
  const sum = money(atLeast, currency ?? '', locale)
  switch (measure) {
    case 'balance':
      return zh ? `有效${unit} ${grouped(atLeast)}` : `${grouped(atLeast)} unexpired ${unit}`
    case 'earned':
      return zh ? `获得${unit} ${grouped(atLeast)}` : `${grouped(atLeast)} ${unit} earned`
    case 'spend':
      return zh ? `消费 ${sum}` : `${sum} spent`
    case 'category-spend':
      return zh ? `类目 ${category} 消费 ${sum}` : `${sum} spent on ${category}`
    case 'orders':
      return zh ? `${grouped(atLeast)} 笔订单` : `${grouped(atLeast)} orders`
    case 'visits':
      return zh ? `${grouped(atLeast)} 天到店` : `${grouped(atLeast)} days with an order`
  }
}

function money(minor: number, currency: string, locale: Locale): string {
  if (!isCurrency(currency)) return grouped(minor)
  const shown = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  return shown.format(minor / 10 ** decimals(currency))
}
