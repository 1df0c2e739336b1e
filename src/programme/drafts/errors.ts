import { refusal } from '../../base/refusals.ts'

export const draftUnknown = refusal('programme.draft-unknown', 404, {
  en: 'There is no such draft of the programme.',
  'zh-CN': '没有这份草稿。',
})

export const draftNameInvalid = refusal<{ longest: number }>('programme.draft-name-invalid', 422, {
  en: 'Give the draft a name of at most {longest} characters, without line breaks.',
  'zh-CN': '请为草稿取名,最多 {longest} 个字符,不含换行。',
})

export const noteInvalid = refusal<{ longest: number }>('programme.note-invalid', 422, {
  en: 'The note has characters that cannot be shown, or more than {longest}.',
  'zh-CN': '备注含有无法显示的字符,或超过 {longest} 个字符。',
})

export const draftNameTaken = refusal<{ name: string }>('programme.draft-name-taken', 409, {
  en: 'There is a draft named “{name}” already.',
  'zh-CN': '已有名为“{name}”的草稿。',
})

export const draftChanged = refusal<{ revision: number; asked: number; changedBy: string; changedAt: string }>(
  'programme.draft-changed',
  409,
  {
    en: 'The draft was changed meanwhile: it is at revision {revision}, not {asked}. Read it again, then repeat your change.',
    'zh-CN': '草稿已被他人修改:当前为第 {revision} 次修订,而非第 {asked} 次。请重新读取后再改。',
  },
)

export const draftClosed = refusal<{ version: number }>('programme.draft-closed', 409, {
  en: 'The draft was published as version {version} and is closed.',
  'zh-CN': '草稿已作为版本 {version} 发布,不能再改。',
})
