import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOURS_OF_WEEK, type Hour, type Service, staffByHour, staffFor } from './staffing.ts'

const service: Service = { visitsEachHour: 20, share: 0.8, withinSeconds: 20, atLeast: 1 }

test('ten hours of work in an hour need fourteen people for 80 % within 20 s, as in a table of Erlang C', () => {
  // 200 visits of 3 minutes: with 14 people 17.4 % wait at all, and 88.8 % are served within 20 s; with 13 it is 79.5 %.
  const found = staffFor(200, service)
  expect(found.staff).toBe(14)
  expect(found.inTime).toBeCloseTo(0.888, 3)
  expect(found.busy).toBeCloseTo(10 / 14, 10)
})

test('one person with half a load is busy for half of the visitors who come', () => {
  // With one desk, the share that waits is the load itself.
  const found = staffFor(10, { ...service, share: 0.5, withinSeconds: 0 })
  expect(found).toEqual({ staff: 1, inTime: 0.5, busy: 0.5 })
})

test('the promise is kept in every hour, by as few as can', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2_000 }),
      fc.double({ min: 0.1, max: 0.99, noNaN: true }),
      (visits, share) => {
        const asked = { ...service, share }
        const { staff, inTime } = staffFor(visits, asked)
        expect(inTime).toBeGreaterThanOrEqual(share)
        const fewer = staff - 1
        if (fewer > visits / 20) expect(staffFor(visits, { ...asked, atLeast: fewer }).staff).toBe(staff)
      },
    ),
  )
})

test('hours are averaged over the weeks in which they were open', () => {
  const week = (visits: number, closed: boolean) =>
    Array.from({ length: HOURS_OF_WEEK }, (_, hour) => (hour === 10 ? visits : hour === 11 && !closed ? 40 : null))
  const hours = known(staffByHour([week(180, true), week(220, false), week(190, true), week(210, true)], service))
  expect(hours).toHaveLength(HOURS_OF_WEEK)
  expect(hours[10]).toMatchObject({ hour: 10, visits: 200, staff: 14 })
  expect(hours[11]).toMatchObject({ visits: 40 })
  expect(hours[12]).toEqual({ hour: 12, visits: 0, staff: 0, inTime: 1, busy: 0 })
})

test('an open hour without visits has its least staff, and three weeks are too few', () => {
  const week = Array.from({ length: HOURS_OF_WEEK }, () => 0)
  expect(known(staffByHour([week, week, week, week], { ...service, atLeast: 2 }))[0]?.staff).toBe(2)
  expect(staffByHour([week, week, week], service)).toEqual({ kind: 'too-few-weeks', has: 3, needs: 4 })
})

function known(found: ReturnType<typeof staffByHour>): readonly Hour[] {
  if ('kind' in found) throw new Error(found.kind)
  return found
}
