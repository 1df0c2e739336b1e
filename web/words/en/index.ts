import { access } from './access.ts'
import { common } from './common.ts'
import { drafts } from './drafts.ts'
import { home } from './home.ts'
import { imports } from './imports.ts'
import { member } from './member.ts'
import { members } from './members.ts'
import { orders } from './orders.ts'
import { programme } from './programme.ts'
import { security } from './security.ts'
import { settings } from './settings.ts'

export const words = {
  ...common,
  ...access,
  ...home,
  ...members,
  ...member,
  ...orders,
  ...programme,
  ...drafts,
  ...imports,
  ...settings,
  ...security,
} as const
