/**
 * Money is a whole number of minor units of an ISO 4217 currency. The number of decimals is a fact of the currency.
 * Source: ISO 4217 list one (minor units other than 2).
 */
const otherDecimals: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}

declare const currency: unique symbol
export type Currency = string & { readonly [currency]: 'ISO 4217' }

/** Of the Unicode CLDR that comes with Node, and units of account that have decimals of their own but no notes. */
const known: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('currency'), ...Object.keys(otherDecimals)])

/** A currency that exists; whether it is accepted is the programme's decision. */
export function isCurrency(text: unknown): text is Currency {
  return typeof text === 'string' && known.has(text)
}

/** Decimals of the currency's minor unit: 2 for CNY and GBP, 0 for JPY, 3 for KWD. */
export function decimals(code: Currency): number {
  return otherDecimals[code] ?? 2
}

/** Minor units in one whole currency unit: 100 for CNY, 1 for JPY. */
export function minorPerUnit(code: Currency): number {
  return 10 ** decimals(code)
}
