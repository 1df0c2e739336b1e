import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { developed } from './chainladder.ts'

/** Taylor and Ashe (1983), "Second moments of estimates of outstanding claims", Journal of Econometrics 23: payments, cumulated. */
const taylorAshe = [
  [357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463],
  [352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085],
  [290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315],
  [310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268],
  [443160, 1136350, 2128333, 2897821, 3402672, 3873311],
  [396132, 1333217, 2180715, 2985752, 3691712],
  [440832, 1288463, 2419861, 3483130],
  [359480, 1421128, 2864498],
  [376686, 1363294],
  [344014],
]

describe('the triangle of Taylor and Ashe', () => {
  const found = developed(taylorAshe)
  const thousands = (value: number) => Math.round(value / 1000)

  test('its reserves are those of Mack (1993), table 1, by row and in all', () => {
    const reserves = found.rows.map(({ ultimate }, row) => ultimate - (taylorAshe[row]?.at(-1) ?? 0))
    expect(reserves.map(thousands)).toEqual([0, 95, 470, 710, 985, 1419, 2178, 3920, 4279, 4626])
    expect(reserves.reduce((sum, each) => sum + each, 0)).toBeCloseTo(18_680_856, 0)
  })

  test('its standard errors are those of Mack (1993), by row and in all', () => {
    expect(found.rows.map(({ error }) => thousands(error))).toEqual([0, 76, 122, 134, 261, 411, 558, 875, 971, 1363])
    expect(thousands(found.total.error)).toBe(2447)
  })
})

test('where every row goes on alike, the rest follows without error', () => {
  const share = fc.double({ min: 0.01, max: 3, noNaN: true })
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 1e6 }), (factors, first) => {
      const ages = factors.length + 1
      const full = [first]
      for (const factor of factors) full.push((full.at(-1) ?? 0) * factor)
      const triangle = Array.from({ length: ages }, (_, row) =>
        full.slice(0, ages - row).map((each) => each * (row + 1)),
      )
      const { rows, total } = developed(triangle)
      const end = full.at(-1) ?? 0
      rows.forEach(({ ultimate, error }, row) => {
        expect(Math.abs(ultimate - end * (row + 1))).toBeLessThanOrEqual(1e-9 * end * (row + 1))
        expect(error).toBeLessThanOrEqual(1e-5 * (ultimate + 1))
      })
      expect(total.error).toBeLessThanOrEqual(1e-5 * (total.ultimate + 1))
    }),
  )
})

test('rows of nothing stay nothing and disturb nobody', () => {
  const { rows, factors } = developed([[0, 0, 0], [10, 5], [0]])
  expect(rows.map(({ ultimate }) => ultimate)).toEqual([0, 5, 0])
  expect(factors).toEqual([0.5, 1])
  expect(() =>
    developed([
      [1, 2],
      [1, 2],
    ]),
  ).toThrow(RangeError)
})
