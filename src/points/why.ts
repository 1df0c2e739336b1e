/** Why an entry has its amount, in words for a member, a cashier and support. From the trace that decided it, nothing else. */
import type { Entry } from '../accounts/account.ts'
import { decimals, isCurrency } from '../base/money.ts'
import { type Facts, type Locale, say, type Words } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import { isOccasion, type Occasion } from '../programme/gifts.ts'
import type { Programme } from '../programme/rules.ts'

export type Why = {
  readonly entryId: string
  readonly sentence: string
  readonly programmeVersion: number
  readonly trace: Entry['trace']
}

const sentences: Readonly<Record<string, Words>> = {
  'earning-rule': {
    en: '{amount} {unit} for order {order}: “{rule}” counts {money}, which gives {base}{times}{capped}.',
    'zh-CN': '订单 {order} 获得 {amount} {unit}：规则“{rule}”计入 {money}，基础 {base}{times}{capped}。',
  },
  return: {
    en: '{amount} {unit} taken back for a return of order {order}: “{rule}” had given {before} and gives {after} for what was kept.',
    'zh-CN': '订单 {order} 退货，收回 {amount} {unit}：规则“{rule}”原获得 {before}，保留商品对应 {after}。',
  },
  redeemed: { en: '{amount} {unit} spent: {reason}.', 'zh-CN': '使用 {amount} {unit}：{reason}。' },
  paid: {
    en: '{amount} {unit} paid {worth} of order {order}.',
    'zh-CN': '订单 {order} 使用 {amount} {unit}抵扣 {worth}。',
  },
  'paid-back': {
    en: '{amount} {unit} came back from order {order}, into the lots that they were spent from.',
    'zh-CN': '订单 {order} 退回 {amount} {unit}，恢复至原批次。',
  },
  captured: { en: '{amount} {unit} spent from a hold: {reason}.', 'zh-CN': '从冻结中使用 {amount} {unit}：{reason}。' },
  adjusted: {
    en: '{amount} {unit} {adjusted} by hand: {code}{reason}.',
    'zh-CN': '手工{adjusted} {amount} {unit}：{code}{reason}。',
  },
  gift: {
    en: '{amount} {unit} given {occasion}: “{benefit}”.',
    'zh-CN': '{occasion}获赠 {amount} {unit}：“{benefit}”。',
  },
  reinstated: {
    en: '{amount} expired {unit} were given back by hand: {code}{reason}.',
    'zh-CN': '手工恢复已过期的 {amount} {unit}：{code}{reason}。',
  },
  exchanged: {
    en: '{amount} {unit} {exchanged}: {reason}.',
    'zh-CN': '{exchanged} {amount} {unit}：{reason}。',
  },
  'transfer-sent': { en: '{amount} {unit} given to another member.', 'zh-CN': '转赠其他会员 {amount} {unit}。' },
  'transfer-fee': { en: '{amount} {unit} as the fee for giving.', 'zh-CN': '转赠手续费 {amount} {unit}。' },
  'transfer-received': {
    en: '{amount} {unit} received from another member, with the age that they had.',
    'zh-CN': '收到其他会员转赠 {amount} {unit}，有效期不变。',
  },
  'transfer-returned': {
    en: '{amount} {unit} came back: the other member could not take them.',
    'zh-CN': '对方无法接收，{amount} {unit}退回。',
  },
  'merge-left': {
    en: '{amount} {unit} went over to the record that this one was merged into.',
    'zh-CN': '会员合并：{amount} {unit} 转入保留的会员。',
  },
  'merge-came': {
    en: '{amount} {unit} came from a second record of the same person, with the age that they had.',
    'zh-CN': '会员合并：自同一人的另一会员转入 {amount} {unit}，有效期不变。',
  },
  'merge-undone': {
    en: '{amount} {unit} went back: the merging of two records was undone.',
    'zh-CN': '撤销会员合并：退回 {amount} {unit}。',
  },
  'merge-owed': {
    en: '{amount} {unit} that a second record of the same person owed.',
    'zh-CN': '会员合并：同一人的另一会员所欠 {amount} {unit}。',
  },
  expired: {
    en: '{amount} {unit} expired: they were earned on {earned} and were valid until {until}.',
    'zh-CN': '{amount} {unit} 已过期：于 {earned} 获得，有效期至 {until}。',
  },
  'event-missed': {
    en: '{amount} {unit} earned on {earned} were cancelled: “{event}”, which they waited for, did not come in time.',
    'zh-CN': '{earned} 获得的 {amount} {unit} 已取消：等待的“{event}”未在期限内发生。',
  },
  'cancelling-undone': {
    en: '{amount} {unit} that had been cancelled came back, because the order that gave them was returned.',
    'zh-CN': '因原订单退货，已取消的 {amount} {unit} 先恢复。',
  },
  'kept-alive': {
    en: '{amount} expired {unit} came back: an activity that was recorded late had kept them alive until {until}.',
    'zh-CN': '{amount} 已过期{unit}恢复：补录的活动使其有效至 {until}。',
  },
  'expiry-undone': {
    en: '{amount} {unit} that had expired came back, because the order that gave them was returned.',
    'zh-CN': '因原订单退货，已过期的 {amount} {unit} 先恢复。',
  },
  'spent-before-return': {
    en: '{amount} {unit} were spent before the return: they are owed and repaid from what is earned next.',
    'zh-CN': '退货前已使用 {amount} {unit}：记为欠款，由以后获得的抵扣。',
  },
  forgiven: {
    en: '{amount} {unit} were spent before the return and are forgiven.',
    'zh-CN': '退货前已使用 {amount} {unit}，予以免除。',
  },
  'debt-repaid': { en: '{amount} {unit} repaid what was owed.', 'zh-CN': '抵扣欠款 {amount} {unit}。' },
}

