/** Linear least squares. */

/** Keeps columns apart that could carry each other's share; too small to be seen in what they add up to. */
const RIDGE = 1e-9

/**
 * Shares of the columns whose sum comes nearest to the target, by the normal equations and Cholesky's decomposition; each column is
 * brought to length one first.
 * @returns nothing where rounding leaves no solution
 */
export function leastSquares(columns: readonly Float64Array[], target: Float64Array): Float64Array | undefined {
  const size = columns.length
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)) || 1)
  const matrix = new Float64Array(size * size)
  const right = new Float64Array(size)
  columns.forEach((column, row) => {
    right[row] = dot(column, target) / (lengths[row] ?? 1)
    for (let other = 0; other <= row; other += 1) {
      const product = dot(column, columns[other] ?? column) / ((lengths[row] ?? 1) * (lengths[other] ?? 1))
      matrix[row * size + other] = product + (row === other ? RIDGE : 0)
    }
  })
  if (!decomposed(matrix, size)) return undefined
  return solved(matrix, right).map((each, row) => each / (lengths[row] ?? 1))
}

/** @param lower as `decomposed` leaves it. @returns x of A x = `right`, in the place of `right` */
export function solved(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length
  for (let row = 0; row < size; row += 1) {
    let sum = right[row] ?? 0
    for (let other = 0; other < row; other += 1) sum -= (lower[row * size + other] ?? 0) * (right[other] ?? 0)
    right[row] = sum / (lower[row * size + row] ?? 1)
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = right[row] ?? 0
    for (let other = row + 1; other < size; other += 1) sum -= (lower[other * size + row] ?? 0) * (right[other] ?? 0)
    right[row] = sum / (lower[row * size + row] ?? 1)
  }
  return right
}

/** Cholesky's decomposition of the lower half in place. @returns whether there is one */
export function decomposed(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] ?? 0
      for (let before = 0; before < column; before += 1)
        sum -= (matrix[row * size + before] ?? 0) * (matrix[column * size + before] ?? 0)
      if (row !== column) matrix[row * size + column] = sum / (matrix[column * size + column] ?? 1)
      else if (sum > 0) matrix[row * size + row] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}
