import { refusal } from '../../base/refusals.ts'

export const reportsTooMany = refusal<{ atMost: number }>('insights.reports-too-many', 429, {
  en: '{atMost} reports are waiting to be made already. Try again in a moment.',
  'zh-CN': '已有 {atMost} 份报告在排队，请稍后再试。',
})
