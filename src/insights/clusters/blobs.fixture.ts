/** Round heaps of points around given centres. */
import { chance } from '../maths/chance.ts'
import { type Points, pointsOf } from './points.ts'

/** `each` points around every centre, normal with the given spread in every direction; heap after heap. */
export function blobs(
  centres: readonly (readonly number[])[],
  { each, spread, seed }: { each: number; spread: number; seed: number },
): Points {
  const draw = chance(seed)
  return pointsOf(
    centres.flatMap((centre) =>
      Array.from({ length: each }, () => centre.map((middle) => middle + spread * draw.normal())),
    ),
  )
}

/** The same rows in another order; `order` holds each row once. */
export function shuffled({ values, rows, columns }: Points, seed: number): { points: Points; order: number[] } {
  const draw = chance(seed)
  const order = [...new Array(rows).keys()]
  for (let last = rows - 1; last > 0; last -= 1) {
    const other = draw.below(last + 1)
    const [a, b] = [order[last] ?? 0, order[other] ?? 0]
    order[last] = b
    order[other] = a
  }
  return { order, points: pointsOf(order.map((row) => [...values.subarray(row * columns, (row + 1) * columns)])) }
}
