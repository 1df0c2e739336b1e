import { refusal } from '../../base/refusals.ts'

export const noteUnknown = refusal('note.unknown', 404, {
  en: 'There is no such note on this member.',
  'zh-CN': '该会员没有这条备注。',
})
export const noteOfAnother = refusal('note.of-another', 403, {
  en: 'Only who wrote a note changes its words. Write another one, or take this one back.',
  'zh-CN': '只有备注的作者可以修改内容。您可以另写一条，或撤回这一条。',
})
export const noteChangedMeanwhile = refusal<{ version: number; expected: number }>('note.changed-meanwhile', 412, {
  en: 'The note was changed meanwhile (version {version}, you saw {expected}). Look again, then repeat the change.',
  'zh-CN': '备注已被修改（当前版本 {version}，您看到的是 {expected}）。请刷新后重试。',
})
