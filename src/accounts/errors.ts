import { refusal } from '../base/refusals.ts'

export const memberUnknown = refusal('member.unknown', 404, {
  en: 'There is no such member.',
  'zh-CN': '没有这个会员。',
})

export const outcomeUnknown = refusal('service.outcome-unknown', 503, {
  en: 'The connection to the database broke while this was written. Send it again with the same idempotency key to learn the outcome.',
  'zh-CN': '写入时数据库连接中断。请使用相同的幂等键重试以确认结果。',
})

export const busy = refusal('service.busy', 503, {
  en: 'Too much is waiting to be written. Try again in a moment.',
  'zh-CN': '当前写入排队过多，请稍后再试。',
})
