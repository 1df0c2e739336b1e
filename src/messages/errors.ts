import { refusal } from '../base/refusals.ts'

export const messageUnknown = refusal('message.unknown', 404, {
  en: 'There is no such message.',
  'zh-CN': '没有这条消息。',
})
