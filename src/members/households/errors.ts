import { refusal } from '../../base/refusals.ts'

export const withHimself = refusal('household.with-himself', 422, {
  en: 'Nobody makes a household with himself. Choose another member.',
  'zh-CN': '不能与自己组成家庭，请选择另一位会员。',
})
export const wrongStatus = refusal<{ which: string; status: string }>('household.status', 409, {
  en: 'The {which} is {status}: only active members and prospects join a household or get another role in it.',
  'zh-CN': '会员（{which}）状态为 {status}：只有正常会员和潜客才能加入家庭或变更角色。',
})
export const inAnother = refusal('household.in-another', 409, {
  en: 'The member is in another household. Take him out of it first.',
  'zh-CN': '该会员已在另一个家庭中，请先从中移出。',
})
export const full = refusal<{ atMost: number }>('household.full', 409, {
  en: 'A household has {atMost} members at most.',
  'zh-CN': '一个家庭最多 {atMost} 位会员。',
})
export const headNeeded = refusal('household.head-needed', 409, {
  en: 'A household needs its head. Make another member the head instead.',
  'zh-CN': '家庭必须有一位户主，请改为指定另一位会员为户主。',
})
export const inNone = refusal('household.none', 404, {
  en: 'The member is in no household.',
  'zh-CN': '该会员不在任何家庭中。',
})
