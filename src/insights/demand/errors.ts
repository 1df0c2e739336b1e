import { refusal } from '../../base/refusals.ts'

export const nothingSold = refusal('insights.nothing-sold', 409, {
  en: 'Nothing was sold in the last weeks within what was asked. Choose other stores, or products instead of categories.',
  'zh-CN': '所选范围内最近没有销量。请换一家门店，或改按商品查看。',
})
export const noOrdersAtStores = refusal('insights.no-orders-at-stores', 409, {
  en: 'No order of the last weeks names a store, so there are no visits to count.',
  'zh-CN': '最近几周没有带门店的订单，无法统计到店人次。',
})
export const weeksTooFew = refusal<{ has: number; needs: number }>('insights.weeks-too-few', 409, {
  en: 'Staff is told from {needs} whole weeks on; there are {has}.',
  'zh-CN': '至少需要 {needs} 个完整的星期才能给出排班人数，目前有 {has} 个。',
})
