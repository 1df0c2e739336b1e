/** The language that a member chose on this device. */
import { useSyncExternalStore } from 'react'
import { browserLanguage, choice, type Language, languages, subscribe } from '../ui/preferences.ts'

export const tongue = choice('regulars.portal.language', languages, browserLanguage)

export function useTongue(): Language {
  return useSyncExternalStore(subscribe, tongue.get)
}

/** A member's own language may be any. */
export function tongueNamed(locale: string | null): Language | undefined {
  return languages.find((each) => each === locale)
}
