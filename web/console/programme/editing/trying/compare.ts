/** Two answers about one basket, under two programmes, row by row. */
import type { Answer } from '../../../../ui/server.ts'

export type Evaluated = Answer<'/v1/orders/evaluate', 'post'>
export type Pair<T> = { readonly published: T; readonly draft: T }
export type Row<T> = { readonly key: string; readonly sides: Pair<T | undefined>; readonly differs: boolean }

export type OfferCell = {
  readonly offer: string | null
  readonly coupon: string | null
  readonly name: string | null
  readonly minor: number
  readonly gifts: Evaluated['offers'][number]['gifts']
  /** Why it was passed over; null when it applies. */
  readonly whyNot: string | null
}
export type RuleCell = Evaluated['rules'][number]

export type Compared = {
  readonly due: Row<number>
  readonly off: Row<number>
  readonly points: readonly Row<number>[]
  readonly tiers: readonly Row<{ readonly before: string; readonly tier: string }>[]
  /** Those that apply on one side at least. */
  readonly offers: readonly Row<OfferCell>[]
  /** Those that apply on neither. */
  readonly idle: readonly Row<OfferCell>[]
  readonly rules: readonly Row<RuleCell>[]
}

type Sides = Pair<Evaluated | undefined>

export function compared(sides: Sides): Compared {
  const offers = joined(sides, offersOf)
  const applies = ({ sides: { published, draft } }: Row<OfferCell>) =>
    published?.whyNot === null || draft?.whyNot === null
  return {
    due: one(sides, 'due', ({ dueMinor }) => dueMinor),
    off: one(sides, 'off', ({ offersMinor }) => offersMinor),
    points: joined(sides, pointsOf),
    tiers: joined(
      sides,
      ({ tiers }) =>
        new Map(
          tiers
            .filter(({ before, tier }) => before !== tier)
            .map(({ ladder, before, tier }) => [ladder, { before, tier }]),
        ),
    ),
    offers: offers.filter(applies),
    idle: offers.filter((each) => !applies(each)),
    rules: joined(sides, ({ rules }) => new Map(rules.map((rule) => [`${rule.wallet} ${rule.rule}`, rule]))),
  }
}

/** What is earned, by wallet. */
function pointsOf({ rules }: Evaluated): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { wallet, points } of rules) sums.set(wallet, (sums.get(wallet) ?? 0) + points)
  return sums
}

function offersOf({ offers, passed }: Evaluated): Map<string, OfferCell> {
  const applied = offers.map(({ offer, coupon, name, minor, gifts }): [string, OfferCell] => [
    `${offer} ${coupon ?? ''}`,
    { offer, coupon, name, minor, gifts, whyNot: null },
  ])
  const not = passed.map(({ offer, coupon, sentence }): [string, OfferCell] => [
    `${offer ?? ''} ${coupon ?? ''}`,
    { offer, coupon, name: null, minor: 0, gifts: [], whyNot: sentence },
  ])
  // What applies stands, also where the same offer was passed over once more.
  return new Map([...not, ...applied])
}

function one<T>({ published, draft }: Sides, key: string, read: (of: Evaluated) => T): Row<T> {
  return row(
    key,
    {
      published: published === undefined ? undefined : read(published),
      draft: draft === undefined ? undefined : read(draft),
    },
    { published, draft },
  )
}

function joined<T>({ published, draft }: Sides, read: (of: Evaluated) => ReadonlyMap<string, T>): Row<T>[] {
  const none = new Map<string, T>()
  const [mine, theirs] = [published === undefined ? none : read(published), draft === undefined ? none : read(draft)]
  const keys = [...new Set([...theirs.keys(), ...mine.keys()])]
  return keys.map((key) => row(key, { published: mine.get(key), draft: theirs.get(key) }, { published, draft }))
}

/** While only one answer is there, nothing differs. */
function row<T>(key: string, sides: Pair<T | undefined>, answers: Sides): Row<T> {
  const both = answers.published !== undefined && answers.draft !== undefined
  return { key, sides, differs: both && JSON.stringify(sides.published) !== JSON.stringify(sides.draft) }
}
