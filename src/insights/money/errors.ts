import { refusal } from '../../base/refusals.ts'

export const noMonthComplete = refusal('insights.no-month-complete', 409, {
  en: 'Points have not moved for a whole calendar month yet: there are no books to close.',
  'zh-CN': '积分变动尚未满一个完整的自然月，还没有可结账的月份。',
})
export const breakageTooEarly = refusal<{ months: number; needed: number }>('insights.breakage-too-early', 409, {
  en: 'Breakage needs {needed} whole months in which points were earned; there are {months}. Until then none is expected.',
  'zh-CN': '估计破损率需要 {needed} 个有积分发放的完整月份，目前有 {months} 个。在此之前按不会破损计算。',
})
export const valueUnknown = refusal<{ wallet: string; currency: string }>('insights.value-unknown', 409, {
  en: 'Nobody has said what “{wallet}” is worth in {currency}. Say it in the settings, or let it pay at the checkout.',
  'zh-CN': '尚未说明“{wallet}”折合多少 {currency}。请在设置中填写，或让它可以在结账时抵扣。',
})
export const monthNotInBooks = refusal<{ month: string; first: string; last: string }>(
  'insights.month-not-in-books',
  422,
  {
    en: '{month} is not in the books, which go from {first} to {last}.',
    'zh-CN': '{month} 不在账期内；可查询 {first} 至 {last}。',
  },
)
export const fromTwice = refusal<{ wallet: string; from: string }>('insights.from-twice', 422, {
  en: '“{wallet}” has two figures from {from} on.',
  'zh-CN': '“{wallet}”自 {from} 起有两个数值。',
})
export const monthsBackwards = refusal<{ from: string; to: string }>('insights.months-backwards', 422, {
  en: '{from} is after {to}.',
  'zh-CN': '{from} 晚于 {to}。',
})
