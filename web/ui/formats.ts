/** Numbers, money and instants as people of a language write them, in the programme's time zone. */
import { currencyDecimals } from './currency.ts'

export type Format = {
  readonly number: (value: number) => string
  /** `minor` is in the currency's smallest unit. */
  readonly money: (minor: number, currency: string) => string
  /** For headlines: large sums without their cents. */
  readonly roughMoney: (minor: number, currency: string) => string
  /** With the wallet's unit: “1,200 points”. */
  readonly points: (amount: number, wallet: string) => string
  /** As `points`, with its sign. */
  readonly change: (amount: number, wallet: string) => string
  readonly day: (instant: string) => string
  /** The last day on which something is still there, of the instant at which it is gone. */
  readonly lastDay: (instant: string) => string
  readonly month: (instant: string) => string
  readonly moment: (instant: string) => string
  readonly time: (instant: string) => string
  readonly percent: (share: number) => string
  /** One after the other: “a, b, c”. */
  readonly list: (all: readonly string[]) => string
  /** “label: value”. */
  readonly pair: (label: string, value: string) => string
  /** “text (note)”. */
  readonly aside: (text: string, note: string) => string
  readonly timeZone: string
}

/** Browsers take a millisecond to make one, and every cell of a table asks. */
const numberFormats = new Map<string, Intl.NumberFormat>()
const dateFormats = new Map<string, Intl.DateTimeFormat>()

function kept<Formatter>(formats: Map<string, Formatter>, key: string, make: () => Formatter): Formatter {
  const found = formats.get(key) ?? make()
  formats.set(key, found)
  return found
}

function numberFormat(language: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const make = () => new Intl.NumberFormat(language, options)
  return kept(numberFormats, JSON.stringify([language, options]), make)
}

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const make = () => new Intl.DateTimeFormat(language, options)
  return kept(dateFormats, JSON.stringify([language, options]), make)
}

/** @param decimals those of the currency when absent */
function currencyFormat(language: string, currency: string, decimals?: number): Intl.NumberFormat | undefined {
  const digits = decimals === undefined ? {} : { maximumFractionDigits: decimals, minimumFractionDigits: decimals }
  try {
    return numberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits })
  } catch {
    return undefined
  }
}

/** Above this many whole units nobody reads the cents. */
const CENTS_BELOW = 100_000

function roughMoney(language: string, minor: number, currency: string): string {
  const format = currencyFormat(language, currency)
  const whole = minor / 10 ** currencyDecimals(currency)
  if (format === undefined || Math.abs(whole) < CENTS_BELOW) return money(language, minor, currency)
  return currencyFormat(language, currency, 0)?.format(whole) ?? ''
}

function money(language: string, minor: number, currency: string): string {
  const format = currencyFormat(language, currency)
  if (format === undefined) return `${minor} ${currency}`
  return format.format(minor / 10 ** currencyDecimals(currency))
}

/** Made when it is first asked for: a page shows few of what it could. */
function once<Formatter>(make: () => Formatter): () => Formatter {
  let made: Formatter | undefined
  return () => {
    made ??= make()
    return made
  }
}

const marksOfOthers = { between: ', ', colon: ': ', opening: ' (', closing: ')' } as const
const chineseMarks = { between: '、', colon: '：', opening: '（', closing: '）' } as const

type Setting = {
  readonly language: string
  readonly timeZone: string
  readonly walletUnit: (wallet: string) => string
}

export function formatOf({ language, timeZone, walletUnit }: Setting): Format {
  const marks = language.startsWith('zh') ? chineseMarks : marksOfOthers
  const numbers = once(() => numberFormat(language))
  const signed = once(() => numberFormat(language, { signDisplay: 'exceptZero' }))
  const days = once(() => dateFormat(language, { timeZone, dateStyle: 'medium' }))
  const months = once(() => dateFormat(language, { timeZone, year: 'numeric', month: 'short' }))
  const moments = once(() => dateFormat(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' }))
  const times = once(() => dateFormat(language, { timeZone, timeStyle: 'short' }))
  const percents = once(() => numberFormat(language, { style: 'percent', maximumFractionDigits: 1 }))
  return {
    number: (value) => numbers().format(value),
    money: (minor, currency) => money(language, minor, currency),
    roughMoney: (minor, currency) => roughMoney(language, minor, currency),
    points: (amount, wallet) => `${numbers().format(amount)} ${walletUnit(wallet)}`,
    change: (amount, wallet) => `${signed().format(amount)} ${walletUnit(wallet)}`,
    day: (instant) => days().format(new Date(instant)),
    lastDay: (instant) => days().format(new Date(Date.parse(instant) - 1)),
    month: (instant) => months().format(new Date(Date.parse(instant) - 1)),
    moment: (instant) => moments().format(new Date(instant)),
    time: (instant) => times().format(new Date(instant)),
    percent: (share) => percents().format(share),
    list: (all) => all.join(marks.between),
    pair: (label, value) => `${label}${marks.colon}${value}`,
    aside: (text, note) => `${text}${marks.opening}${note}${marks.closing}`,
    timeZone,
  }
}
