import { refusal } from '../../base/refusals.ts'

export const weightsAllNought = refusal('insights.weights-all-nought', 422, {
  en: 'Recency, frequency, value or engagement must have a weight: nothing else can be measured yet.',
  'zh-CN': '最近购买、频次、金额、互动至少有一项权重不为零：其他项目前尚无数据。',
})
export const everybodyAlike = refusal('insights.everybody-alike', 409, {
  en: 'No member differs from the others in what counts for loyalty.',
  'zh-CN': '在计入忠诚度的各项上，会员之间没有差别。',
})
