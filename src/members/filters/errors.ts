import { refusal } from '../../base/refusals.ts'

export const filterUnknown = refusal('filter.unknown', 404, {
  en: 'There is no such saved filter, or it is somebody else’s and not shared.',
  'zh-CN': '没有这个已存筛选，或它属于他人且未共享。',
})
export const filterNotOwn = refusal('filter.not-own', 403, {
  en: 'This saved filter belongs to somebody else. Save it under a name of your own and change that one.',
  'zh-CN': '此已存筛选属于他人。请另存为自己的筛选后再修改。',
})
export const filterNameTaken = refusal<{ name: string }>('filter.name-taken', 409, {
  en: 'You have a saved filter called “{name}” already.',
  'zh-CN': '您已有名为“{name}”的已存筛选。',
})
export const filterChangedMeanwhile = refusal<{ revision: number; expected: number }>('filter.changed-meanwhile', 412, {
  en: 'The saved filter was changed meanwhile (revision {revision}, you saw {expected}). Look again, then repeat the change.',
  'zh-CN': '已存筛选已被修改（当前版本 {revision}，您看到的是 {expected}）。请刷新后重试。',
})
export const filtersTooMany = refusal<{ atMost: number }>('filter.too-many', 422, {
  en: 'You have {atMost} saved filters, which is the most. Delete one first.',
  'zh-CN': '您已有 {atMost} 个已存筛选，达到上限。请先删除一个。',
})
export const conditionNotJson = refusal('condition.not-json', 422, {
  en: 'The condition is not JSON.',
  'zh-CN': '条件不是有效的 JSON。',
})
