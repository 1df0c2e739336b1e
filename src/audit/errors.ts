import { refusal } from '../base/refusals.ts'

export const cursorInvalid = refusal('audit.cursor-invalid', 422, {
  en: 'This cursor is none that a page of the audit trail gave.',
  'zh-CN': '该游标不是审计记录分页返回的。',
})
export const instantInvalid = refusal<{ where: string }>('audit.instant-invalid', 422, {
  en: '{where} is no instant; it looks like 2030-01-01T00:00:00Z.',
  'zh-CN': '{where} 不是时间，应形如 2030-01-01T00:00:00Z。',
})
