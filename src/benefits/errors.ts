import { refusal } from '../base/refusals.ts'

export const benefitUnknown = refusal<{ benefit: string }>('benefit.unknown', 404, {
  en: 'The programme has no benefit {benefit}.',
  'zh-CN': '会员体系没有权益 {benefit}。',
})
export const notHeld = refusal<{ benefit: string }>('benefit.not-held', 409, {
  en: 'The member’s tier does not give the benefit {benefit}.',
  'zh-CN': '该会员的等级不包含权益 {benefit}。',
})
export const notCounted = refusal<{ benefit: string }>('benefit.not-counted', 422, {
  en: 'The benefit {benefit} is not counted: it is given without being booked.',
  'zh-CN': '权益 {benefit} 不限次数，无需登记使用。',
})
export const usedUp = refusal<{ benefit: string; left: number; asked: number; quota: number; nextStartsAt: string }>(
  'benefit.used-up',
  409,
  {
    en: '{left} of {quota} are left of the benefit {benefit} and {asked} were asked; the next period begins at {nextStartsAt}.',
    'zh-CN': '权益 {benefit} 本期共 {quota} 次，剩余 {left} 次，请求 {asked} 次；下期自 {nextStartsAt} 开始。',
  },
)
export const memberNotActive = refusal<{ status: string }>('benefit.member-not-active', 409, {
  en: 'The member is {status} and has no benefits.',
  'zh-CN': '会员状态为 {status}，不能使用权益。',
})
export const useUnknown = refusal('benefit.use-unknown', 404, {
  en: 'There is no such use of this benefit.',
  'zh-CN': '没有这条权益使用记录。',
})
export const useUndone = refusal('benefit.use-undone', 409, {
  en: 'This use was undone already.',
  'zh-CN': '这次使用已撤销。',
})
export const giftGiven = refusal<{ benefit: string; occasion: string }>('benefit.gift-given', 409, {
  en: 'The gift {benefit} for {occasion} was given already, or another one less than 365 days ago.',
  'zh-CN': '权益 {benefit} 的礼遇（{occasion}）已发放，或距上次发放不足 365 天。',
})
