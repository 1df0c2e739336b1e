/** What was scanned or typed into the one field of the till. */
import { type Answer, ask, Trouble } from '../../ui/server.ts'
import type { Product } from '../model/database.ts'
import { productBy } from '../model/products.ts'
import { type Known, lastFour, type Sale } from '../model/sale.ts'
import { isAway, server } from '../server.ts'

export type Scanned =
  | { readonly kind: 'product'; readonly product: Product }
  /** With a presence when it was the code on his phone. */
  | { readonly kind: 'member'; readonly member: Known; readonly presence?: Sale['presence'] }
  /** The code on a phone, which nobody can read while the server is away. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'coupon'; readonly code: string }
  /** A phone number that nobody has, or that nobody could be asked about. */
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'unknown'; readonly text: string }

export type MemberLine = Pick<Answer<'/v1/members', 'get'>['items'][number], keyof Known>

export function knownOf({ memberId, number, name, phone, status }: MemberLine): Known {
  return { memberId, number, name, status, phone: phone === null ? null : lastFour(phone) }
}

/** The code on a member's phone: it changes every 30 seconds and is read once. */
export function isMemberCode(text: string): boolean {
  return /^7\d{17}$/.test(text.replace(/\s/g, ''))
}

async function byCode(code: string): Promise<Scanned> {
  if (isAway()) return { kind: 'unreadable' }
  const { presenceId, memberId, lapsesAt } = await ask(server.POST('/v1/presences/read', { body: { code } }))
  const member = await ask(server.GET('/v1/members/{memberId}', { params: { path: { memberId } } }))
  return { kind: 'member', member: knownOf(member), presence: { presenceId, lapsesAt } }
}

/** A mobile number as it is said in China, or any with its country code. */
export function isPhone(text: string): boolean {
  return /^(1\d{10}|\+\d{7,15})$/.test(text.replace(/[ -]/g, ''))
}

/** Undefined for what the server does not know or cannot read; other troubles are thrown. */
async function orNothing<Found>(asking: Promise<Found>): Promise<Found | undefined> {
  try {
    return await asking
  } catch (error) {
    if (error instanceof Trouble && (error.status === 404 || error.status === 422)) return undefined
    throw error
  }
}

export async function memberBy(kind: 'phone' | 'card' | 'number', value: string): Promise<Known | undefined> {
  const found = await orNothing(ask(server.POST('/v1/members/lookup', { body: { kind, value } })))
  return found === undefined ? undefined : knownOf(found)
}

/** @throws Trouble */
export async function scanned(text: string): Promise<Scanned> {
  if (isMemberCode(text)) return byCode(text)
  const product = await productBy(text)
  if (product !== undefined) return { kind: 'product', product }
  const phone = isPhone(text)
  if (isAway()) return phone ? { kind: 'phone', phone: text } : { kind: 'unknown', text }
  if (phone) {
    const member = await memberBy('phone', text)
    return member === undefined ? { kind: 'phone', phone: text } : { kind: 'member', member }
  }
  const [byNumber, byCard, coupon] = await Promise.all([
    memberBy('number', text),
    memberBy('card', text),
    orNothing(ask(server.GET('/v1/coupons/{code}', { params: { path: { code: text } } }))),
  ])
  const member = byNumber ?? byCard
  if (member !== undefined) return { kind: 'member', member }
  return coupon === undefined ? { kind: 'unknown', text } : { kind: 'coupon', code: coupon.code }
}
