import { refusal } from '../base/refusals.ts'

export const runUnknown = refusal('bulk.unknown', 404, { en: 'There is no such run.', 'zh-CN': '没有该批量操作。' })
export const runNotReady = refusal<{ state: string }>('bulk.not-ready', 409, {
  en: 'The run cannot be changed like this any more; it is {state}.',
  'zh-CN': '该批量操作的状态为 {state}，不能这样处理。',
})
export const membersUnknown = refusal<{ unknown: number }>('bulk.members-unknown', 422, {
  en: '{unknown} of the chosen are no members.',
  'zh-CN': '所选中有 {unknown} 位不是会员。',
})
export const nothingToUndo = refusal('bulk.nothing-to-undo', 409, {
  en: 'This run cannot be taken back, or it changed nobody.',
  'zh-CN': '该批量操作不能撤销，或没有变更任何会员。',
})
export const undoneBefore = refusal('bulk.undone', 409, {
  en: 'This run was taken back already.',
  'zh-CN': '该批量操作已撤销过。',
})
export const notActive = refusal<{ status: string }>('bulk.not-active', 409, {
  en: 'Only active members get coupons; he is {status}.',
  'zh-CN': '仅可向正常会员发放优惠券，其状态为 {status}。',
})
export const couponUsed = refusal<{ code: string }>('bulk.coupon-used', 409, {
  en: 'The coupon {code} was used and stays.',
  'zh-CN': '优惠券 {code} 已使用，不能收回。',
})
export const placementNotKept = refusal('bulk.placement-not-kept', 409, {
  en: 'The run did not keep which placement was its own. Place the member by hand.',
  'zh-CN': '该批量操作没有保留其定级记录，请手工为会员定级。',
})
