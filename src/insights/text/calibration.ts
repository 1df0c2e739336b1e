/**
 * What a score says as a chance: 1 ÷ (1 + e^−(slope·score + shift)), fitted to scores of texts that were not learned from (Platt 1999, by
 * Newton's method with the targets of Lin, Lin & Weng 2007, which keep a perfect separation from becoming a certainty).
 */
export type Calibration = { readonly slope: number; readonly shift: number }
export type Scored = { readonly score: number; readonly good: boolean }

const ROUNDS_AT_MOST = 50

export function chanceOf({ slope, shift }: Calibration, score: number): number {
  return 1 / (1 + Math.exp(-(slope * score + shift)))
}

export function calibrate(scored: readonly Scored[]): Calibration {
  const good = scored.filter((one) => one.good).length
  const bad = scored.length - good
  const targets = { good: (good + 1) / (good + 2), bad: 1 / (bad + 2) }
  let now: Calibration = { slope: 1, shift: Math.log((good + 1) / (bad + 1)) }
  let loss = lossOf(now, scored, targets)
  for (let round = 0; round < ROUNDS_AT_MOST; round += 1) {
    const step = newton(now, scored, targets)
    let next: Calibration | undefined
    for (let part = 1; part > 1e-9; part /= 2) {
      const tried = { slope: now.slope + part * step.slope, shift: now.shift + part * step.shift }
      const lossThere = lossOf(tried, scored, targets)
      if (lossThere >= loss) continue
      next = tried
      loss = lossThere
      break
    }
    if (next === undefined) return now
    now = next
    if (Math.abs(step.slope) + Math.abs(step.shift) < 1e-9) return now
  }
  return now
}

type Targets = { readonly good: number; readonly bad: number }

function lossOf(at: Calibration, scored: readonly Scored[], targets: Targets): number {
  let sum = 0
  for (const { score, good } of scored) {
    const raised = at.slope * score + at.shift
    // ln(1 + eˣ) − t·x, without overflow.
    sum += Math.max(raised, 0) + Math.log1p(Math.exp(-Math.abs(raised))) - (good ? targets.good : targets.bad) * raised
  }
  return sum
}

function newton(at: Calibration, scored: readonly Scored[], targets: Targets): Calibration {
  let [a, b, aa, ab, bb] = [0, 0, 1e-12, 0, 1e-12]
  for (const { score, good } of scored) {
    const chance = chanceOf(at, score)
    const missed = (good ? targets.good : targets.bad) - chance
    const spread = chance * (1 - chance)
    a += missed * score
    b += missed
    aa += spread * score * score
    ab += spread * score
    bb += spread
  }
  const determinant = aa * bb - ab * ab
  return { slope: (bb * a - ab * b) / determinant, shift: (aa * b - ab * a) / determinant }
}
