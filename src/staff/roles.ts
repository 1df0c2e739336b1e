/** Roles as sets of rights. A new right of the platform belongs to the owner at once, to others when listed here. */
import type { Words } from '../base/refusals.ts'
import { isRight, type Right, rights } from '../platform/http/rights.ts'

type RoleDescription = { readonly words: Words; readonly rights: readonly Right[] }

export const everyRight: readonly Right[] = Object.keys(rights).filter(isRight)

const look = [
  'members.read',
  'catalogue.read',
  'orders.read',
  'coupons.read',
  'programme.read',
] as const satisfies readonly Right[]

export const roles = {
  owner: { words: { en: 'owner', 'zh-CN': '所有者' }, rights: everyRight },
  manager: {
    words: { en: 'programme manager', 'zh-CN': '会员运营经理' },
    rights: [
      ...look,
      'members.unmask',
      'members.write',
      'members.merge',
      'notes.read',
      'notes.write',
      'consents.write',
      'messages.read',
      'catalogue.write',
      'points.redeem',
      'points.adjust',
      'points.approve',
      'tiers.place',
      'benefits.use',
      'orders.write',
      'tills.manage',
      'coupons.give',
      'coupons.write',
      'programme.publish',
      'programme.approve',
      'imports.run',
      'jobs.run',
      'insights.read',
      'insights.manage',
    ],
  },
  marketer: {
    words: { en: 'marketer', 'zh-CN': '营销专员' },
    rights: [...look, 'coupons.give', 'coupons.write', 'insights.read'],
  },
  cashier: {
    words: { en: 'cashier', 'zh-CN': '收银员' },
    rights: [...look, 'members.write', 'points.redeem', 'benefits.use', 'orders.write', 'coupons.give'],
  },
  support: {
    words: { en: 'support agent', 'zh-CN': '客服' },
    rights: [
      ...look,
      'members.unmask',
      'members.write',
      'members.merge',
      'notes.read',
      'notes.write',
      'portal.view',
      'points.redeem',
      'points.adjust',
      'benefits.use',
      'orders.write',
      'coupons.give',
    ],
  },
  analyst: { words: { en: 'analyst', 'zh-CN': '数据分析员' }, rights: [...look, 'insights.read', 'insights.manage'] },
  finance: {
    words: { en: 'finance', 'zh-CN': '财务' },
    rights: [
      ...look,
      'points.approve',
      'programme.approve',
      'jobs.run',
      'audit.read',
      'insights.read',
      'insights.manage',
    ],
  },
  'privacy-officer': {
    words: { en: 'privacy officer', 'zh-CN': '隐私专员' },
    rights: [
      ...['members.read', 'members.unmask', 'members.write', 'consents.write', 'messages.read'],
      ...['notes.read', 'notes.write'],
      ...['orders.read', 'programme.read', 'audit.read'],
    ],
  },
} as const satisfies Record<string, RoleDescription>

export type Role = keyof typeof roles

export const roleNames: readonly Role[] = Object.keys(roles).filter(isRole)

export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text)
}

const none: ReadonlySet<Right> = new Set()
const sets = new Map<string, ReadonlySet<Right>>(
  Object.entries(roles).map(([name, role]) => [name, new Set<Right>(role.rights)]),
)

/** The rights of a built-in role; none for a role that this version does not know. */
export function rightsOf(role: string): ReadonlySet<Right> {
  return sets.get(role) ?? none
}

/** What somebody may: by a built-in role, or by one of the company's own. */
export function rightsHeld({
  role,
  ownRights,
}: {
  readonly role: string
  readonly ownRights: readonly string[] | null
}): ReadonlySet<Right> {
  return ownRights === null ? rightsOf(role) : new Set(ownRights.filter(isRight))
}
