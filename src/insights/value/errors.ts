import { refusal } from '../../base/refusals.ts'

export const tooFewCustomers = refusal<{ customers: number; needed: number }>('insights.too-few-customers', 409, {
  en: 'There are {customers} customers with an order; from {needed} on their value can be estimated.',
  'zh-CN': '有订单的会员只有 {customers} 位；达到 {needed} 位后才能估计会员价值。',
})
export const tooFewRepeats = refusal<{ repeating: number; needed: number }>('insights.too-few-repeats', 409, {
  en: '{repeating} customers have bought again; from {needed} on their value can be estimated.',
  'zh-CN': '有复购的会员只有 {repeating} 位；达到 {needed} 位后才能估计会员价值。',
})
export const noFit = refusal<{ model: string; rounds: number }>('insights.no-fit', 409, {
  en: 'The model {model} did not settle on these orders after {rounds} rounds, so it gives no figures. Try another model.',
  'zh-CN': '模型 {model} 在 {rounds} 轮后仍未收敛，因此不给出结果。请换一个模型。',
})
export const noSpread = refusal('insights.no-spread', 409, {
  en: 'Order values hardly differ between customers, so the average of all is the best estimate for each.',
  'zh-CN': '不同会员的订单金额几乎没有差异，每位会员的最佳估计就是总体平均值。',
})
