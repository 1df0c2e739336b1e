import { refusal } from '../../base/refusals.ts'

export const textsBusy = refusal<{ atMost: number }>('insights.texts-busy', 429, {
  en: '{atMost} sets of texts are being read or wait already. Try again in a moment.',
  'zh-CN': '已有 {atMost} 批文本正在分析或排队,请稍后再试。',
})
export const textsTooHard = refusal<{ seconds: number }>('insights.texts-too-hard', 422, {
  en: 'These texts could not be read within {seconds} seconds. Send fewer or shorter ones.',
  'zh-CN': '这些文本未能在 {seconds} 秒内分析完。请减少条数或缩短文本后再试。',
})
