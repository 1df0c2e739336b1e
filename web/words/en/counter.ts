import { common } from './common.ts'
import { till } from './till.ts'

/** What the till says. */
export const words = { ...common, ...till } as const
