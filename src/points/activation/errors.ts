import { refusal } from '../../base/refusals.ts'

export const lotUnknown = refusal<{ lotId: string }>('points.lot-unknown', 404, {
  en: 'The member has no lot {lotId}.',
  'zh-CN': '该会员没有批次 {lotId}。',
})
export const lotCancelled = refusal<{ lotId: string; event: string }>('points.lot-cancelled', 409, {
  en: 'The lot {lotId} was cancelled, because “{event}” did not come in time.',
  'zh-CN': '批次 {lotId} 已取消：“{event}”未在期限内发生。',
})
export const eventUnknown = refusal<{ event: string }>('points.event-unknown', 422, {
  en: 'Nothing of this member waits for “{event}”, and no terms of the programme do.',
  'zh-CN': '该会员没有等待“{event}”的积分，会员体系也没有这个事件。',
})
export const orderNotHis = refusal<{ number: string }>('points.order-unknown', 404, {
  en: 'The member has no order {number}.',
  'zh-CN': '该会员没有订单 {number}。',
})
export const chooseOne = refusal('points.choose-one', 422, {
  en: 'Name an order, lots or an event: exactly one of them.',
  'zh-CN': '请指定订单、批次或事件中的一项。',
})
