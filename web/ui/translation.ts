/**
 * The words of the page, in the language that is spoken now. react-i18next has such a hook, which copies all of i18next for
 * every component that asks: a sixth of the time in which a first page is drawn.
 */
import i18next, { type TFunction } from 'i18next'
import { useSyncExternalStore } from 'react'

export type Spoken = { readonly t: TFunction<'words'> }

let spoken: Spoken = { t: i18next.getFixedT(null, 'words') }
const listeners = new Set<() => void>()

i18next.on('languageChanged', (language) => {
  spoken = { t: i18next.getFixedT(language, 'words') }
  for (const listener of listeners) listener()
})

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useTranslation(): Spoken {
  return useSyncExternalStore(subscribe, () => spoken)
}
