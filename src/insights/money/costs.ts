/** What rules and offers gave away, beside what the orders came to that they touched: a count, never a claim of what they caused. */
import { Type } from 'typebox'
import { asInstant, type Instant, midnight, type TimeZone, zoned } from '../../base/time.ts'
import { missingOf } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { nobodyBought } from '../rfm/errors.ts'
import { breakageOf } from './breakage.ts'
import { type Closing, closingOf } from './closing.ts'
import { cohortsAt } from './cohorts.ts'
import { worthOf } from './deferral.ts'
import { monthsBackwards } from './errors.ts'
import { costsResult, monthAsked } from './schemas.ts'

/** Months that are told when nobody says which. */
const MONTHS = 12

export const costsReport = report({
  name: 'money-costs',
  operationId: 'getMoneyCosts',
  summary: 'What each rule and each offer gave, and the orders that it touched',
  asked: Type.Object({ from: monthAsked, to: monthAsked }),
  result: costsResult,
  async make(workshop, asked) {
    const { currency, rooms, now, zone } = workshop
    const { from, to } = spanOf(asked, { now, zone })
    const none = { currency: currency ?? null, from, to, rules: [], offers: [], otherCurrencies: [] }
    if (currency === undefined) return { ...none, missing: missingOf(nobodyBought({})) }
    if (from > to) return { ...none, missing: missingOf(monthsBackwards({ from, to })) }
    const [closing, touches] = await Promise.all([
      closingOf(workshop, currency),
      rooms.orders.touches({ from: startOf(from, zone), to: startOf(nextOf(to), zone) }),
    ])
    const { definition } = rooms.programme.at(now)
    const names = new Map(
      [...definition.earningRules, ...(definition.offers ?? [])].map(({ code, name }) => [code, name]),
    )
    const worth = worths(closing)
    const broughtBy = new Map(touches.offers.flatMap(({ offer, bonuses }) => bonuses.map(({ rule }) => [rule, offer])))
    const currencies = [...touches.rules, ...touches.offers].map((each) => each.currency)
    return {
      ...{ currency, missing: null, from, to },
      rules: touches.rules
        .filter((each) => each.currency === currency)
        .map((touch) => ({
          ...{ rule: touch.rule, wallet: touch.wallet, orders: touch.orders, members: touch.members },
          ...{ netMinor: touch.netMinor, returnedMinor: touch.returnedMinor, points: touch.points, kept: touch.kept },
          name: names.get(touch.rule) ?? null,
          offer: broughtBy.get(touch.rule) ?? null,
          ...worth([touch]),
        })),
      offers: touches.offers
        .filter((each) => each.currency === currency)
        .map(({ bonuses, ...touch }) => ({
          ...{ offer: touch.offer, orders: touch.orders, guests: touch.guests, withCoupon: touch.withCoupon },
          ...{
            netMinor: touch.netMinor,
            returnedMinor: touch.returnedMinor,
            offMinor: touch.offMinor,
            gifts: touch.gifts,
          },
          name: names.get(touch.offer) ?? null,
          points: bonuses.reduce((sum, { kept }) => sum + kept, 0),
          ...worth(bonuses),
        })),
      otherCurrencies: [...new Set(currencies)].filter((each) => each !== currency).toSorted(),
    }
  },
})

type Given = { readonly wallet: string; readonly kept: number }
type Worth = { readonly costMinor: number | null; readonly expectedMinor: number | null }

/**
 * What points are worth as the newest complete month values them; unknown when a wallet among them has no value. Of wallets that
 * nobody spends, growth above all, points cost nothing.
 */
function worths({ months, moves, wallets }: Closing): (given: readonly Given[]) => Worth {
  const last = months.length - 1
  const known = new Map(
    wallets.map(({ code, valueIn }) => {
      const found = last < 0 ? undefined : breakageOf(cohortsAt(moves, { wallet: code, last }))
      return [code, { value: valueIn(last), redeemed: 1 - (found?.enough === true ? found.total.share : 0) }]
    }),
  )
  return (given) => {
    let [costMinor, expectedMinor] = [0, 0]
    for (const { wallet, kept } of given) {
      if (!known.has(wallet)) continue
      const { value, redeemed } = known.get(wallet) ?? { value: null, redeemed: 1 }
      if (value === null) return { costMinor: null, expectedMinor: null }
      const minor = worthOf(kept, value)
      costMinor += minor
      expectedMinor += Math.round(minor * redeemed)
    }
    return { costMinor, expectedMinor }
  }
}

type Moment = { readonly now: Instant; readonly zone: TimeZone }

/** What was asked for; the last twelve complete months and that under way when nothing was. */
function spanOf(asked: { from?: string; to?: string }, { now, zone }: Moment): { from: string; to: string } {
  const to = asked.to ?? zoned(now, zone).toPlainDate().toPlainYearMonth().toString()
  const from = asked.from ?? Temporal.PlainYearMonth.from(to).subtract({ months: MONTHS }).toString()
  return { from, to }
}

function nextOf(month: string): string {
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString()
}

function startOf(month: string, zone: TimeZone): Instant {
  return asInstant(midnight(Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 }), zone))
}
