import { refusal } from '../../base/refusals.ts'

export const notOffered = refusal<{ wallet: string }>('transfer.not-offered', 422, {
  en: 'The programme does not let members give away what is in the wallet {wallet}.',
  'zh-CN': '会员体系不支持转赠账户 {wallet}。',
})
export const toOneself = refusal('transfer.to-oneself', 422, {
  en: 'A member cannot give to himself.',
  'zh-CN': '不能转赠给自己。',
})
export const tierNotAllowed = refusal<{ tier: string; allowed: string[] }>('transfer.tier-not-allowed', 409, {
  en: 'On the tier {tier} nothing can be given away; these tiers can: {allowed}.',
  'zh-CN': '等级 {tier} 不能转赠，可转赠的等级：{allowed}。',
})
export const tooLittle = refusal<{ least: number; asked: number }>('transfer.too-little', 422, {
  en: 'At least {least} are given at once; {asked} were asked.',
  'zh-CN': '每次至少转赠 {least}，请求为 {asked}。',
})
export const tooMuchAtOnce = refusal<{ most: number; asked: number }>('transfer.too-much', 422, {
  en: 'At most {most} are given at once; {asked} were asked.',
  'zh-CN': '每次最多转赠 {most}，请求为 {asked}。',
})
export const capReached = refusal<{ per: string; points: number; left: number; asked: number }>(
  'transfer.cap-reached',
  409,
  {
    en: 'Of {points} per {per} only {left} are left to give; {asked} were asked.',
    'zh-CN': '每周期（{per}）可转赠 {points}，剩余 {left}，请求为 {asked}。',
  },
)
