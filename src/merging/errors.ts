import { refusal } from '../base/refusals.ts'

export const holdsOpen = refusal<{ holds: number }>('merge.holds-open', 409, {
  en: '{holds} holds of the record that is to be merged are open. Capture or release them first.',
  'zh-CN': '被合并会员有 {holds} 笔冻结未处理，请先使用或释放。',
})
export const ordersOpen = refusal<{ orders: readonly string[] }>('merge.orders-open', 409, {
  en: 'Orders of the record that is to be merged are open: {orders}. Confirm or cancel them first.',
  'zh-CN': '被合并会员有未完成的订单：{orders}，请先确认或取消。',
})
