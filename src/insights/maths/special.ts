/**
 * Special functions of real numbers. DLMF is the NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov.
 * Accuracies are those that special.test.ts holds against values worked out to 30 digits.
 */

/** From here on the asymptotic series below are exact to the last digits; smaller arguments are shifted up to it. */
const ASYMPTOTIC_FROM = 10
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)
/** B₂ₖ / (2k (2k − 1)) for k = 1 … 8, B the Bernoulli numbers. */
const GAMMA_SERIES = [
  1 / 12,
  -1 / 360,
  1 / 1_260,
  -1 / 1_680,
  1 / 1_188,
  -691 / 360_360,
  1 / 156,
  -3_617 / 122_400,
] as const
/** B₂ₖ / 2k for k = 1 … 8. */
const DIGAMMA_SERIES = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32_760, 1 / 12, -3_617 / 8_160] as const

/** c₀ + c₁ y + c₂ y² + … */
function polynomial(coefficients: readonly number[], y: number): number {
  let sum = 0
  for (let i = coefficients.length - 1; i >= 0; i -= 1) sum = sum * y + (coefficients[i] ?? 0)
  return sum
}

/**
 * ln Γ(z) for z > 0; NaN otherwise.
 * Source: Stirling's series, DLMF 5.11.1, after Γ(z + 1) = z Γ(z), DLMF 5.5.1. Error below 1e-14 of max(1, |ln Γ(z)|).
 */
export function logGamma(z: number): number {
  if (!(z > 0)) return Number.NaN
  let shift = 1
  let large = z
  for (; large < ASYMPTOTIC_FROM; large += 1) shift *= large
  const series = polynomial(GAMMA_SERIES, 1 / (large * large)) / large
  return (large - 0.5) * Math.log(large) - large + HALF_LOG_TWO_PI + series - Math.log(shift)
}

/** ln B(a, b) for a, b > 0. Source: DLMF 5.12.1. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/**
 * ψ(z), the derivative of ln Γ, for z > 0; NaN otherwise.
 * Source: DLMF 5.11.2 after ψ(z + 1) = ψ(z) + 1/z, DLMF 5.5.2. Error below 1e-14 of max(1, |ψ(z)|).
 */
export function digamma(z: number): number {
  if (!(z > 0)) return Number.NaN
  let shift = 0
  let large = z
  for (; large < ASYMPTOTIC_FROM; large += 1) shift += 1 / large
  const y = 1 / (large * large)
  return Math.log(large) - 0.5 / large - y * polynomial(DIGAMMA_SERIES, y) - shift
}

/** At z = 0.9999 the series needs 370,000 terms; who comes nearer to 1 gets NaN and not a wrong figure. */
const TERMS_AT_MOST = 1_000_000
const NEGLIGIBLE = Number.EPSILON / 4

/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) for a, b > 0 and z < 1, c no whole number below 1.
 * Where c > 0 all terms are positive and nothing cancels. NaN where the series does not end within a million terms.
 * Source: the power series, DLMF 15.2.1; for z < 0 after Pfaff's transformation, DLMF 15.8.1. Relative error below 1e-12
 * for 0 ≤ z ≤ 0.99 and c > 0; with c < 0 or z < 0 some digits are lost when terms cancel.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  if (!(z < 1)) return Number.NaN
  if (z < 0) return (1 - z) ** -a * hypergeometric(a, c - b, c, z / (z - 1))
  let [term, sum] = [1, 1]
  for (let n = 0; n < TERMS_AT_MOST; n += 1) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    term *= ratio
    sum += term
    // Terms may grow at first. Once they shrink, what is left out is below term / (1 − the larger of both ratios).
    const most = Math.max(Math.abs(ratio), z)
    if (most < 1 && Math.abs(term) <= NEGLIGIBLE * (1 - most) * Math.abs(sum)) return sum
  }
  return Number.NaN
}

/** There the series needs some two thousand terms. A fit that strays beyond would cost seconds a round; NaN turns it back. */
const UNIT_Z_AT_MOST = 0.98

/** ln ₂F₁(1, b; c; z) and its derivatives. */
export type UnitHypergeometric = {
  readonly value: number
  readonly byB: number
  readonly byC: number
  readonly byZ: number
}

const NO_VALUE: UnitHypergeometric = { value: Number.NaN, byB: Number.NaN, byC: Number.NaN, byZ: Number.NaN }

/**
 * ln ₂F₁(1, b; c; z) with its derivatives for b, c > 0 and 0 ≤ z ≤ 0.98, in one pass: each term is the last one times
 * z (b + n) / (c + n), hence its logarithm has the derivatives Σ 1/(b + k), −Σ 1/(c + k) and n/z.
 * Source: the power series, DLMF 15.2.1. NaN for other z.
 */
export function logUnitHypergeometric(b: number, c: number, z: number): UnitHypergeometric {
  if (!(z >= 0 && z <= UNIT_Z_AT_MOST)) return NO_VALUE
  let [term, sum, sumB, sumC, sumZ] = [1, 1, 0, 0, 0]
  let [harmonicB, harmonicC] = [0, 0]
  for (let n = 0; n < TERMS_AT_MOST; n += 1) {
    const growth = (b + n) / (c + n)
    harmonicB += 1 / (b + n)
    harmonicC += 1 / (c + n)
    // The derivative is of zⁿ⁺¹: (n + 1) zⁿ, which is not zero at z = 0 for the first term.
    sumZ += term * growth * (n + 1)
    term *= growth * z
    sum += term
    sumB += term * harmonicB
    sumC += term * harmonicC
    const most = Math.max(growth, 1) * z
    if (most < 1 && term * (n + 2 + harmonicB) <= NEGLIGIBLE * (1 - most) ** 2 * sum)
      return { value: Math.log(sum), byB: sumB / sum, byC: -sumC / sum, byZ: sumZ / sum }
  }
  return NO_VALUE
}
