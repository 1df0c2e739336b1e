import { refusal } from '../../base/refusals.ts'

export const notExpired = refusal<{ lotId: string }>('points.not-expired', 409, {
  en: 'Nothing of the lot {lotId} has expired.',
  'zh-CN': '批次 {lotId} 没有过期的部分。',
})
export const tooLittleExpired = refusal<{ wallet: string; expired: number; asked: number }>(
  'points.too-little-expired',
  409,
  {
    en: 'Only {expired} have expired; {asked} were asked.',
    'zh-CN': '已过期 {expired}，不足 {asked}。',
  },
)
export const expiresInPast = refusal<{ expiresOn: string }>('points.expires-in-past', 422, {
  en: 'The day {expiresOn} is over, or there is no such day.',
  'zh-CN': '日期 {expiresOn} 已过或不存在。',
})
