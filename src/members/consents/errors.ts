import { refusal } from '../../base/refusals.ts'

export const consentUnknown = refusal<{ code: string }>('consent.unknown', 422, {
  en: 'There is no text {code} in this version to agree to.',
  'zh-CN': '没有该版本的授权条款 {code}。',
})
export const consentTextUnknown = refusal<{ code: string }>('consent.text-unknown', 404, {
  en: 'There is no text {code}.',
  'zh-CN': '没有授权条款 {code}。',
})
export const consentRequired = refusal<{ codes: string[] }>('consent.required', 422, {
  en: 'Membership needs agreement to: {codes}.',
  'zh-CN': '入会需同意：{codes}。',
})
export const quietInvalid = refusal('consent.quiet-hours-invalid', 422, {
  en: 'Quiet hours need a beginning and an end.',
  'zh-CN': '免打扰时段需同时设置开始和结束时间。',
})
export const channelMisplaced = refusal('consent.channel-misplaced', 422, {
  en: 'A text about marketing names its channel; other texts have none.',
  'zh-CN': '营销类授权需指定渠道，其他类型不能指定渠道。',
})
