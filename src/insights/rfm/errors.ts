import { refusal } from '../../base/refusals.ts'

export const segmentTwice = refusal<{ segment: string }>('insights.segment-twice', 422, {
  en: 'Two segments have the code “{segment}”.',
  'zh-CN': '有两个分群使用了代码“{segment}”。',
})
export const segmentsLeaveOut = refusal<{ r: number; f: number; m: number }>('insights.segments-leave-out', 422, {
  en: 'No segment names recency {r}, frequency {f}, monetary value {m}; everybody who bought belongs to one.',
  'zh-CN': '没有分群包含 R={r}、F={f}、M={m}；每位购买过的会员都应属于某个分群。',
})
export const nobodyBought = refusal('insights.nobody-bought', 409, {
  en: 'No member has bought anything yet.',
  'zh-CN': '还没有会员下过单。',
})
