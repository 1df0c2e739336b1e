import { refusal } from '../../base/refusals.ts'

export const basketsTooFew = refusal<{ baskets: number; least: number }>('insights.baskets-too-few', 409, {
  en: '{baskets} orders of at least two products are within what was asked; rules need {least}.',
  'zh-CN': '所选范围内有 {baskets} 笔包含两件及以上商品的订单；至少需要 {least} 笔才能得出规则。',
})
export const basketsTooMany = refusal<{ percent: number }>('insights.baskets-too-many', 409, {
  en: 'More sets of products reach this support than can be told. Ask for a support of {percent} % or more.',
  'zh-CN': '达到该支持度的商品组合过多。请把支持度设为 {percent}% 或更高。',
})
export const basketsNeverFit = refusal('insights.baskets-never-fit', 409, {
  en: 'Even the most frequent sets of products are more than can be told. Ask for a shorter period or for categories.',
  'zh-CN': '即使最频繁的商品组合也过多。请缩短时段，或按品类查看。',
})
export const rulesTooMany = refusal<{ percent: number }>('insights.rules-too-many', 409, {
  en: 'More rules reach this confidence than can be told. Ask for a confidence of {percent} % or more.',
  'zh-CN': '达到该置信度的规则过多。请把置信度设为 {percent}% 或更高。',
})
export const notKnownYet = refusal('insights.segments-not-known-yet', 409, {
  en: 'Segments of members are known after the first run of insights.',
  'zh-CN': '首次运行数据洞察之后才有会员分群。',
})
