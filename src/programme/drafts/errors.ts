import { refusal } from '../../base/refusals.ts'

export const draftUnknown = refusal('programme.draft-unknown', 404, {
  en: 'There is no such draft of the programme.',
  'zh-CN': '没有这份草稿。',
})

export const draftNameInvalid = refusal<{ longest: number }>('programme.draft-name-invalid', 422, {
  en: 'Give the draft a name of at most {longest} characters, without line breaks.',
  'zh-CN': '请为草稿取名，最多 {longest} 个字符，不含换行。',
})

export const noteInvalid = refusal<{ longest: number }>('programme.note-invalid', 422, {
  en: 'The note has characters that cannot be shown, or more than {longest}.',
  'zh-CN': '备注含有无法显示的字符，或超过 {longest} 个字符。',
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
    'zh-CN': '草稿已被他人修改：当前为第 {revision} 次修订，而非第 {asked} 次。请重新读取后再改。',
  },
)

export const draftClosed = refusal<{ version: number }>('programme.draft-closed', 409, {
  en: 'The draft was published as version {version} and is closed.',
  'zh-CN': '草稿已作为版本 {version} 发布，不能再改。',
})

/** The values of each place are JSON, empty where there is nothing. */
export const draftConflicts = refusal<{
  base: number
  newest: number
  places: readonly string[]
  baseValues: readonly string[]
  ours: readonly string[]
  theirs: readonly string[]
}>('programme.conflict', 409, {
  en: 'Since version {base}, version {newest} changed in another way what this draft changes too: {places}. Decide each, then save the draft with the base {newest}.',
  'zh-CN':
    '自版本 {base} 以来，版本 {newest} 对下列内容作了不同的修改：{places}。请逐一决定，并以版本 {newest} 为基础保存草稿。',
})

export const nothingChanged = refusal<{ version: number }>('programme.nothing-changed', 409, {
  en: 'This is what version {version} says already: there is nothing to publish.',
  'zh-CN': '与版本 {version} 完全相同，没有可发布的内容。',
})

export const overtakes = refusal<{ version: number; effectiveAt: string }>('programme.overtakes', 409, {
  en: 'Version {version} takes effect only at {effectiveAt}; this one would bring its changes forward. Publish at that instant or later, or say that it may overtake.',
  'zh-CN':
    '版本 {version} 将于 {effectiveAt} 才生效，此次发布会使其内容提前生效。请选择不早于该时刻的生效时间，或明确允许提前。',
})

export const movedOn = refusal<{ newest: number }>('programme.moved-on', 409, {
  en: 'Version {newest} was published meanwhile. Look at the conflicts again.',
  'zh-CN': '期间已发布版本 {newest}，请重新查看冲突。',
})
