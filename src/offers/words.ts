/** Why an offer or a coupon was not applied, in words for whoever stands at the till. */
import { type Facts, type Locale, say, type Words } from '../base/refusals.ts'
import type { Programme } from '../programme/rules.ts'
import type { Passed, WhyNot } from './readying.ts'

const sentences: Readonly<Record<WhyNot, Words>> = {
  'coupon-unknown': { en: 'There is no coupon {coupon}.', 'zh-CN': '没有优惠券 {coupon}。' },
  'coupon-mistyped': {
    en: 'The code {coupon} is mistyped: its check character does not fit.',
    'zh-CN': '券码 {coupon} 输入有误：校验位不符。',
  },
  'coupon-void': { en: 'The coupon {coupon} was declared void.', 'zh-CN': '优惠券 {coupon} 已作废。' },
  'coupon-unclaimed': {
    en: 'The coupon {coupon} must be claimed by a member first.',
    'zh-CN': '优惠券 {coupon} 需先由会员领取。',
  },
  'coupon-not-yet-valid': { en: 'The coupon {coupon} is not valid yet.', 'zh-CN': '优惠券 {coupon} 尚未生效。' },
  'coupon-expired': { en: 'The coupon {coupon} has expired.', 'zh-CN': '优惠券 {coupon} 已过期。' },
  'coupon-used-up': { en: 'The coupon {coupon} is used up.', 'zh-CN': '优惠券 {coupon} 已用完。' },
  'coupon-of-another-member': {
    en: 'The coupon {coupon} belongs to another member.',
    'zh-CN': '优惠券 {coupon} 属于其他会员。',
  },
  'coupon-member-inactive': {
    en: 'The coupon {coupon} cannot be used now: the member is not active.',
    'zh-CN': '优惠券 {coupon} 暂不可用：会员状态不正常。',
  },
  'coupon-for-members': { en: 'The coupon {coupon} is for members only.', 'zh-CN': '优惠券 {coupon} 仅限会员使用。' },
  'coupon-twice': { en: 'The coupon {coupon} was given twice.', 'zh-CN': '优惠券 {coupon} 重复提交。' },
  'offer-unknown': {
    en: 'The programme no longer has the offer of the coupon {coupon}.',
    'zh-CN': '优惠券 {coupon} 对应的优惠已下线。',
  },
  'not-now': { en: '“{offer}” is not on at this time.', 'zh-CN': '“{offer}”不在活动时间内。' },
  'other-currency': { en: '“{offer}” is in another currency.', 'zh-CN': '“{offer}”不支持该币种。' },
  'members-only': { en: '“{offer}” is for members only.', 'zh-CN': '“{offer}”仅限会员。' },
  'conditions-not-met': {
    en: 'The order does not meet the conditions of “{offer}”.',
    'zh-CN': '订单不满足“{offer}”的条件。',
  },
  'nothing-to-reduce': {
    en: 'The order has nothing that “{offer}” reduces, or not enough of it.',
    'zh-CN': '订单中没有适用“{offer}”的商品，或未达到门槛。',
  },
  'another-applies': {
    en: '“{offer}” does not combine with “{because}”, which applies.',
    'zh-CN': '“{offer}”不能与已生效的“{because}”同享。',
  },
  'identifier-missing': {
    en: 'The order does not name its {identifier}, by which “{offer}” is limited.',
    'zh-CN': '“{offer}”按 {identifier} 限量，订单未提供该标识。',
  },
  'limit-reached': { en: '“{offer}” has reached its limit.', 'zh-CN': '“{offer}”已达到使用上限。' },
  failed: {
    en: '“{offer}” could not be worked out and was left out; it has been reported.',
    'zh-CN': '“{offer}”计算失败，已跳过并上报。',
  },
}

export function whyNotInWords(passed: Passed, programme: Programme, locale: Locale): string {
  const nameOf = (code: string | null | undefined): string =>
    programme.offering.byCode.get(code ?? '')?.offer.name[locale] ?? code ?? ''
  const facts: Facts = {
    coupon: passed.coupon ?? '',
    offer: nameOf(passed.offer),
    because: nameOf(passed.because),
    identifier: passed.identifier ?? '',
  }
  return say(sentences[passed.whyNot], facts, locale)
}
