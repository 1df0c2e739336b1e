/** Money as it stands in a file: in whole units with their decimals, as accounting systems read it. */
import { currencyDecimals } from '../../../ui/currency.ts'

export function inUnits(minor: number, currency: string): number
export function inUnits(minor: number | null, currency: string): number | null
export function inUnits(minor: number | null, currency: string): number | null {
  return minor === null ? null : minor / 10 ** currencyDecimals(currency)
}
