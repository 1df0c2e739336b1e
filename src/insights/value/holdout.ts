/** How well the models of buying tell what was held back from them, and which of them tells it best. */
import { isRefusal } from '../../base/refusals.ts'
import { grouped } from './histories.ts'
import { type Buying, fitting, type ModelName, modelNames } from './models.ts'
import { everyone, type Held } from './question.ts'

export type Trial = {
  readonly model: ModelName
  /** Purchases that it expected of everybody. */ readonly expected: number
  /** Mean error of one person's purchases. */ readonly error: number
}

export type Holdout = {
  readonly weeks: number
  readonly people: number
  /** Purchases that came. */ readonly came: number
  /** The best one first. */ readonly trials: readonly Trial[]
  /** The best one, as it was fitted to what it was shown. */ readonly best: Buying
}

/** @returns nothing where no model settles on what came before the cut */
export function tried(held: readonly Held[], weeks: number): Holdout | undefined {
  const shown = grouped(everyone(held), 'weeks')
  const found = modelNames.flatMap((name) => {
    const buying = fitting[name](shown)
    return isRefusal(buying) ? [] : [{ buying, ...trial(buying, held, weeks) }]
  })
  found.sort((one, other) => one.error - other.error)
  const [first] = found
  if (first === undefined) return undefined
  return {
    ...{ weeks, best: first.buying },
    people: held.reduce((sum, one) => sum + one.people, 0),
    came: held.reduce((sum, one) => sum + one.people * one.later, 0),
    trials: found.map(({ buying: _buying, ...one }) => one),
  }
}

function trial(buying: Buying, held: readonly Held[], weeks: number): Trial {
  let [expected, off, people] = [0, 0, 0]
  for (const one of held) {
    const said = buying.expected(one.history, weeks)
    expected += one.people * said
    off += one.people * Math.abs(said - one.later)
    people += one.people
  }
  return { model: buying.model, expected, error: off / Math.max(1, people) }
}

export type ByPurchases = {
  /** Repeat purchases before the cut; the last one stands for all that are more. */ readonly purchases: number
  readonly people: number
  /** Mean of a person. */ readonly came: number
  readonly expected: number
}

const MOST_PURCHASES = 7

/** What came and what was expected of who had bought so often. */
export function byPurchases(buying: Buying, held: readonly Held[], weeks: number): ByPurchases[] {
  return Array.from({ length: MOST_PURCHASES + 1 }, (_, purchases) => {
    const mine = held.filter(({ history }) => Math.min(MOST_PURCHASES, history.purchases) === purchases)
    const people = mine.reduce((sum, one) => sum + one.people, 0)
    const mean = (of: (one: Held) => number) => mine.reduce((sum, one) => sum + one.people * of(one), 0) / people
    return {
      purchases,
      people,
      came: mean(({ later }) => later),
      expected: mean((one) => buying.expected(one.history, weeks)),
    }
  }).filter(({ people }) => people > 0)
}
