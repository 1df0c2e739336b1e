/** Loads the words of a language when it is first needed, and says in it what the server says. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { words as english } from '../words/en/portal.ts'
import { type Tongue, tongue, useTongue } from './language.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: typeof english }
  }
}

const words: Readonly<Record<Tongue, () => Promise<{ readonly words: object }>>> = {
  'zh-CN': () => import('../words/zh-CN/portal.ts'),
  'zh-TW': () => import('../words/zh-CN/portal.ts?traditional'),
  en: () => import('../words/en/portal.ts'),
}

let traditional: (text: string) => string = (text) => text

/** Switches the language of everything on the screen. */
export async function speak(wanted: Tongue): Promise<void> {
  const [said, signs] = await Promise.all([
    words[wanted](),
    wanted === 'zh-TW' ? import('./traditional.ts') : undefined,
  ])
  if (signs !== undefined) traditional = signs.traditional
  i18next.addResourceBundle(wanted, 'words', said.words)
  await i18next.changeLanguage(wanted)
  document.documentElement.lang = wanted
  tongue.set(wanted)
}

export async function startSpeaking(): Promise<void> {
  const first = tongue.get()
  await i18next.use(initReactI18next).init({
    lng: first,
    fallbackLng: false,
    ns: ['words'],
    defaultNS: 'words',
    resources: {},
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await speak(first)
}

/** In the language of the screen; for what people wrote themselves, names above all, this is not. */
export function useSaid(): {
  /** Of texts that the programme holds in two languages. */
  readonly named: (words: { readonly en: string; readonly 'zh-CN': string }) => string
  /** Of a sentence that the server answered in the language that was asked for. */
  readonly answered: (sentence: string) => string
} {
  const current = useTongue()
  const written = (text: string) => (current === 'zh-TW' ? traditional(text) : text)
  return {
    named: (said) => (current === 'en' ? said.en : written(said['zh-CN'])),
    answered: written,
  }
}
