import { refusal } from '../../base/refusals.ts'

export const targetWithoutWay = refusal<{ figure: string }>('insights.target-without-way', 422, {
  en: 'The target of “{figure}” is what it began with; a target is another value.',
  'zh-CN': '“{figure}”的目标值与起始值相同；目标值须与起始值不同。',
})
export const targetEndsFirst = refusal<{ figure: string; begins: string; by: string }>(
  'insights.target-ends-first',
  422,
  {
    en: 'The target of “{figure}” is to be reached by {by}, which is not after {begins}, where it begins.',
    'zh-CN': '“{figure}”的达成月份 {by} 须晚于起始月份 {begins}。',
  },
)
export const targetNoShare = refusal<{ figure: string }>('insights.target-no-share', 422, {
  en: '“{figure}” is a share: its values lie between 0 and 1.',
  'zh-CN': '“{figure}”是比率，取值须在 0 到 1 之间。',
})
export const nobodyJoined = refusal('insights.nobody-joined', 409, {
  en: 'There are no members and no orders yet.',
  'zh-CN': '还没有会员，也没有订单。',
})
