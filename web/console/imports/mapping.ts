/** From what somebody chose in the form to the mapping that the server takes, and from its guesses to the form. Pure. */
import type { Mapping, Preview } from './queries.ts'

export const customerKinds = [
  'phone',
  'email',
  'card',
  'number',
  'wechat-openid',
  'wechat-unionid',
  'external',
] as const
export const returnModes = ['negative-quantity', 'number-prefix', 'none'] as const

/** Common ways to write dates; others can be typed. */
export const dateFormats = [
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-dd HH:mm',
  'yyyy-MM-dd',
  'yyyy/M/d H:mm:ss',
  'yyyy/M/d H:mm',
  'yyyy/M/d',
  'd/M/yyyy H:mm',
  'd/M/yyyy',
  'M/d/yyyy H:mm',
  'M/d/yyyy',
  'd.M.yyyy H:mm',
  'iso',
  'unix',
  'unix-ms',
] as const

export type Choice = {
  readonly number: string
  readonly sku: string
  readonly name?: string
  readonly quantity?: string
  readonly unitPrice?: string
  readonly amount?: string
  readonly discount?: string
  readonly placedAt: string
  readonly customer?: string
  readonly customerKind: (typeof customerKinds)[number]
  readonly customerSource?: string
  readonly store?: string
  readonly channel?: string
  readonly channelName?: string
  readonly currency?: string
  readonly currencyCode?: string
  readonly dates: string[]
  readonly timeZone: string
  readonly decimal: '.' | ','
  readonly returns: (typeof returnModes)[number]
  readonly prefixes?: string[]
}

const optional = ['name', 'quantity', 'unitPrice', 'amount', 'discount', 'store', 'channel', 'currency'] as const

/** Ids of other systems need a name of the system; a phone does not. */
export function needsSource(kind: Choice['customerKind']): boolean {
  return kind === 'external' || kind === 'wechat-openid'
}

export function mappingOf(choice: Choice): Mapping {
  const columns = Object.fromEntries(
    optional.flatMap((field) => (choice[field] === undefined ? [] : [[field, choice[field]]])),
  )
  const { customer, customerKind: kind, customerSource } = choice
  const source = needsSource(kind) ? { source: customerSource?.trim() ?? '' } : {}
  return {
    columns: {
      number: choice.number,
      sku: choice.sku,
      placedAt: choice.placedAt,
      ...columns,
      ...(customer === undefined ? {} : { customer: [{ kind, column: customer, ...source }] }),
    },
    format: {
      dates: choice.dates,
      timeZone: choice.timeZone,
      decimal: choice.decimal,
      thousands: choice.decimal === ',' ? '.' : ',',
      ...(choice.currency === undefined && choice.currencyCode !== undefined ? { currency: choice.currencyCode } : {}),
    },
    returns: returnsOf(choice),
    defaults: {
      ...(choice.channel === undefined ? { channel: choice.channelName?.trim() ?? '' } : {}),
      ...(choice.quantity === undefined ? { quantity: 1 } : {}),
    },
  }
}

function returnsOf({ returns, prefixes = [] }: Choice): NonNullable<Mapping['returns']> {
  return returns === 'number-prefix' ? { by: returns, prefixes } : { by: returns }
}

/** What the form starts with: the server's guesses, and what is usual. */
export function guessed({ guesses }: Preview, timeZone: string): Partial<Choice> {
  const columns = Object.fromEntries(guesses.map(({ column, field }) => [field, column]))
  const customer = guesses.find(({ field }) => field === 'customer')?.column ?? ''
  // A price and an amount would contradict each other; the price is the finer one.
  const prices = columns['unitPrice'] === undefined ? {} : { amount: undefined }
  return {
    ...columns,
    ...prices,
    customerKind: kindOf(customer),
    customerSource: 'shop',
    channelName: 'shop',
    currencyCode: 'CNY',
    dates: ['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm', 'yyyy-MM-dd', 'iso'],
    timeZone,
    decimal: '.',
    returns: 'negative-quantity',
  }
}

function kindOf(column: string): Choice['customerKind'] {
  if (/phone|mobile|手机|电话/i.test(column)) return 'phone'
  if (/mail|邮箱/i.test(column)) return 'email'
  if (/card|卡号/i.test(column)) return 'card'
  return 'external'
}
