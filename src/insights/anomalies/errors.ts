import { refusal } from '../../base/refusals.ts'

export const tooEarly = refusal<{ weeks: number }>('insights.too-early', 409, {
  en: 'There are no {weeks} weeks of points and visits yet with which the last one could be compared.',
  'zh-CN': '积分与到店记录不足 {weeks} 周，暂时无法与最近一周比较。',
})
export const anomalyUnknown = refusal('insights.anomaly-unknown', 404, {
  en: 'There is no such finding.',
  'zh-CN': '没有这条记录。',
})
export const reviewedMeanwhile = refusal<{ revision: number; expected: number }>('insights.reviewed-meanwhile', 412, {
  en: 'Somebody reviewed this meanwhile (revision {revision}, you saw {expected}). Look again, then decide.',
  'zh-CN': '这条记录已被他人处理（当前版本 {revision}，您看到的是 {expected}）。请刷新后再处理。',
})
