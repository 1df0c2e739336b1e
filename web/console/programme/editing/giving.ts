/** What each kind of gift begins with when it is chosen; what was said before stays where the new kind says it, too. */
import { currencyDecimals } from '../../../ui/currency.ts'
import type { Give } from './definition.ts'

export type GiveKind = Give['kind']
export const giveKinds = [
  'percent',
  'amount',
  'steps',
  'every',
  'buy-get',
  'bundle',
  'prices',
  'gift',
  'points',
] as const satisfies readonly GiveKind[]

export type Beginnings = { readonly currency: string; readonly wallet: string }

/** 10 % off, 10 off, 10 off from 100 on … */
const TENTH = 1_000
const FREE = 10_000
const [TEN, HUNDRED] = [10, 100]

export function freshGive(kind: GiveKind, { currency, wallet }: Beginnings): Give {
  const minor = 10 ** currencyDecimals(currency)
  switch (kind) {
    case 'percent':
      return { kind, basisPoints: TENTH, of: 'goods', base: 'remaining' }
    case 'amount':
      return { kind, minor: TEN * minor, of: 'goods' }
    case 'steps':
      return { kind, by: 'amount', steps: [{ from: HUNDRED * minor, off: { minor: TEN * minor } }], base: 'remaining' }
    case 'every':
      return { kind, perMinor: HUNDRED * minor, offMinor: TEN * minor, base: 'remaining' }
    case 'buy-get':
      return { kind, buy: 1, get: 1, basisPoints: FREE }
    case 'bundle':
      return { kind, parts: [{ quantity: 2 }], priceMinor: HUNDRED * minor }
    case 'prices':
      return { kind, prices: [{ sku: '', minor: HUNDRED * minor }] }
    case 'gift':
      return { kind, sku: '', quantity: 1 }
    case 'points':
      return { kind, wallet, earn: { by: 'order', points: HUNDRED }, rounding: 'floor' }
  }
}

/** Another kind of gift, for the same lines. */
export function turned(give: Give, kind: GiveKind, beginnings: Beginnings): Give {
  if (give.kind === kind) return give
  const fresh = freshGive(kind, beginnings)
  const lines = 'lines' in give ? give.lines : undefined
  switch (fresh.kind) {
    case 'percent':
    case 'amount':
    case 'steps':
    case 'every':
    case 'buy-get':
    case 'points':
      return lines === undefined ? fresh : { ...fresh, lines }
    case 'bundle':
      return lines === undefined ? fresh : { ...fresh, parts: fresh.parts.map((each) => ({ ...each, lines })) }
    case 'prices':
    case 'gift':
      return fresh
  }
}
