import { refusal } from '../base/refusals.ts'

export const ladderUnknown = refusal<{ ladder: string }>('tiers.ladder-unknown', 422, {
  en: 'The programme has no ladder {ladder}.',
  'zh-CN': '会员体系没有等级体系 {ladder}。',
})
export const tierUnknown = refusal<{ ladder: string; tier: string }>('tiers.tier-unknown', 422, {
  en: 'The ladder {ladder} has no tier {tier}.',
  'zh-CN': '等级体系 {ladder} 没有等级 {tier}。',
})
export const notPlaced = refusal<{ ladder: string }>('tiers.not-placed', 409, {
  en: 'The member was not placed on the ladder {ladder} by hand: there is nothing to end.',
  'zh-CN': '该会员在 {ladder} 上没有手工定级，无可解除。',
})
export const placedSince = refusal<{ ladder: string }>('tiers.placed-since', 409, {
  en: 'On the ladder {ladder} something else is in force since: it stays.',
  'zh-CN': '该会员在 {ladder} 上的手工定级此后已有变化，保持不变。',
})
export const endsInPast = refusal<{ until: string }>('tiers.ends-in-past', 422, {
  en: 'A placement must end in the future; {until} does not lie there.',
  'zh-CN': '手工定级的截止时间必须在将来，{until} 已过。',
})
export const reasonMissing = refusal('tiers.reason-missing', 422, {
  en: 'A placement needs a reason of 1 to 200 characters.',
  'zh-CN': '手工定级须填写 1 至 200 字的原因。',
})
export const lockNothing = refusal('tiers.lock-nothing', 422, {
  en: 'A placement that is ended cannot be locked or have an end.',
  'zh-CN': '解除定级时不能再锁定或设截止时间。',
})
export const placedTwice = refusal<{ row: number }>('tiers.placed-twice', 409, {
  en: 'Row {row} places the same member on the same ladder already.',
  'zh-CN': '第 {row} 行已为同一会员在同一等级体系定级。',
})
