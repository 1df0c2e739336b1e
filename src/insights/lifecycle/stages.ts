/** The stages of a person's life as a customer, and why somebody is in one. */

export const stages = ['prospect', 'new', 'activating', 'active', 'loyal', 'won-back', 'at-risk', 'lapsed'] as const
export type Stage = (typeof stages)[number]

/**
 * Figures that a sentence is made of. Days are those from 1970-01-01: “so many days ago” would be another reason every morning, and
 * a reason is written only when it changes.
 */
export type Reason =
  /** Has not bought yet. */
  | { readonly kind: 'not-bought'; readonly joined: number }
  /** Bought once, not long ago. */
  | { readonly kind: 'first-purchase'; readonly last: number }
  /** Too few purchases for a habit, and not quiet for long. */
  | { readonly kind: 'few-purchases'; readonly purchases: number; readonly habit: number; readonly last: number }
  /** Bought last on a day since when nothing is unusual. */
  | { readonly kind: 'in-rhythm'; readonly last: number; readonly usualDays: number; readonly own: boolean }
  | { readonly kind: 'often'; readonly purchases: number; readonly withinDays: number }
  /** Bought again after having lapsed. */
  | { readonly kind: 'returned'; readonly returned: number; readonly awayDays: number }
  /** Quiet for longer than nearly all gaps are: `own` ones, or those of all where the own are too few. */
  | {
      readonly kind: 'quiet'
      readonly last: number
      readonly usualDays: number
      readonly limitDays: number
      readonly own: boolean
    }
  /** Hardly still there, by the model of buying. */
  | {
      readonly kind: 'hardly-there'
      readonly last: number
      readonly alivePercent: number
      readonly belowPercent: number
    }
  /** Was in this stage before, and is not clearly out of it. */
  | { readonly kind: 'not-clearly-out'; readonly last: number; readonly limitDays: number }

export const reasonKinds = [
  ...(['not-bought', 'first-purchase', 'few-purchases', 'in-rhythm', 'often', 'returned'] as const),
  ...(['quiet', 'hardly-there', 'not-clearly-out'] as const satisfies readonly Reason['kind'][]),
] as const

export type Standing = {
  readonly stage: Stage
  /** The day on which the stage began. */
  readonly since: number
  readonly because: readonly Reason[]
}
