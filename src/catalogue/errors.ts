import { refusal } from '../base/refusals.ts'

export const catalogueUnknown = refusal<{ what: string; code: string }>('catalogue.unknown', 404, {
  en: 'There is no {what} {code}.',
  'zh-CN': '没有 {what} {code}。',
})
/** Something in the body points at what is not there. */
export const referenceUnknown = refusal<{ field: string; code: string }>('catalogue.reference-unknown', 422, {
  en: 'The field {field} names {code}, which does not exist. Create it first.',
  'zh-CN': '字段 {field} 引用的 {code} 不存在，请先创建。',
})
export const textInvalid = refusal<{ field: string; atMost: number }>('catalogue.text-invalid', 422, {
  en: 'The field {field} takes 1 to {atMost} characters of plain text.',
  'zh-CN': '字段 {field} 应为 1 到 {atMost} 个普通字符。',
})
export const valueInvalid = refusal<{ field: string; expected: string }>('catalogue.value-invalid', 422, {
  en: 'The field {field} must be {expected}.',
  'zh-CN': '字段 {field} 的格式应为：{expected}。',
})
export const categoryCycle = refusal<{ category: string; parent: string }>('catalogue.category-cycle', 422, {
  en: 'The category {category} cannot go under {parent}, which is the category itself or below it.',
  'zh-CN': '类目 {category} 不能移到 {parent} 之下，后者是它自己或其下级。',
})
export const categoryTooDeep = refusal<{ category: string; atMost: number }>('catalogue.category-too-deep', 422, {
  en: 'The category {category} would be more than {atMost} levels deep.',
  'zh-CN': '类目 {category} 的层级将超过 {atMost} 层。',
})
export const duplicate = refusal<{ code: string }>('catalogue.duplicate', 422, {
  en: 'The code {code} is in the list twice.',
  'zh-CN': '列表中编码 {code} 重复。',
})
export const cursorInvalid = refusal('catalogue.cursor-invalid', 422, {
  en: 'The cursor does not come from an earlier answer.',
  'zh-CN': '分页游标无效。',
})
