/** Clouds without clusters, as wide as given points in every direction: what k-means makes of nothing. */
import type { Chance } from '../maths/chance.ts'
import type { Points } from './points.ts'

export type Shape = 'normal' | 'even'

/** Columns × columns, divided by the count. */
function covariance({ values, rows, columns }: Points): Float64Array {
  const means = new Float64Array(columns)
  for (let at = 0; at < values.length; at += 1)
    means[at % columns] = (means[at % columns] ?? 0) + (values[at] ?? 0) / rows
  const sums = new Float64Array(columns * columns)
  for (let row = 0; row < rows; row += 1) {
    for (let a = 0; a < columns; a += 1) {
      const apart = (values[row * columns + a] ?? 0) - (means[a] ?? 0)
      for (let b = 0; b <= a; b += 1) {
        const cell = a * columns + b
        sums[cell] = (sums[cell] ?? 0) + (apart * ((values[row * columns + b] ?? 0) - (means[b] ?? 0))) / rows
      }
    }
  }
  return sums
}

/**
 * The lower triangle whose product with itself turned over is the given one (Cholesky). A column that follows from those before it
 * has no spread of its own left and gets noughts.
 */
function triangle(covariances: Float64Array, columns: number): Float64Array {
  const lower = new Float64Array(columns * columns)
  const at = (row: number, column: number): number => lower[row * columns + column] ?? 0
  for (let row = 0; row < columns; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let left = covariances[row * columns + column] ?? 0
      for (let before = 0; before < column; before += 1) left -= at(row, before) * at(column, before)
      const own = at(column, column)
      if (row === column) lower[row * columns + row] = Math.sqrt(Math.max(0, left))
      else if (own > 1e-9) lower[row * columns + column] = left / own
    }
  }
  return lower
}

/** Half the width of an even spread whose variance is 1. */
const HALF_WIDTH = Math.sqrt(3)

/** Draws clouds of `rows` points, each column with the spread of the given points and each pair of columns with their correlation. */
export function cloudsLike(points: Points): (shape: Shape, rows: number, draw: Chance) => Points {
  const { columns } = points
  const lower = triangle(covariance(points), columns)
  return (shape, rows, draw) => {
    const values = new Float64Array(rows * columns)
    const free = new Float64Array(columns)
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        free[column] = shape === 'normal' ? draw.normal() : (2 * draw.fraction() - 1) * HALF_WIDTH
      }
      for (let a = 0; a < columns; a += 1) {
        let sum = 0
        for (let b = 0; b <= a; b += 1) sum += (lower[a * columns + b] ?? 0) * (free[b] ?? 0)
        values[row * columns + a] = sum
      }
    }
    return { values, rows, columns }
  }
}
