/** Days of the Chinese lunar calendar, as the calendars of ICU (through Temporal) count them. */

/** `MM-DD` of the lunar year; undefined in a leap month, whose days are nobody's festival. */
export function lunarDate(date: string): string | undefined {
  const { monthCode, day } = Temporal.PlainDate.from(date).withCalendar('chinese')
  return monthCode.endsWith('L') ? undefined : `${monthCode.slice(1)}-${String(day).padStart(2, '0')}`
}

const byDate: Readonly<Record<string, string>> = {
  '01-01': 'spring-festival',
  '01-15': 'lantern',
  '05-05': 'dragon-boat',
  '07-07': 'qixi',
  '07-15': 'zhongyuan',
  '08-15': 'mid-autumn',
  '09-09': 'double-ninth',
  '12-08': 'laba',
}

/** Festivals by name, with the words that people know them by. */
export const festivals = new Map([
  ['spring-festival', { en: 'Spring Festival', 'zh-CN': '春节' }],
  ['lantern', { en: 'Lantern Festival', 'zh-CN': '元宵节' }],
  ['dragon-boat', { en: 'Dragon Boat Festival', 'zh-CN': '端午节' }],
  ['qixi', { en: 'Qixi', 'zh-CN': '七夕' }],
  ['zhongyuan', { en: 'Zhongyuan', 'zh-CN': '中元节' }],
  ['mid-autumn', { en: 'Mid-Autumn Festival', 'zh-CN': '中秋节' }],
  ['double-ninth', { en: 'Double Ninth Festival', 'zh-CN': '重阳节' }],
  ['laba', { en: 'Laba Festival', 'zh-CN': '腊八节' }],
  ['new-year-eve', { en: 'Lunar New Year’s Eve', 'zh-CN': '除夕' }],
])

/** @param date `YYYY-MM-DD` @returns one of `festivals`, when it is one */
export function festivalOn(date: string): string | undefined {
  const known = byDate[lunarDate(date) ?? '']
  if (known !== undefined) return known
  const tomorrow = Temporal.PlainDate.from(date).add({ days: 1 }).toString()
  return lunarDate(tomorrow) === '01-01' ? 'new-year-eve' : undefined
}
