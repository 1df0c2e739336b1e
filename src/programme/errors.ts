import { refusal } from '../base/refusals.ts'

export const invalidProgramme = refusal<{ where: string; problem: string }>('programme.invalid', 422, {
  en: 'The programme cannot be published: {where}: {problem}',
  'zh-CN': '会员体系无法发布:{where}:{problem}',
})

export const effectiveInPast = refusal<{ effectiveAt: string }>('programme.effective-in-past', 422, {
  en: 'A version cannot take effect in the past ({effectiveAt}): orders were decided by the version of their time.',
  'zh-CN': '版本不能在过去生效({effectiveAt}):订单已按当时的版本处理。',
})

export const versionUnknown = refusal<{ version: number }>('programme.version-unknown', 404, {
  en: 'There is no version {version} of the programme.',
  'zh-CN': '没有版本 {version}。',
})
