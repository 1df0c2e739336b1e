import { refusal } from '../../base/refusals.ts'

export const tooFewGaps = refusal<{ gaps: number; needed: number }>('insights.too-few-gaps', 409, {
  en: 'People came back {gaps} times so far; from {needed} times on it can be told how long they usually stay away.',
  'zh-CN': '目前只有 {gaps} 次复购间隔；达到 {needed} 次后才能判断顾客通常间隔多久再次购买。',
})
export const thresholdsOutOfOrder = refusal<{ smaller: string; larger: string }>(
  'insights.thresholds-out-of-order',
  422,
  {
    en: '`{smaller}` must not be larger than `{larger}`.',
    'zh-CN': '“{smaller}”不能大于“{larger}”。',
  },
)
