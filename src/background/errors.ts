import { refusal } from '../base/refusals.ts'

export const jobUnknown = refusal('job.unknown', 404, {
  en: 'There is no such job any more: it is done, or was given up.',
  'zh-CN': '没有这个任务：已完成，或已放弃。',
})

export const jobNotFailed = refusal('job.not-failed', 409, {
  en: 'This job has not failed for good: it waits or is at work.',
  'zh-CN': '该任务并未失败：正在等待或执行中。',
})
