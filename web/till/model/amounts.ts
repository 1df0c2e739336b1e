/** Amounts as people type them, in the currency's smallest unit. Pure. */

export function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** Nothing at a counter costs more; it keeps a barcode that was scanned into an amount from being one. */
const MINOR_AT_MOST = 100_000_000

/** @returns undefined for what is no amount, has more decimals than the currency, or is absurd */
export function amountOf(text: string, currency: string): number | undefined {
  const decimals = decimalsOf(currency)
  const [, whole = '', part = ''] = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.trim()) ?? []
  if (whole === '' || part.length > decimals) return undefined
  const minor = Number(whole + part.padEnd(decimals, '0'))
  return minor > 0 && minor <= MINOR_AT_MOST ? minor : undefined
}

export function unitsOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0)
}
