/** What the reports on money say, as schemas. */
import { Type } from 'typebox'
import { textOrNull } from '../../platform/http/schemas.ts'
import { missingSchema } from '../reports/missing.ts'
import { ledgers, lineKinds } from './journal.ts'
import { accountsSchema } from './settings.ts'

const words = Type.Object({ en: Type.String(), 'zh-CN': Type.String() })
const monthName = (description?: string) =>
  Type.String({ pattern: '^[0-9]{4}-[0-9]{2}$', ...(description === undefined ? {} : { description }) })
const whole = (description?: string) => Type.Integer(description === undefined ? {} : { description })
const wholeOrNull = (description: string) => Type.Unsafe<number | null>({ type: ['integer', 'null'], description })
const share = () => Type.Number({ minimum: 0, maximum: 1 })
const estimate = { share: share(), low: share(), high: share() }
const value = Type.Union([Type.Null(), Type.Object({ points: whole(), minor: whole() })], {
  description: 'So many points are worth so many minor units; null: nobody has said it',
})
export const monthAsked = Type.Optional(
  Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', description: 'As 2026-03, in the programme’s time zone' }),
)

const outstanding = Type.Array(
  Type.Object({
    status: Type.Enum(['available', 'pending', 'held', 'overdue', 'owed'], {
      description: 'overdue: gone and not settled by the nightly run yet; owed: by members, beside what all have',
    }),
    expires: textOrNull({ description: 'The last month in which they can be spent; null: never, and of what is owed' }),
    ...{ lots: whole(), points: whole() },
  }),
)
const row = Type.Object({
  earned: monthName(),
  ...{ granted: whole(), returned: whole('Taken back with goods, by hand, or because an event never came') },
  ...{ redeemed: whole('Paid with or exchanged, less what came back'), lapsed: whole('Expired, or kept as a fee') },
  outstanding: whole(),
  redeemedByAge: Type.Array(whole(), { description: 'By the end of the month of earning, of the month after it, …' }),
  breakage: Type.Union([Type.Null(), Type.Object(estimate)]),
})
const kinds = {
  ...{ deferral: whole(), given: whole(), exchange: whole(), return: whole(), withdrawal: whole() },
  ...{ redemption: whole(), breakage: whole(), expiry: whole(), 'true-up': whole() },
}
const rolled = {
  openingMinor: whole(),
  moved: Type.Object(kinds, { description: 'The first three raise the liability, the others lower it' }),
  closingMinor: whole(),
  ...{ points: whole('Outstanding at the end'), expected: whole('Of these, that are expected to be redeemed') },
  basis: Type.Enum(['estimated', 'named', 'none'], { description: 'Where breakage came from' }),
}

export const moneyResult = Type.Object({
  ...{ currency: textOrNull(), missing: missingSchema },
  months: Type.Array(monthName(), { description: 'Complete months of the books, the earliest first' }),
  otherOrders: whole('Orders that earned in another currency: nothing of them is deferred'),
  taxBasisPoints: whole(),
  wallets: Type.Array(
    Type.Object({
      ...{ wallet: Type.String(), name: words, unit: words, value, valueMissing: missingSchema },
      ...{ outstanding, underWay: whole('Left one member and with no other yet') },
      nominalMinor: wholeOrNull('What all outstanding points would pay'),
      triangle: Type.Array(row),
      breakage: Type.Union([
        Type.Null(),
        Type.Object({
          ...estimate,
          points: whole('Never to be redeemed, of all that were given and not taken back'),
          openShare: Type.Number({ description: 'Of what the oldest months left, what could still be redeemed' }),
        }),
      ]),
      breakageMissing: missingSchema,
      curve: Type.Array(Type.Number(), { description: 'Share redeemed by the end of each month from earning on' }),
      liability: Type.Array(Type.Object({ month: monthName(), ...rolled })),
    }),
  ),
})

const ledger = Type.Enum([...ledgers])

export const journalResult = Type.Object({
  ...{ currency: textOrNull(), missing: missingSchema, month: textOrNull() },
  months: Type.Array(monthName(), { description: 'Those that can be asked for' }),
  closed: Type.Boolean({ description: 'Nothing recorded from now on changes it' }),
  accounts: accountsSchema,
  lines: Type.Array(
    Type.Object({
      ...{ wallet: Type.String(), kind: Type.Enum([...lineKinds]), debit: ledger, credit: ledger },
      minor: Type.Integer({ minimum: 1 }),
      ...{
        points: whole(),
        paragraph: Type.String({ description: 'Empty: not in the standard, the company’s policy' }),
      },
    }),
  ),
  wallets: Type.Array(Type.Object({ wallet: Type.String(), name: words, ...rolled })),
  pools: Type.Array(
    Type.Object({
      ...{ wallet: Type.String(), earned: monthName() },
      ...{ points: whole('Given and not taken back'), redeemed: whole(), expected: whole('To be redeemed in all') },
      ...{ deferredMinor: whole(), recognisedMinor: whole(), liabilityMinor: whole() },
    }),
    { description: 'At the month’s end, by month of earning' },
  ),
})

const touched = {
  orders: whole(),
  netMinor: whole('What the orders came to that it touched'),
  returnedMinor: whole(),
}
const worth = {
  costMinor: wholeOrNull('If all that stands were redeemed'),
  expectedMinor: wholeOrNull('Less what is never redeemed'),
}
export const costsResult = Type.Object({
  ...{ currency: textOrNull(), missing: missingSchema, from: textOrNull(), to: textOrNull() },
  rules: Type.Array(
    Type.Object({
      ...{ rule: Type.String(), name: Type.Union([Type.Null(), words]), wallet: Type.String() },
      offer: textOrNull({ description: 'That brings the rule along' }),
      ...{ ...touched, members: whole(), points: whole('As given'), kept: whole('After returns'), ...worth },
    }),
  ),
  offers: Type.Array(
    Type.Object({
      ...{ offer: Type.String(), name: Type.Union([Type.Null(), words]), ...touched },
      ...{
        guests: whole('Orders of guests, among all'),
        withCoupon: whole(),
        offMinor: whole('Off the price, as given'),
      },
      ...{ gifts: whole('Pieces'), points: whole('Of the rules that it brings along, after returns'), ...worth },
    }),
  ),
  otherCurrencies: Type.Array(Type.String(), { description: 'Orders in these are left out' }),
})
