/** What a person chose on this device: language and appearance. */
import { useSyncExternalStore } from 'react'

export const languages = ['zh-CN', 'zh-TW', 'en'] as const
export type Language = (typeof languages)[number]

/** What people write texts in, and the server its sentences; the third language is made of the first. */
export const written = ['zh-CN', 'en'] as const satisfies readonly Language[]
export type Written = (typeof written)[number]

export const appearances = ['system', 'light', 'dark'] as const
export type Appearance = (typeof appearances)[number]

type Choice<T extends string> = { readonly get: () => T; readonly set: (value: T) => void }

const listeners = new Set<() => void>()

/** Kept in memory too, for browsers that refuse storage. */
export function choice<T extends string>(name: string, values: readonly T[], otherwise: () => T): Choice<T> {
  let current = values.find((value) => value === stored(name)) ?? otherwise()
  return {
    get: () => current,
    set(value) {
      current = value
      store(name, value)
      for (const listener of listeners) listener()
    },
  }
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

const YEAR_SECONDS = 365 * 24 * 3_600

/** Told to the server, too, so that what it draws before any script runs is in this language and as light or dark. */
function store(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing outside https and in older browsers.
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`
  try {
    localStorage.setItem(name, value)
  } catch {
    // The choice then holds until the page is closed.
  }
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Of the screen, for who asks for `tag`, as browsers name languages. */
export function languageFor(tag: string): Language {
  const asked = tag.toLowerCase()
  if (!asked.startsWith('zh')) return 'en'
  return /^zh-(tw|hk|mo|hant)/.test(asked) ? 'zh-TW' : 'zh-CN'
}

export const browserLanguage = (): Language => languageFor(navigator.language)

export const language = choice('regulars.language', languages, browserLanguage)
export const appearance = choice('regulars.appearance', appearances, () => 'system')

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, language.get)
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, appearance.get)
}

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')

function subscribeToSystem(listener: () => void): () => void {
  prefersDark.addEventListener('change', listener)
  return () => prefersDark.removeEventListener('change', listener)
}

/** Whether the console is shown dark now. */
export function useDark(): boolean {
  const chosen = useAppearance()
  const system = useSyncExternalStore(subscribeToSystem, () => prefersDark.matches)
  return chosen === 'system' ? system : chosen === 'dark'
}
