import { refusal } from '../../base/refusals.ts'

export const tooFewToGroup = refusal<{ people: number; needed: number }>('insights.too-few-to-group', 409, {
  en: '{people} members have bought something; from {needed} on it can be seen whether they fall into groups.',
  'zh-CN': '有购买记录的会员为 {people} 位；达到 {needed} 位后才能判断是否存在自然分群。',
})
export const hardlyDifferent = refusal('insights.hardly-different', 409, {
  en: 'The members who bought hardly differ from each other, so there are no groups.',
  'zh-CN': '有购买记录的会员之间几乎没有差别，因此没有分群。',
})
