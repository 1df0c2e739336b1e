import { refusal } from '../base/refusals.ts'

export const joiningLapsed = refusal('portal.joining-lapsed', 403, {
  en: 'Too much time has passed since the code was entered. Ask for a new code.',
  'zh-CN': '验证已超时，请重新获取验证码。',
})
export const membershipClosed = refusal('portal.membership-closed', 403, {
  en: 'This membership is closed. Ask the shop to open it again.',
  'zh-CN': '该会员账户已关闭，请联系门店恢复。',
})
export const notOwnCoupon = refusal('portal.not-own-coupon', 404, {
  en: 'There is no such coupon among yours.',
  'zh-CN': '您没有这张优惠券。',
})
export const receiverNotMember = refusal('portal.receiver-not-member', 404, {
  en: 'Nobody could be found who can be given this.',
  'zh-CN': '未找到可接收的会员。',
})
export const wechatOff = refusal('portal.wechat-off', 404, {
  en: 'Signing in with WeChat is not set up.',
  'zh-CN': '未启用微信登录。',
})
export const wechatFailed = refusal('portal.wechat-failed', 403, {
  en: 'WeChat did not confirm who you are. Try again.',
  'zh-CN': '微信授权未成功，请重试。',
})
export const crossOrigin = refusal('portal.cross-origin', 403, {
  en: 'The request does not come from our own pages.',
  'zh-CN': '请求来源无效。',
})
export const receiptUnknown = refusal('portal.receipt-unknown', 404, {
  en: 'There is no receipt with this number and total that can be claimed.',
  'zh-CN': '没有可认领的小票，请核对单号和金额。',
})
export const tooManyMisses = refusal('portal.too-many-misses', 429, {
  en: 'Too many tries that found nothing. Try again tomorrow, or ask in the shop.',
  'zh-CN': '今日尝试次数过多，请明天再试或咨询门店。',
})
