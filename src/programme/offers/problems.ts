/** What can be wrong with an offer, in words. */
import type { Words } from '../../base/refusals.ts'

export const currencyMissing: Words = {
  en: 'an offer with amounts of money needs the currency they are in',
  'zh-CN': '含有金额的优惠须注明币种',
}
export const takesTooMuch: Words = { en: 'it takes off more than is asked for', 'zh-CN': '减免多于所要求的金额' }
export const feesAsAWhole: Words = { en: 'fees are reduced as a whole', 'zh-CN': '运费等费用只能整体减免' }
export const stepsRise: Words = { en: 'steps rise', 'zh-CN': '各档须逐档升高' }
export const stepsOfOneKind: Words = {
  en: 'all steps are amounts, or all are percentages',
  'zh-CN': '各档须都是金额，或都是百分比',
}
export const higherGivesLess: Words = { en: 'a higher step cannot give less', 'zh-CN': '更高的一档不能减得更少' }
export const priceTwice = (sku: string, from: number): Words => ({
  en: `there are two prices of ${sku} from ${from}`,
  'zh-CN': `${sku} 从 ${from} 件起有两个价格`,
})
export const limitTwice: Words = { en: 'this limit is there twice', 'zh-CN': '此限制重复' }
export const limitNeedsCurrency: Words = {
  en: 'a limit in money needs the offer’s currency',
  'zh-CN': '按金额限制须注明优惠的币种',
}
export const givesNoPoints: Words = { en: 'the offer gives no points', 'zh-CN': '此优惠不给积分' }
export const oneOfAnOrder: Words = {
  en: 'an order has one member and one store',
  'zh-CN': '一个订单只有一位会员和一家门店',
}
export const identifierMismatch: Words = {
  en: 'a limit by identifier names one, and no other does',
  'zh-CN': '按标识的限制须写明标识，其他限制不写',
}
