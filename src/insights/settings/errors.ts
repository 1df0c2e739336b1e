import { refusal } from '../../base/refusals.ts'

export const settingInvalid = refusal<{ setting: string; where: string; problem: string }>(
  'insights.setting-invalid',
  422,
  {
    en: 'The setting “{setting}” cannot be that: {where} {problem}.',
    'zh-CN': '设置“{setting}”无效：{where} {problem}。',
  },
)
export const settingChangedMeanwhile = refusal<{ revision: number; expected: number }>(
  'insights.setting-changed-meanwhile',
  412,
  {
    en: 'The setting was changed meanwhile (revision {revision}, you saw {expected}). Look again, then repeat the change.',
    'zh-CN': '设置已被修改（当前版本 {revision}，您看到的是 {expected}）。请刷新后重试。',
  },
)
