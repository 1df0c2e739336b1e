import { refusal } from '../../base/refusals.ts'

export const visitsTooFew = refusal<{ people: number; least: number }>('insights.visits-too-few', 409, {
  en: '{people} members have bought something in the last two years; recommendations need {least}.',
  'zh-CN': '近两年有 {people} 位会员买过商品；至少需要 {least} 位才能做推荐。',
})
export const modelNotMade = refusal('insights.model-not-made', 409, {
  en: 'What goes with what has not been learned yet. It is learned with the next run of insights.',
  'zh-CN': '还没有学习商品之间的关系，下一次数据洞察运行时会学习。',
})
export const neverBought = refusal<{ sku: string }>('insights.never-bought', 409, {
  en: 'No member has bought “{sku}” in the last two years, so nothing is known of what goes with it.',
  'zh-CN': '近两年没有会员买过“{sku}”，无法得知与它搭配的商品。',
})
