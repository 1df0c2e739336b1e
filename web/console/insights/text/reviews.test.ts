/** What is read of what people paste or choose, and what is sent of it. */
import { expect, test } from 'vitest'
import { dayIn, given, prepared, SIGNS_AT_MOST, TEXTS_AT_MOST } from './reviews.ts'

test('what is pasted is one review per line, with its commas', () => {
  const said = given('很好吃,送餐很快\r\n\n太慢了, 凉了\n', { file: false })
  expect(prepared(said, {}).reviews).toEqual([{ text: '很好吃,送餐很快' }, { text: '太慢了, 凉了' }])
})

test('a table is known by its headings, in either language, pasted from a spreadsheet too', () => {
  const pasted = given('评价时间\t门店\t评价内容\n2026/3/1 12:30\t一店\t"太慢了\n凉了"\n没有\t\t很好\n', {
    file: false,
  })
  if (pasted.kind === 'lines') expect.fail('it is a table')
  expect(pasted.guessed).toEqual({ on: 0, about: 1, text: 2 })
  expect(prepared(pasted, pasted.guessed)).toEqual({
    reviews: [{ text: '太慢了\n凉了', on: '2026-03-01', about: '一店' }, { text: '很好' }],
    ...{ cut: 0, leftOut: 0, empty: 0, undated: 1 },
  })
})

test('in a file without known headings the longest column is the reviews', () => {
  const file = given('\uFEFFid,stars,said\n1,5,"Great place, fast delivery"\n2,1,Cold fries again\n', { file: true })
  expect(file).toMatchObject({ kind: 'table', headings: ['id', 'stars', 'said'], guessed: { text: 2 } })
  expect(given('just\nlines\n', { file: true })).toMatchObject({ kind: 'lines' })
})

test('what is too long is cut, what is too much is left out, what holds nothing is passed over, and all of it is counted', () => {
  const long = `${'好'.repeat(SIGNS_AT_MOST - 1)}👍好`
  const many = Array.from({ length: TEXTS_AT_MOST }, (_, at) => `第${at}条`)
  const { reviews, cut, leftOut, empty } = prepared(given([long, '', ...many].join('\n'), { file: false }), {})
  expect(reviews).toHaveLength(TEXTS_AT_MOST)
  expect(reviews[0]?.text).toHaveLength(SIGNS_AT_MOST)
  expect(reviews[0]?.text.at(-1)).toBe('\ufffd')
  expect({ cut, leftOut, empty }).toEqual({ cut: 1, leftOut: 1, empty: 1 })
  const heavy = prepared(given(Array.from({ length: 1_000 }, () => '好'.repeat(1_999)).join('\n'), { file: false }), {})
  expect(new TextEncoder().encode(JSON.stringify(heavy.reviews)).length).toBeLessThan(4 * 1024 * 1024)
  expect(heavy.reviews.length + heavy.leftOut).toBe(1_000)
})

test('what the server would refuse is made readable', () => {
  const [review] = prepared(given('a\u0000b\ud800c', { file: false }), {}).reviews
  expect(review?.text).toBe('ab\ufffdc')
})

test('days have their year first, and are in the calendar', () => {
  expect(dayIn('2026-03-01')).toBe('2026-03-01')
  expect(dayIn('2026/3/1 12:30')).toBe('2026-03-01')
  expect(dayIn('2026年12月31日')).toBe('2026-12-31')
  expect(dayIn('2026-03-01T23:59:59+08:00')).toBe('2026-03-01')
  for (const none of ['', '01/03/2026', '2026-02-30', '2026-13-01', '20260301', 'yesterday'])
    expect(dayIn(none), none).toBeUndefined()
})
