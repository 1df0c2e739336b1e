/** Why a line is not taken: each reason is a sentence for the person who mends the file. */
import { refusal } from '../base/refusals.ts'

export const rejected = {
  cells: refusal<{ cells: number; columns: number }>('line.cells', 422, {
    en: 'The line has {cells} cells, the heading {columns}: a delimiter inside a text, or a quote out of place.',
    'zh-CN': '该行有 {cells} 个单元格，表头有 {columns} 列：文本中含有分隔符或引号错位。',
  }),
  missing: refusal<{ field: string }>('line.missing', 422, {
    en: 'The {field} is missing.',
    'zh-CN': '缺少 {field}。',
  }),
  tooLong: refusal<{ field: string; atMost: number }>('line.too-long', 422, {
    en: 'The {field} is longer than {atMost} characters, or holds characters that cannot be kept.',
    'zh-CN': '{field} 超过 {atMost} 个字符，或含有不能保存的字符。',
  }),
  number: refusal<{ field: string; text: string }>('line.number', 422, {
    en: 'The {field} "{text}" is no number in the format that the mapping says.',
    'zh-CN': '{field} "{text}" 不是映射所述格式的数字。',
  }),
  quantity: refusal<{ text: string }>('line.quantity', 422, {
    en: 'The quantity "{text}" must be a whole number other than zero, at most 10,000,000.',
    'zh-CN': '数量 "{text}" 必须是非零整数，且不超过 10,000,000。',
  }),
  amount: refusal('line.amount', 422, { en: 'The amount is too large.', 'zh-CN': '金额过大。' }),
  discount: refusal('line.discount', 422, {
    en: 'The discount exceeds the amount, or is below zero.',
    'zh-CN': '折扣大于金额或为负数。',
  }),
  moment: refusal<{ text: string }>('line.moment', 422, {
    en: 'The date "{text}" is in none of the formats of the mapping, or does not exist.',
    'zh-CN': '日期 "{text}" 不符合映射中的任何格式，或不存在。',
  }),
  future: refusal('line.future', 422, { en: 'The date is in the future.', 'zh-CN': '日期在未来。' }),
  currency: refusal<{ text: string }>('line.currency', 422, {
    en: '"{text}" is no currency; three letters such as CNY are expected.',
    'zh-CN': '"{text}" 不是币种，应为三个字母，如 CNY。',
  }),
  negativeSale: refusal('line.negative-sale', 422, {
    en: 'The quantity is below zero, but the line is not marked as a return.',
    'zh-CN': '数量为负，但该行未标记为退货。',
  }),
  twoCustomers: refusal('order.two-customers', 422, {
    en: 'The lines of this order name more than one customer.',
    'zh-CN': '该订单的各行属于不同的客户。',
  }),
  twoCurrencies: refusal('order.two-currencies', 422, {
    en: 'The lines of this order have more than one currency.',
    'zh-CN': '该订单的各行币种不同。',
  }),
}
