import type { words as english } from '../en/counter.ts'
import type { Translated } from '../translated.ts'
import { common } from './common.ts'
import { till } from './till.ts'

export const words = { ...common, ...till } as const satisfies Translated<typeof english>
