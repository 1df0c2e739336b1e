import { refusal } from '../base/refusals.ts'

export const invalidOrder = refusal<{ where: string; problem: string }>('order.invalid', 422, {
  en: 'The order is not right at {where}: {problem}.',
  'zh-CN': '订单有误，位置 {where}：{problem}。',
})
export const inTheFuture = refusal<{ placedAt: string }>('order.in-the-future', 422, {
  en: 'The order is dated in the future ({placedAt}).',
  'zh-CN': '下单时间在未来（{placedAt}）。',
})
export const currencyNotAccepted = refusal<{ currency: string }>('order.currency-not-accepted', 422, {
  en: 'The programme does not accept the currency {currency}.',
  'zh-CN': '会员体系不支持币种 {currency}。',
})
export const orderUnknown = refusal<{ number: string }>('order.unknown', 404, {
  en: 'There is no order {number}.',
  'zh-CN': '没有订单 {number}。',
})
export const numberTaken = refusal<{ number: string }>('order.number-taken', 409, {
  en: 'The order number {number} is taken by another order.',
  'zh-CN': '订单号 {number} 已被其他订单使用。',
})
export const alreadyConfirmed = refusal<{ number: string }>('order.already-confirmed', 422, {
  en: 'The order {number} was confirmed with other content. Return lines instead of confirming it again.',
  'zh-CN': '订单 {number} 已按其他内容确认。请使用退货而不是再次确认。',
})
export const alreadyCancelled = refusal<{ number: string }>('order.cancelled', 409, {
  en: 'The order {number} is cancelled.',
  'zh-CN': '订单 {number} 已取消。',
})
export const notConfirmed = refusal<{ number: string }>('order.not-confirmed', 409, {
  en: 'The order {number} is not confirmed, so nothing of it can be returned.',
  'zh-CN': '订单 {number} 尚未确认，不能退货。',
})
export const returnTooMuch = refusal<{ number: string; line: number; asked: number; left: number }>(
  'return.too-much',
  422,
  {
    en: 'Line {line} of order {number} has {left} left to return; {asked} were asked.',
    'zh-CN': '订单 {number} 第 {line} 行还可退 {left} 件，申请退 {asked} 件。',
  },
)
export const returnNothing = refusal<{ number: string }>('return.nothing', 422, {
  en: 'A return names at least one line of order {number} that has something left.',
  'zh-CN': '请至少选择订单 {number} 中一行可退商品。',
})
export const returnKeyReused = refusal<{ key: string }>('return.key-reused', 422, {
  en: 'The return {key} was made before with other content.',
  'zh-CN': '退货 {key} 已按其他内容处理。',
})
export const noMember = refusal<{ number: string }>('order.no-member', 409, {
  en: 'The order {number} belongs to no member.',
  'zh-CN': '订单 {number} 未关联会员。',
})
export const priceChanged = refusal<{ number: string; expectedMinor: number; netMinor: number }>(
  'order.price-changed',
  409,
  {
    en: 'The order {number} comes to {netMinor} and not to {expectedMinor} minor units. Evaluate it again.',
    'zh-CN': '订单 {number} 的金额为 {netMinor}（最小货币单位），而非 {expectedMinor}。请重新试算。',
  },
)
export const changedMeanwhile = refusal<{ number: string }>('order.changed-meanwhile', 409, {
  en: 'The order {number} was changed by someone else at the same moment. Try again.',
  'zh-CN': '订单 {number} 同时被他人修改，请重试。',
})
export const hasReturns = refusal<{ number: string }>('order.has-returns', 409, {
  en: 'Lines of the order {number} were returned: it cannot be opened again. Return the rest and sell anew.',
  'zh-CN': '订单 {number} 已有退货，不能重新打开。请退回其余商品后重新下单。',
})
export const exchangeCurrency = refusal<{ number: string; currency: string }>('exchange.other-currency', 422, {
  en: 'The order {number} was paid in {currency}; what it is exchanged for must be too.',
  'zh-CN': '订单 {number} 以 {currency} 支付，换购的订单须使用同一币种。',
})
export const claimTooLate = refusal<{ number: string; days: number }>('order.claim-too-late', 409, {
  en: 'The order {number} can be claimed within {days} days only.',
  'zh-CN': '订单 {number} 只能在 {days} 天内补登。',
})
export const claimNotGuest = refusal<{ number: string }>('order.claim-not-guest', 409, {
  en: 'The order {number} belongs to a member already.',
  'zh-CN': '订单 {number} 已归属会员。',
})
export const cannotPay = refusal<{ number: string; wallet: string }>('order.cannot-pay', 422, {
  en: 'The order {number} cannot be paid from {wallet}: the programme does not allow it, or not in this currency, or it is named twice.',
  'zh-CN': '订单 {number} 不能用 {wallet} 支付：会员体系不允许、币种不符或重复提交。',
})
export const payAmount = refusal<{
  number: string
  wallet: string
  asked: number
  least: number
  step: number
  most: number
}>('order.pay-amount', 422, {
  en: 'The order {number} can be paid with {least} to {most} of {wallet}, in steps of {step}; {asked} were asked.',
  'zh-CN': '订单 {number} 可使用 {least} 至 {most} 的 {wallet}（步长 {step}），申请 {asked}。',
})
export const paymentsDiffer = refusal<{ number: string; dueMinor: number; paidMinor: number }>(
  'order.payments-differ',
  422,
  {
    en: 'The order {number} comes to {dueMinor} minor units in money; the payments make {paidMinor}.',
    'zh-CN': '订单 {number} 应付 {dueMinor}（最小货币单位），支付合计 {paidMinor}。',
  },
)

export const cursorInvalid = refusal('order.cursor-invalid', 422, {
  en: 'The cursor does not come from an earlier answer.',
  'zh-CN': '分页游标无效。',
})
