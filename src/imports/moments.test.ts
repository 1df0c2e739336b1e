import { expect, test } from 'vitest'
import { instantText, isTimeZone, type TimeZone } from '../base/time.ts'
import { isMomentFormat, momentReader } from './moments.ts'

function zone(name: string): TimeZone {
  if (!isTimeZone(name)) throw new Error(name)
  return name
}
function read(text: string, formats: string | string[], timeZone = 'Asia/Shanghai'): string | undefined {
  const at = momentReader([formats].flat(), zone(timeZone))(text)
  return at === undefined ? undefined : instantText(at)
}

test('a wall clock is that of the time zone, summer and winter', () => {
  expect(read('2010-12-01 08:26:00', 'yyyy-MM-dd HH:mm:ss', 'Europe/London')).toBe('2010-12-01T08:26:00.000Z')
  expect(read('2011-07-01 08:26:00', 'yyyy-MM-dd HH:mm:ss', 'Europe/London')).toBe('2011-07-01T07:26:00.000Z')
  expect(read('2020/2/9 7:05', 'yyyy/M/d H:mm')).toBe('2020-02-08T23:05:00.000Z')
})

test('text with an offset is that instant, whatever the zone', () => {
  expect(read('2020-02-09T07:05:00+01:00', 'iso')).toBe('2020-02-09T06:05:00.000Z')
  expect(read('2020-02-09', 'iso')).toBe('2020-02-08T16:00:00.000Z')
})

test('afternoons, two-digit years, Chinese marks and seconds since 1970 are understood', () => {
  expect(read('2/9/20 12:30 AM', 'M/d/yy h:mm a', 'UTC')).toBe('2020-02-09T00:30:00.000Z')
  expect(read('2/9/20 1:30 PM', 'M/d/yy h:mm a', 'UTC')).toBe('2020-02-09T13:30:00.000Z')
  expect(read('2020年02月09日', 'yyyy年MM月dd日', 'UTC')).toBe('2020-02-09T00:00:00.000Z')
  expect(read('1581206400', 'unix')).toBe('2020-02-09T00:00:00.000Z')
})

test('a day that does not exist is not another day', () => {
  expect(read('2021-02-29', 'yyyy-MM-dd')).toBeUndefined()
  expect(read('2021-13-01', 'yyyy-MM-dd')).toBeUndefined()
  expect(read('25:00', 'yyyy-MM-dd')).toBeUndefined()
  expect(read('13/1/2021 13:00 PM', 'd/M/yyyy h:mm a')).toBeUndefined()
})

test('formats are tried in order', () => {
  expect(read('03/04/2020', ['dd/MM/yyyy', 'MM/dd/yyyy'], 'UTC')).toBe('2020-04-03T00:00:00.000Z')
  expect(read('03/24/2020', ['dd/MM/yyyy', 'MM/dd/yyyy'], 'UTC')).toBe('2020-03-24T00:00:00.000Z')
})

test('where daylight saving skips an hour it is read as if it had not; where it repeats one, the first is meant', () => {
  expect(read('2011-03-27 01:30:00', 'yyyy-MM-dd HH:mm:ss', 'Europe/London')).toBe('2011-03-27T01:30:00.000Z')
  expect(read('2011-10-30 01:30:00', 'yyyy-MM-dd HH:mm:ss', 'Europe/London')).toBe('2011-10-30T00:30:00.000Z')
})

test('a format needs a year, a month and a day, each once', () => {
  expect(isMomentFormat('dd.MM.yyyy')).toBe(true)
  expect(isMomentFormat('unix-ms')).toBe(true)
  for (const wrong of ['', 'yyyy-MM', 'HH:mm', 'yyyy-MM-dd yyyy', 'yyyy-MM-dd mm', 'nonsense'])
    expect(isMomentFormat(wrong)).toBe(false)
})
