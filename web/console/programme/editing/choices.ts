/** What fields of the definition offer: names of its own parts, in the language of the screen. */

import { currencyDecimals } from '../../../ui/currency.ts'
import { type Texts, textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useEditing } from './editing.tsx'
import type { Choice } from './fields.tsx'

type Named = { readonly code: string; readonly name: Texts<string> }

/** Parts of the draft as choices. */
export function useChoices() {
  const { definition, language } = useEditing()
  const named = (parts: readonly Named[]): Choice<string>[] =>
    parts.map(({ code, name }) => ({
      value: code,
      label: textOf(name, language) === '' ? code : textOf(name, language),
    }))
  const { wallets, ladders, earningRules, offers = [], offerGroups = [], currencies } = definition
  return {
    wallets: named(wallets),
    spendable: named(wallets.filter(({ purpose }) => purpose === 'spend')),
    ladders: named(ladders),
    rules: (wallet: string) =>
      named(earningRules.filter((rule) => rule.wallet === wallet && rule.earn.by !== 'multiply')),
    tiersOf: (ladder: string) => named(ladders.find(({ code }) => code === ladder)?.tiers ?? []),
    /** Of all ladders; a tier of the same code on two of them is one choice. */
    tiers: [...new Map(ladders.flatMap(({ tiers }) => named(tiers)).map((each) => [each.value, each])).values()],
    groups: named(offerGroups),
    couponOffers: named(offers.filter(({ needs }) => needs === 'coupon')),
    currencies: (currencies === 'any' ? COMMON : currencies).map((code) => ({ value: code, label: code })),
    unitOf: (wallet: string) => textOf(definition.wallets.find(({ code }) => code === wallet)?.unit, language) ?? '',
  }
}

/** Offered where a programme takes orders in any currency; others can be named in the basics. */
const COMMON = ['CNY', 'HKD', 'TWD', 'JPY', 'USD', 'EUR', 'GBP', 'SGD', 'CAD']

/** The first currency that the programme names. */
export function useCurrency(): string {
  const { currencies } = useEditing().definition
  return currencies === 'any' ? 'CNY' : (currencies[0] ?? 'CNY')
}

export type MoneyLimits = { readonly decimals: number; readonly unit: string; readonly most: number }

const MINOR_AT_MOST = 100_000_000_000

export function moneyIn(currency: string): MoneyLimits {
  return { decimals: currencyDecimals(currency), unit: currency, most: MINOR_AT_MOST }
}

/** Basis points as per cent with two decimals. */
export const PERCENT = { decimals: 2, unit: '%', most: 10_000 } as const

type Period = 'order' | 'day' | 'week' | 'month' | 'year' | 'lifetime'

export function usePeriods<P extends Period>(periods: readonly P[]): Choice<P>[] {
  const { t } = useTranslation()
  const label = (period: Period) => t(`editing.periods.${period}`)
  return periods.map((period) => ({ value: period, label: label(period) }))
}
