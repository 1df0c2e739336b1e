import type { words as english } from '../en/index.ts'
import type { Translated } from '../translated.ts'
import { access } from './access.ts'
import { audit } from './audit.ts'
import { catalogue } from './catalogue.ts'
import { common } from './common.ts'
import { conditions } from './conditions.ts'
import { coupons } from './coupons.ts'
import { drafts } from './drafts.ts'
import { editing } from './editing.ts'
import { handbook } from './handbook.ts'
import { home } from './home.ts'
import { household } from './household.ts'
import { imports } from './imports.ts'
import { jobs } from './jobs.ts'
import { member } from './member.ts'
import { members } from './members.ts'
import { merging } from './merging.ts'
import { messages } from './messages.ts'
import { notes } from './notes.ts'
import { offering } from './offering.ts'
import { orders } from './orders.ts'
import { pointsDesk } from './points.ts'
import { programme } from './programme.ts'
import { security } from './security.ts'
import { settings } from './settings.ts'
import { staff } from './staff.ts'
import { tills } from './tills.ts'
import { trying } from './trying.ts'
import { viewing } from './viewing.ts'
import { webhooks } from './webhooks.ts'

export const words = {
  ...common,
  ...access,
  ...home,
  ...members,
  ...member,
  ...notes,
  ...household,
  ...viewing,
  ...orders,
  ...coupons,
  ...pointsDesk,
  ...catalogue,
  ...programme,
  ...drafts,
  ...conditions,
  ...editing,
  ...offering,
  ...tills,
  ...trying,
  ...merging,
  ...messages,
  ...imports,
  ...jobs,
  ...settings,
  ...security,
  ...staff,
  ...audit,
  ...handbook,
  ...webhooks,
} as const satisfies Translated<typeof english>
