import { refusal } from '../base/refusals.ts'

export const tillUnknown = refusal('till.unknown', 404, {
  en: 'There is no such till. Set this device up again.',
  'zh-CN': '没有这台收银机，请重新设置此设备。',
})
export const tillRevoked = refusal('till.revoked', 403, {
  en: 'This till was revoked: nothing that it sends is taken any more. Ask whoever manages the tills.',
  'zh-CN': '这台收银机已被停用，不再接收它的数据。请联系收银机管理员。',
})
export const keyInvalid = refusal('till.key-invalid', 422, {
  en: 'The key of a till is a P-256 public key (SubjectPublicKeyInfo, base64url).',
  'zh-CN': '收银机密钥须为 P-256 公钥（SubjectPublicKeyInfo，base64url）。',
})
export const keyTaken = refusal('till.key-taken', 409, {
  en: 'Another till is registered with this key.',
  'zh-CN': '该密钥已登记为另一台收银机。',
})
export const nameInvalid = refusal('till.name-invalid', 422, {
  en: 'The name of a till needs 1 to 100 characters, store and channel 1 to 60.',
  'zh-CN': '收银机名称需 1 至 100 个字符，门店和渠道需 1 至 60 个字符。',
})
export const signatureWrong = refusal<{ sequence: number }>('till.signature-wrong', 422, {
  en: 'The signature of order {sequence} is not of this till, or the order was changed after it was signed.',
  'zh-CN': '第 {sequence} 笔订单的签名不属于这台收银机，或订单在签名后被改动。',
})
export const unreadable = refusal<{ sequence: number; problem: string }>('till.order-unreadable', 422, {
  en: 'Order {sequence} cannot be read: {problem}.',
  'zh-CN': '第 {sequence} 笔订单无法读取：{problem}。',
})
export const sequenceReused = refusal<{ sequence: number }>('till.sequence-reused', 409, {
  en: 'The till sent another order as number {sequence} of its queue before.',
  'zh-CN': '这台收银机此前已用序号 {sequence} 发送过另一笔订单。',
})
export const numberTaken = refusal<{ number: string }>('till.number-taken', 409, {
  en: 'The number {number} is of another sale of this till. The till sends it again under a new one.',
  'zh-CN': '订单号 {number} 属于这台收银机的另一笔销售，收银机将换用新单号重新发送。',
})
export const reportWrong = refusal('till.report-wrong', 422, {
  en: 'What the till says of itself is not signed by it, or cannot be read.',
  'zh-CN': '收银机的状态报告没有有效签名，或无法读取。',
})
export const foreignNumber = refusal<{ number: string; begins: string }>('till.foreign-number', 422, {
  en: 'The order number {number} is not of this till; its numbers begin with {begins}.',
  'zh-CN': '订单号 {number} 不属于这台收银机，其订单号以 {begins} 开头。',
})
export const amountsWrong = refusal<{ totalMinor: number; linesMinor: number; paidMinor: number }>(
  'till.amounts-wrong',
  422,
  {
    en: 'The amounts do not agree: the total is {totalMinor}, the lines make {linesMinor}, the payments {paidMinor}.',
    'zh-CN': '金额不一致：合计 {totalMinor}，商品合计 {linesMinor}，支付合计 {paidMinor}。',
  },
)
export const returnBeyond = refusal<{ number: string; sku: string; asked: number; left: number }>(
  'till.return-beyond',
  422,
  {
    en: 'Of {sku} the order {number} has {left} left to return; {asked} were noted.',
    'zh-CN': '订单 {number} 中商品 {sku} 还可退 {left} 件，登记退 {asked} 件。',
  },
)
export const placedBefore = refusal<{ placedAt: string; from: string }>('till.placed-before', 422, {
  en: 'The order is dated {placedAt}; orders of this till are taken from {from} on.',
  'zh-CN': '订单时间为 {placedAt}；这台收银机只接收 {from} 起的订单。',
})
