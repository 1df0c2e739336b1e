/** For which stores a caller may act. Pure. */
import { refusal } from '../../base/refusals.ts'
import type { Principal, Right } from './rights.ts'

/** Codes of stores, or all there are. */
export type Stores = 'all' | ReadonlySet<string>

export const otherStore = refusal<{ store: string | null }>('auth.other-store', 403, {
  en: 'You act for certain stores only. This belongs to another store, or to none: {store}.',
  'zh-CN': '您只能办理指定门店的业务，此单属于其他门店或未注明门店：{store}。',
})
export const everyStoreNeeded = refusal('auth.every-store-needed', 403, {
  en: 'This concerns all stores, and you act for certain ones only.',
  'zh-CN': '此项涉及所有门店，而您只能办理指定门店的业务。',
})

/** What members, the programme and the catalogue say is the same everywhere, so whoever acts for one store may do it there. */
const anywhere: ReadonlySet<Right> = new Set<Right>([
  'members.read',
  'members.unmask',
  'members.write',
  'catalogue.read',
  'points.redeem',
  'points.adjust',
  // Members are served in every store; the route looks at the store that it is told.
  'benefits.use',
  'coupons.read',
  'coupons.give',
  'programme.read',
  // These two look at whom they concern: nobody gives or takes what is beyond the own stores.
  'staff.manage',
  'keys.manage',
])

/** What belongs to one store and not to another. */
const looked: ReadonlySet<Right> = new Set<Right>(['orders.read', 'orders.write', 'notes.read', 'notes.write'])

/**
 * Whether a right is of use to whoever acts for certain stores: `any` store's business alike, `own` where each route looks at
 * the store, `all` where it concerns the company. A right that nobody has thought about concerns the company.
 */
export function reachOf(right: Right): 'any' | 'own' | 'all' {
  if (anywhere.has(right)) return 'any'
  return looked.has(right) ? 'own' : 'all'
}

/** True when a route is closed to whoever acts for certain stores: orders are shown by no route that does not say it looks. */
export function needsEveryStore(right: Right, route: 'own' | 'all' | undefined): boolean {
  return route === 'all' || (reachOf(right) !== 'any' && route !== 'own')
}

/** The rights that a caller can use. */
export function usableRights({ rights, stores }: Pick<Principal, 'rights' | 'stores'>): Right[] {
  return [...rights].filter((right) => stores === 'all' || reachOf(right) !== 'all').sort()
}

/** As a database and an answer hold them: null for all. */
export function listed(stores: Stores): string[] | null {
  return stores === 'all' ? null : [...stores].sort()
}

export function storesOf(codes: readonly string[] | null): Stores {
  return codes === null ? 'all' : new Set(codes)
}

/** True when whoever acts for `own` may let somebody act for `wanted`. */
export function covers(own: Stores, wanted: Stores): boolean {
  return own === 'all' || (wanted !== 'all' && wanted.isSubsetOf(own))
}
