/** The parts of a definition by name, and what is looked at without asking the server. */
import type { Definition } from '../../../ui/programme.ts'

export type Wallet = Definition['wallets'][number]
export type Rule = Definition['earningRules'][number]
export type Ladder = Definition['ladders'][number]
export type Tier = Ladder['tiers'][number]
export type Benefit = NonNullable<Definition['benefits']>[number]
/** What a tier gives of a benefit. */
export type Grant = NonNullable<Tier['benefits']>[number]
export type Exchange = NonNullable<Definition['exchanges']>[number]
export type OfferGroup = NonNullable<Definition['offerGroups']>[number]
export type Offer = NonNullable<Definition['offers']>[number]
export type Give = Offer['gives'][number]
export type GiveOf<Kind extends Give['kind']> = Extract<Give, { kind: Kind }>
export type OfferLimit = NonNullable<Offer['limits']>[number]
export type CouponIssue = NonNullable<Definition['couponIssues']>[number]
export type Cost = NonNullable<Definition['costs']>[number]
export type Transfer = NonNullable<Definition['transfers']>[number]
export type Reason = NonNullable<Definition['adjustmentReasons']>[number]
export type Pending = Wallet['pending']
export type Expiry = Wallet['expiry']
export type Earn = Rule['earn']
export type Rounding = Rule['rounding']
export type Checkout = NonNullable<Wallet['checkout']>
export type Names = Definition['name']

export type { Definition }

/** Something that is not filled in: the server would not even read a definition with it. */
export type Gap = { readonly place: string; readonly what: 'text' | 'list' }

/** Conditions have an editor that speaks for itself, and the server's sentence. */
const conditions = new Set(['when', 'lines', 'getLines', 'where'])

/** What is still empty, by place. */
export function gapsIn(value: unknown, place = ''): Gap[] {
  if (value === '') return [{ place, what: 'text' }]
  if (Array.isArray(value)) {
    const within = value.flatMap((each: unknown, index) => gapsIn(each, below(place, stepOf(each, index))))
    return value.length === 0 && mayNotBeEmpty(place) ? [{ place, what: 'list' }] : within
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    conditions.has(name) ? [] : gapsIn(each, below(place, name)),
  )
}

const below = (place: string, step: string) => (place === '' ? step : `${place}.${step}`)

function stepOf(item: unknown, index: number): string {
  if (typeof item !== 'object' || item === null || !('code' in item)) return String(index)
  return typeof item.code === 'string' && item.code !== '' ? item.code : String(index)
}

const mayBeEmpty = new Set(['earningRules', 'ladders', 'offers', 'offerGroups', 'couponIssues', 'costs', 'countries'])
const alsoEmpty = new Set([
  'spendCaps',
  'presence',
  'exchanges',
  'transfers',
  'adjustmentReasons',
  'caps',
  'limits',
  'terms',
  'benefits',
])

function mayNotBeEmpty(place: string): boolean {
  const name = place.slice(place.lastIndexOf('.') + 1)
  return !mayBeEmpty.has(name) && !alsoEmpty.has(name)
}

/** Whether two values say the same; what is undefined is absent. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((each: unknown, index) => same(each, other[index]))
    )
  const [mine, theirs] = [fieldsOf(one), fieldsOf(other)]
  return (
    mine.size === theirs.size && [...mine].every(([name, each]) => theirs.has(name) && same(each, theirs.get(name)))
  )
}

function fieldsOf(value: object): Map<string, unknown> {
  return new Map(Object.entries(value).filter(([, each]) => each !== undefined))
}

/** A code out of a name: `Double points in May` is `double-points-in-may`; empty when the name has no Latin letters. */
export function codeFrom(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
  return plain.slice(0, CODE_AT_MOST).replace(/-+$/, '')
}

export const CODE_AT_MOST = 40
export const isCode = (text: string): boolean => /^[a-z][a-z0-9-]{0,39}$/.test(text)

/** One that is not taken: `summer-2` beside `summer`. */
export function freeCode(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken)
  if (!used.has(wanted)) return wanted
  let number = 2
  while (used.has(`${wanted.slice(0, CODE_AT_MOST - 4)}-${number}`)) number += 1
  return `${wanted.slice(0, CODE_AT_MOST - 4)}-${number}`
}