/** Says an entry in words. @param programme the version that the entry's trace names */
export function why(entry: Entry, programme: Programme, locale: Locale): Why {
  const words = sentences[entry.trace.because]
  const facts = factsOf(entry, programme, locale)
  const sentence = words === undefined ? `${entry.kind} ${entry.amount}` : say(words, facts, locale)
  return { entryId: entry.entryId, sentence, programmeVersion: entry.trace.version, trace: entry.trace }
}

function text(value: unknown): string {
  if (typeof value === 'number') return grouped(value)
  return typeof value === 'string' ? value : ''
}

function factsOf(entry: Entry, programme: Programme, locale: Locale): Facts {
  const { trace } = entry
  const rule = programme.rulesByCode.get(text(trace.rule))?.rule
  const wallet = programme.wallets.get(entry.wallet)
  return {
    amount: grouped(entry.amount),
    unit: wallet?.unit[locale] ?? entry.wallet,
    rule: rule?.name[locale] ?? text(trace.rule),
    order: text(trace.order),
    before: text(trace.before),
    after: text(trace.after),
    reason: text(trace.reason),
    event: text(trace.event),
    code: codeInWords(trace.code, programme, locale),
    adjusted: entry.direction === 'in' ? (locale === 'en' ? 'given' : '增加') : locale === 'en' ? 'taken' : '扣减',
    exchanged: exchanged(entry, programme, locale),
    benefit: benefitIn(trace.benefit, programme, locale),
    occasion: isOccasion(trace.occasion) ? upon[trace.occasion][locale] : '',
    base: text(trace.base),
    money: money(trace.eligibleMinor, trace.currency, locale),
    worth: money(trace.minor, trace.currency, locale),
    times: times(entry, programme, locale),
    capped: capped(entry, locale),
    earned: day(trace.earnedAt, programme),
    until: day(typeof trace.expiresAt === 'number' ? trace.expiresAt - 1 : undefined, programme),
  }
}

/** Into or out of which other wallet. */
function exchanged({ trace, direction }: Entry, programme: Programme, locale: Locale): string {
  const other = text(direction === 'in' ? trace.from : trace.to)
  const unit = programme.wallets.get(other)?.unit[locale] ?? other
  if (locale === 'en') return direction === 'in' ? `received for ${text(trace.gave)} ${unit}` : `turned into ${unit}`
  return direction === 'in' ? `以 ${text(trace.gave)} ${unit}兑换获得` : `兑换为${unit}，使用`
}

const upon: Readonly<Record<Occasion, Words>> = {
  birthday: { en: 'for a birthday', 'zh-CN': '生日' },
  joined: { en: 'for the anniversary of joining', 'zh-CN': '入会周年' },
  'tier-reached': { en: 'upon reaching a tier', 'zh-CN': '升级' },
}

function benefitIn(code: unknown, { definition }: Programme, locale: Locale): string {
  return definition.benefits?.find((each) => each.code === code)?.name[locale] ?? text(code)
}

/** `Goodwill – ` when the adjustment names one of the programme's reasons. */
function codeInWords(code: unknown, programme: Programme, locale: Locale): string {
  if (typeof code !== 'string') return ''
  const reason = programme.definition.adjustmentReasons?.find((each) => each.code === code)
  return `${reason?.name[locale] ?? code}${locale === 'en' ? ' – ' : ' · '}`
}

function money(minor: unknown, currency: unknown, locale: Locale): string {
  if (typeof minor !== 'number' || !isCurrency(currency)) return ''
  return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    minor / 10 ** decimals(currency),
  )
}

/** ` × 1.25 (Silver)` when a multiplier was at work. */
function times({ trace }: Entry, programme: Programme, locale: Locale): string {
  const percent = trace.percent
  if (typeof percent !== 'number' || percent === 100) return ''
  const tier = programme.ladders.flatMap((ladder) => ladder.tiers).find((each) => each.code === trace.tier)
  const name = tier === undefined ? '' : locale === 'en' ? ` (${tier.name.en})` : `（${tier.name['zh-CN']}）`
  return ` × ${percent / 100}${name}`
}

function capped({ trace, amount }: Entry, locale: Locale): string {
  const { base, percent, room } = { base: trace.base, percent: trace.percent, room: trace.room }
  if (typeof base !== 'number' || typeof percent !== 'number' || typeof room !== 'number' || room !== amount) return ''
  return locale === 'en' ? `, limited to ${grouped(room)} by the rule’s cap` : `，受规则上限限制为 ${grouped(room)}`
}

function day(at: unknown, programme: Programme): string {
  if (typeof at !== 'number') return ''
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(programme.timeZone).toPlainDate().toString()
}
