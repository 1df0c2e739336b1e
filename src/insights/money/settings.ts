/** What finance says of points: what they are worth, how many are never redeemed, when a month is closed, and its accounts. */
import { type Static, Type } from 'typebox'
import type { Refusal } from '../../base/refusals.ts'
import { setting } from '../settings/setting.ts'
import { fromTwice } from './errors.ts'

const month = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', description: 'From this month on' })
const wallet = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' })
const text = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\p{Cc}]*$' })
const account = Type.Object({ number: text(20), name: text(60) })
export const accountsSchema = Type.Object({
  ...{ sales: account, liability: account, 'points-revenue': account },
  ...{ 'breakage-revenue': account, 'promotion-cost': account },
})
const days = Type.Unsafe<number | null>({
  ...{ type: ['integer', 'null'], minimum: 0, maximum: 365 },
  description:
    'After its end, until which a month takes what is recorded late; null: for ever, so that months may change',
})

const schema = Type.Object({
  values: Type.Array(
    Type.Object({
      ...{ wallet, from: month },
      points: Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'So many points …' }),
      minor: Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: '… are worth so many minor units' }),
    }),
    { maxItems: 200, description: 'Where the checkout of the programme does not say it, or says something else' },
  ),
  breakage: Type.Array(
    Type.Object({
      ...{ wallet, from: month },
      basisPoints: Type.Unsafe<number | null>({
        ...{ type: ['integer', 'null'], minimum: 0, maximum: 10_000 },
        description: 'Of what is given; null: estimated again',
      }),
    }),
    { maxItems: 200, description: 'In place of the estimate' },
  ),
  taxBasisPoints: Type.Integer({
    ...{ minimum: 0, maximum: 10_000 },
    description: 'Contained in prices: 1300 is 13 % on top of the price without tax',
  }),
  closedAfterDays: days,
  accounts: accountsSchema,
})
export type MoneySetting = Static<typeof schema>

const unnamed = { number: '', name: '' }

export const moneySetting = setting({
  name: 'money',
  summary:
    'What points are worth in the books, breakage of one’s own, tax, when a month is closed, and the accounts of the journal',
  schema,
  initial: {
    ...{ values: [], breakage: [], taxBasisPoints: 0, closedAfterDays: null },
    accounts: {
      ...{ sales: unnamed, liability: unnamed, 'points-revenue': unnamed },
      ...{ 'breakage-revenue': unnamed, 'promotion-cost': unnamed },
    },
  },
  check: ({ values, breakage }) => twiceIn(values) ?? twiceIn(breakage),
})

function twiceIn(entries: readonly { readonly wallet: string; readonly from: string }[]): Refusal | undefined {
  const seen = new Set<string>()
  for (const entry of entries) {
    const key = `${entry.wallet} ${entry.from}`
    if (seen.has(key)) return fromTwice({ wallet: entry.wallet, from: entry.from })
    seen.add(key)
  }
  return undefined
}

/** What holds in a month: the newest that had begun by then. */
export function inForce<T extends { readonly wallet: string; readonly from: string }>(
  entries: readonly T[],
  { wallet: of, month: at }: { wallet: string; month: string },
): T | undefined {
  return entries
    .filter((each) => each.wallet === of && each.from <= at)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1)
}
