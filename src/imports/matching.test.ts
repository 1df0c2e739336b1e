import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asInstant } from '../base/time.ts'
import { type Back, match, type Purchase } from './matching.ts'

const purchase = (number: string, day: number, left: number, sku = 'tea', line = 1): Purchase => ({
  number,
  line,
  sku,
  placedAt: asInstant(day * 86_400_000),
  left,
})
const back = (lineNo: number, day: number, quantity: number, sku = 'tea'): Back => ({
  lineNo,
  sku,
  at: asInstant(day * 86_400_000),
  quantity,
})

test('a return gives back the soonest open purchase, and goes on with the next', () => {
  const [found] = match([purchase('2', 2, 5), purchase('1', 1, 3)], [back(9, 3, 4)])
  expect(found).toEqual({
    lineNo: 9,
    parts: [
      { number: '1', line: 1, quantity: 3 },
      { number: '2', line: 1, quantity: 1 },
    ],
    unmatched: 0,
  })
})

test('what was bought later, or is another product, is not given back', () => {
  const found = match([purchase('1', 5, 3), purchase('2', 1, 3, 'coffee')], [back(9, 3, 2)])
  expect(found).toEqual([{ lineNo: 9, parts: [], unmatched: 2 }])
})

test('what one return took is gone for the next', () => {
  const found = match([purchase('1', 1, 3)], [back(8, 2, 2), back(9, 2, 2)])
  expect(found.map(({ unmatched }) => unmatched)).toEqual([0, 1])
})

const purchases = fc.array(
  fc.record({
    day: fc.integer({ min: 1, max: 9 }),
    left: fc.integer({ min: 0, max: 5 }),
    sku: fc.constantFrom('a', 'b'),
  }),
  { maxLength: 12 },
)
const backs = fc.array(
  fc.record({
    day: fc.integer({ min: 1, max: 9 }),
    quantity: fc.integer({ min: 1, max: 7 }),
    sku: fc.constantFrom('a', 'b'),
  }),
  { maxLength: 12 },
)

test('nothing is given back twice, nothing before it was bought, and every piece is matched or left over', () => {
  fc.assert(
    fc.property(purchases, backs, (bought, given) => {
      const all = bought.map(({ day, left, sku }, index) => purchase(`n${index}`, day, left, sku))
      const returned = given
        .map(({ day, quantity, sku }, index) => back(index, day, quantity, sku))
        .sort((a, b) => a.at - b.at)
      const found = match(all, returned)
      const taken = new Map<string, number>()
      for (const [index, { parts, unmatched }] of found.entries()) {
        const asked = returned[index]
        expect(parts.reduce((sum, part) => sum + part.quantity, unmatched)).toBe(asked?.quantity)
        for (const part of parts) {
          const from = all.find((each) => each.number === part.number)
          expect(from?.sku).toBe(asked?.sku)
          expect(from?.placedAt).toBeLessThanOrEqual(asked?.at ?? 0)
          taken.set(part.number, (taken.get(part.number) ?? 0) + part.quantity)
        }
        const open = all.filter((each) => each.sku === asked?.sku && each.placedAt <= (asked?.at ?? 0))
        const left = open.reduce((sum, each) => sum + each.left - (taken.get(each.number) ?? 0), 0)
        if (unmatched > 0) expect(left).toBe(0)
      }
      for (const each of all) expect(taken.get(each.number) ?? 0).toBeLessThanOrEqual(each.left)
    }),
  )
})
