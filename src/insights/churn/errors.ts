import { refusal } from '../../base/refusals.ts'

export const tooShortToLearn = refusal<{ days: number; needed: number }>('insights.too-short-to-learn', 409, {
  en: 'Orders reach back {days} days; from {needed} on it can be learned and tried who stays away.',
  'zh-CN': '订单历史只有 {days} 天；达到 {needed} 天后才能学习并检验哪些会员会不再购买。',
})
export const tooFewToLearn = refusal<{ people: number; needed: number }>('insights.too-few-to-learn', 409, {
  en: '{people} members bought in time to be learned from; {needed} are needed.',
  'zh-CN': '可供学习的会员只有 {people} 位；需要 {needed} 位。',
})
export const tooFewStayedAway = refusal<{ people: number; needed: number }>('insights.too-few-stayed-away', 409, {
  en: 'Only {people} of those who can be learned from stayed away; {needed} are needed to tell what sets them apart.',
  'zh-CN': '可供学习的会员中只有 {people} 位没有再购买；需要 {needed} 位才能找出他们的特征。',
})
export const tooFewCameBack = refusal<{ people: number; needed: number }>('insights.too-few-came-back', 409, {
  en: 'Only {people} of those who can be learned from bought again; {needed} are needed to tell what sets them apart.',
  'zh-CN': '可供学习的会员中只有 {people} 位再次购买；需要 {needed} 位才能找出他们的特征。',
})
