import { refusal } from '../base/refusals.ts'

export const offerUnknown = refusal<{ offer: string }>('offer.unknown', 422, {
  en: 'The programme has no offer {offer} that needs a coupon.',
  'zh-CN': '会员体系中没有需要优惠券的优惠 {offer}。',
})
export const couponUnknown = refusal<{ code: string }>('coupon.unknown', 404, {
  en: 'There is no coupon {code}.',
  'zh-CN': '没有优惠券 {code}。',
})
export const batchUnknown = refusal('coupon.batch-unknown', 404, {
  en: 'There is no such batch of coupons.',
  'zh-CN': '没有这个优惠券批次。',
})
export const cursorInvalid = refusal('coupon.cursor-invalid', 422, {
  en: 'The cursor does not come from an earlier answer.',
  'zh-CN': '分页游标无效。',
})
export const couponTaken = refusal<{ code: string }>('coupon.taken', 409, {
  en: 'The coupon {code} exists already.',
  'zh-CN': '优惠券 {code} 已存在。',
})
export const couponNotYours = refusal<{ code: string }>('coupon.not-yours', 409, {
  en: 'The coupon {code} belongs to another member.',
  'zh-CN': '优惠券 {code} 属于其他会员。',
})
export const couponNotClaimable = refusal<{ code: string; status: string }>('coupon.not-claimable', 409, {
  en: 'The coupon {code} cannot be claimed: it is {status}.',
  'zh-CN': '优惠券 {code} 无法领取：{status}。',
})
export const couponNotGiftable = refusal<{ code: string }>('coupon.not-giftable', 409, {
  en: 'The coupon {code} cannot be given away: it is used, void, over, or not for giving.',
  'zh-CN': '优惠券 {code} 不能转赠：已使用、作废、过期或不允许转赠。',
})
export const noneLeft = refusal('coupon.none-left', 409, {
  en: 'All of these coupons are taken.',
  'zh-CN': '这批优惠券已领完。',
})
export const takenEnough = refusal<{ most: number }>('coupon.taken-enough', 409, {
  en: 'Each member may take {most} of these coupons, and you have.',
  'zh-CN': '每位会员限领 {most} 张，您已领取。',
})
export const notForTaking = refusal('coupon.not-for-taking', 409, {
  en: 'These coupons are not there for you to take now.',
  'zh-CN': '您目前不能领取这批优惠券。',
})
export const couponInvalid = refusal<{ where: string; problem: string }>('coupon.invalid', 422, {
  en: 'The coupons are not right at {where}: {problem}.',
  'zh-CN': '优惠券有误，位置 {where}：{problem}。',
})
