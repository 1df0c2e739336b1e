import { currencyDecimals } from '../../ui/currency.ts'

/**
 * What was typed as an amount of money, in the currency's smallest unit.
 * @param currency two decimals, as most have, when it is not known
 * @returns undefined when it is no amount, or has more decimals than the currency
 */
export function minorOf(typed: string, currency: string | null): number | undefined {
  const text = typed
    .trim()
    .replace(/^[^\d.,-]+/, '')
    .replaceAll(',', '.')
  if (!/^\d{1,9}(\.\d*)?$/.test(text)) return undefined
  const places = currency === null ? 2 : currencyDecimals(currency)
  const [whole = '', fraction = ''] = text.split('.')
  return fraction.length > places ? undefined : Number(whole + fraction.padEnd(places, '0'))
}
