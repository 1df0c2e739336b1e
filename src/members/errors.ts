import { refusal } from '../base/refusals.ts'

export const memberUnknown = refusal('member.unknown', 404, {
  en: 'There is no such member.',
  'zh-CN': '没有该会员。',
})
export const identityUnknown = refusal('member.identity-unknown', 404, {
  en: 'The member has no such identity.',
  'zh-CN': '该会员没有这个身份标识。',
})
/** Says which of the caller's own identities are taken, never by whom. */
export const identityTaken = refusal<{ kinds: readonly string[] }>('member.identity-taken', 409, {
  en: 'Another member is already known by this: {kinds}.',
  'zh-CN': '以下身份标识已被其他会员使用：{kinds}。',
})
export const identityNeeded = refusal('member.identity-needed', 422, {
  en: 'Give at least one identity: a phone, an email, a card or an id of another system.',
  'zh-CN': '请至少提供一个身份标识：手机号、邮箱、卡号或外部编号。',
})
export const identityInvalid = refusal<{ kind: string }>('member.identity-invalid', 422, {
  en: 'This is not a valid identity of the kind {kind}.',
  'zh-CN': '这不是有效的身份标识（类型 {kind}）。',
})
export const phoneInvalid = refusal<{ region: string }>('member.phone-invalid', 422, {
  en: 'This is not a phone number. Write it as +86 138 0013 8000, or as dialled in {region}.',
  'zh-CN': '手机号无效。请写成 +86 138 0013 8000，或 {region} 的本地格式。',
})
export const emailInvalid = refusal('member.email-invalid', 422, {
  en: 'This is not an email address.',
  'zh-CN': '邮箱地址无效。',
})
export const numberFixed = refusal('member.number-fixed', 422, {
  en: 'The member number is given by the programme and never changes.',
  'zh-CN': '会员号由系统分配，不能更改。',
})
export const textNotAllowed = refusal<{ field: string; atMost: number }>('member.text-not-allowed', 422, {
  en: 'The field {field} takes 1 to {atMost} characters of plain text.',
  'zh-CN': '字段 {field} 应为 1 到 {atMost} 个普通字符。',
})
export const cardNumberNotKept = refusal<{ field: string }>('member.card-number-not-kept', 422, {
  en: 'The field {field} seems to hold a payment card number. Such numbers are not kept here.',
  'zh-CN': '字段 {field} 疑似含有银行卡号，系统不保存此类号码。',
})
export const valueInvalid = refusal<{ field: string; expected: string }>('member.value-invalid', 422, {
  en: 'The field {field} must be {expected}.',
  'zh-CN': '字段 {field} 的格式应为：{expected}。',
})
export const tooMany = refusal<{ what: string; atMost: number }>('member.too-many', 422, {
  en: 'At most {atMost} are allowed: {what}.',
  'zh-CN': '数量超限：{what} 最多 {atMost} 个。',
})
export const attributeUnknown = refusal<{ attribute: string }>('member.attribute-unknown', 422, {
  en: 'No attribute {attribute} is defined. Define it first.',
  'zh-CN': '属性 {attribute} 未定义，请先定义。',
})
export const attributeInvalid = refusal<{ attribute: string; type: string }>('member.attribute-invalid', 422, {
  en: 'The attribute {attribute} takes a value of the type {type}.',
  'zh-CN': '属性 {attribute} 的值类型应为 {type}。',
})
export const attributeTypeFixed = refusal<{ attribute: string; type: string }>('member.attribute-type-fixed', 409, {
  en: 'The attribute {attribute} has the type {type}; a type never changes. Define another attribute.',
  'zh-CN': '属性 {attribute} 的类型为 {type}，不能更改。请另行定义。',
})
export const statusConflict = refusal<{ status: string; wanted: string }>('member.status-conflict', 409, {
  en: 'A member who is {status} cannot become {wanted}.',
  'zh-CN': '状态为 {status} 的会员不能变为 {wanted}。',
})
export const changedMeanwhile = refusal<{ revision: number; expected: number }>('member.changed-meanwhile', 412, {
  en: 'The member was changed meanwhile (revision {revision}, you saw {expected}). Look again, then repeat the change.',
  'zh-CN': '会员资料已被他人修改（当前版本 {revision}，您看到的是 {expected}）。请刷新后重试。',
})
export const erased = refusal('member.erased', 409, {
  en: 'The personal data of this member was erased and cannot be written again.',
  'zh-CN': '该会员的个人信息已删除，不能再次写入。',
})
export const merged = refusal<{ into: string }>('member.merged', 409, {
  en: 'This record was merged into another one ({into}), which stands for the person now.',
  'zh-CN': '该会员已合并至另一会员（{into}），请使用合并后的会员。',
})
export const mergeSame = refusal('member.merge-same', 422, {
  en: 'A record cannot be merged into itself.',
  'zh-CN': '不能将会员与自己合并。',
})
export const mergeStatus = refusal<{ which: string; status: string }>('member.merge-status', 409, {
  en: 'The {which} record is {status}: only an active member takes another one in, and only an active one or a prospect is taken in.',
  'zh-CN': '会员（{which}）状态为 {status}：只有正常会员才能作为保留方，且只有正常会员或潜客才能被合并。',
})
export const mergeUnknown = refusal('member.merge-unknown', 404, {
  en: 'There is no such merging, or it was undone.',
  'zh-CN': '没有该合并记录，或已撤销。',
})
export const mergeFirst = refusal<{ into: string }>('member.merge-first', 409, {
  en: 'The record that took this one in was itself merged ({into}). Undo that merging first.',
  'zh-CN': '保留方随后又被合并（{into}），请先撤销那次合并。',
})
export const cursorInvalid = refusal('member.cursor-invalid', 422, {
  en: 'The cursor does not come from an earlier answer.',
  'zh-CN': '分页游标无效。',
})
export const queryTooShort = refusal('member.query-too-short', 422, {
  en: 'Give at least one letter, or the last four digits of a phone number.',
  'zh-CN': '请至少输入一个字，或手机号后四位。',
})
export const exportInClear = refusal('member.export-in-clear', 403, {
  en: 'Personal fields in clear are only for those who may see them. Export them masked.',
  'zh-CN': '只有可查看完整个人信息的人才能导出明文，请导出脱敏数据。',
})
export const exportTooMany = refusal<{ most: number }>('member.export-too-many', 422, {
  en: 'At most {most} members are exported in clear at once. Narrow the list, or export it masked.',
  'zh-CN': '明文一次最多导出 {most} 位会员。请缩小范围，或导出脱敏数据。',
})
export const tooManyMembers = refusal('condition.too-many-members', 503, {
  en: 'There are too many members to count them right now. The condition itself is all right.',
  'zh-CN': '会员太多，暂时无法统计。条件本身没有问题。',
})
