import { expect, test } from 'vitest'
import { asInstant, isTimeZone } from '../time.ts'
import { shop } from './shop.fixture.ts'
import { fieldCards } from './vocabulary.ts'
import { wallClock } from './wallclock.ts'

test('an editor gets every field with its operators, as JSON', () => {
  const cards = fieldCards(shop)
  expect(JSON.parse(JSON.stringify(cards))).toEqual(cards)
  expect(cards.lineFields.map(({ name }) => name)).toEqual(['line.sku', 'line.quantity', 'line.category'])
  const channel = cards.fields.find(({ name }) => name === 'order.channel')
  expect(channel?.choices?.[0]).toEqual({ value: 'pos', words: { en: 'till', 'zh-CN': '门店收银' } })
  expect(channel?.operators[2]).toEqual({ is: 'in', takes: 'many' })
})

test('the wall clock is that of the zone, also across its midnight and its daylight saving', () => {
  const clock = (text: string, zone: string) => {
    if (!isTimeZone(zone)) throw new Error(`no zone ${zone} here`)
    return wallClock(asInstant(Date.parse(text)), zone)
  }
  expect(clock('2026-02-28T16:00:00Z', 'Asia/Shanghai')).toEqual({
    date: '2026-03-01',
    minutes: 0,
    weekday: 7,
    month: 3,
    day: 1,
  })
  expect(clock('2026-03-29T01:30:00Z', 'Europe/London')).toMatchObject({ minutes: 150 })
})
