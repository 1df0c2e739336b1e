/** The language that a member chose on this device. */
import { useSyncExternalStore } from 'react'
import { choice, subscribe } from '../ui/preferences.ts'

export const tongues = ['zh-CN', 'zh-TW', 'en'] as const
export type Tongue = (typeof tongues)[number]

function ofBrowser(): Tongue {
  const said = navigator.language.toLowerCase()
  if (!said.startsWith('zh')) return 'en'
  return /^zh-(tw|hk|mo|hant)/.test(said) ? 'zh-TW' : 'zh-CN'
}

export const tongue = choice('regulars.portal.language', tongues, ofBrowser)

export function useTongue(): Tongue {
  return useSyncExternalStore(subscribe, tongue.get)
}

/** The server knows two languages; a member's own may be any. */
export function tongueNamed(locale: string | null): Tongue | undefined {
  return tongues.find((each) => each === locale)
}
