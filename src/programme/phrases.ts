/** Phrases that several parts of a programme are said with. */
import { always, describe, lineVocabulary, type Meanings, parseCondition } from '../base/conditions/index.ts'
import { isRefusal, type Locale } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import { dateOf, isTimeZone, parseInstant } from '../base/time.ts'
import type { Definition, EarningRule } from './definition.ts'
import { purchaseVocabulary } from './purchase.ts'

export function unitOf(code: string, definition: Definition, locale: Locale): string {
  return definition.wallets.find((wallet) => wallet.code === code)?.unit[locale] ?? code
}

export function earnInWords(
  { earn }: Pick<EarningRule, 'earn'>,
  definition: Definition,
  unit: string,
  locale: Locale,
): string {
  const zh = locale === 'zh-CN'
  switch (earn.by) {
    case 'amount':
      return zh
        ? `每消费满 ${grouped(earn.perUnits)} 个货币单位（优惠后）得 ${grouped(earn.points)} ${unit}`
        : `${grouped(earn.points)} ${unit} per ${grouped(earn.perUnits)} whole currency unit after discounts`
    case 'quantity':
      return zh
        ? `每 ${grouped(earn.per)} 件得 ${grouped(earn.points)} ${unit}`
        : `${grouped(earn.points)} ${unit} per ${grouped(earn.per)} pieces`
    case 'order':
      return zh ? `每单得 ${grouped(earn.points)} ${unit}` : `${grouped(earn.points)} ${unit} per order`
    case 'multiply': {
      const base = definition.earningRules.find((each) => each.code === earn.rule)?.name[locale] ?? earn.rule
      return zh
        ? `“${base}”的 ${earn.percent / 100} 倍（本规则给出超出部分）`
        : `“${base}” times ${earn.percent / 100} (this rule gives what is beyond it)`
    }
  }
}

export function scope(condition: unknown, of: 'order' | 'lines', definition: Definition, locale: Locale): string {
  if (condition === undefined) return ''
  const whole = purchaseVocabulary(definition.ladders.map((ladder) => ladder.code))
  const meanings: Meanings = of === 'order' ? whole : lineVocabulary(whole)
  const parsed = parseCondition(condition, meanings)
  if (isRefusal(parsed) || parsed === always) return ''
  const words = describe(parsed, meanings, locale, isTimeZone(definition.timeZone) ? definition.timeZone : undefined)
  if (locale === 'zh-CN') return of === 'order' ? `；条件：${words}` : `；仅限商品：${words}`
  return of === 'order' ? `; when ${words}` : `; for items where ${words}`
}

export function period(
  { startsAt, endsAt }: { startsAt?: string; endsAt?: string },
  { timeZone }: Definition,
  zh: boolean,
): string {
  const day = (text: string | undefined) => {
    const at = text === undefined ? undefined : parseInstant(text)
    return at === undefined || !isTimeZone(timeZone) ? '' : dateOf(at, timeZone).toString()
  }
  const [from, to] = [day(startsAt), day(endsAt)]
  if (from === '' && to === '') return ''
  if (zh) return `；${from === '' ? '' : `自 ${from} 起`}${to === '' ? '' : `至 ${to}（不含）`}`
  return `；${from === '' ? '' : ` from ${from}`}${to === '' ? '' : ` until ${to} (not included)`}`
}
