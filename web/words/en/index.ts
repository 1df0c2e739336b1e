import { access } from './access.ts'
import { common } from './common.ts'
import { conditions } from './conditions.ts'
import { drafting } from './drafting.ts'
import { editing } from './editing.ts'
import { home } from './home.ts'
import { imports } from './imports.ts'
import { member } from './member.ts'
import { members } from './members.ts'
import { offering } from './offering.ts'
import { orders } from './orders.ts'
import { programme } from './programme.ts'
import { settings } from './settings.ts'

export const words = {
  ...common,
  ...access,
  ...home,
  ...members,
  ...member,
  ...orders,
  ...programme,
  ...conditions,
  ...editing,
  ...offering,
  ...drafting,
  ...imports,
  ...settings,
} as const
