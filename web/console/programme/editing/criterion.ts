/** What a tier is reached or kept by, as a form shows it: some measures together, all or any of them, at most two levels deep. */
import type { Tier } from './definition.ts'

export type Criterion = Exclude<Tier['keep'], number>
export type Measure = Extract<Criterion, { measure: string }>
export type MeasureKind = Measure['measure']
type Whole = Exclude<Criterion, Measure>
export type CriterionPart = Extract<Whole, { all: unknown }>['all'][number]

export type Joined<P> = { readonly join: 'all' | 'any'; readonly parts: readonly P[] }

export const isMeasure = (part: CriterionPart): part is Measure => 'measure' in part

export function joined(criterion: Criterion): Joined<CriterionPart> {
  if ('measure' in criterion) return { join: 'all', parts: [criterion] }
  return 'all' in criterion ? { join: 'all', parts: criterion.all } : { join: 'any', parts: criterion.any }
}

export function innerOf(part: Exclude<CriterionPart, Measure>): Joined<Measure> {
  return 'all' in part ? { join: 'all', parts: part.all } : { join: 'any', parts: part.any }
}

/** Back to data: what is alone needs no group. */
export function criterionOf({ join, parts }: Joined<CriterionPart>): Criterion | undefined {
  const [only] = parts
  if (only === undefined) return undefined
  if (parts.length === 1) return only
  return join === 'all' ? { all: [...parts] } : { any: [...parts] }
}

export function partOf({ join, parts }: Joined<Measure>): CriterionPart | undefined {
  const [only] = parts
  if (only === undefined) return undefined
  if (parts.length === 1) return only
  return join === 'all' ? { all: [...parts] } : { any: [...parts] }
}

/** What a measure begins with: which wallet or currency it is about is asked only where it means something. */
export function freshMeasure(
  measure: MeasureKind,
  { wallet, currency, atLeast }: { wallet: string; currency: string; atLeast: number },
): Measure {
  switch (measure) {
    case 'balance':
    case 'earned':
      return { measure, atLeast, wallet }
    case 'spend':
      return { measure, atLeast, currency }
    case 'category-spend':
      return { measure, atLeast, currency, category: '' }
    case 'orders':
    case 'visits':
      return { measure, atLeast }
  }
}
