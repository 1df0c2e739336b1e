/** Loads the words of a language when it is first needed, and says in it what the server says. */
import i18next from 'i18next'
import type { Language } from '../ui/preferences.ts'
import { learnToWrite, type Said, saidIn, textOf } from '../ui/texts.ts'
import type { words as english } from '../words/en/portal.ts'
import { tongue, useTongue } from './language.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: typeof english }
  }
}

const words: Readonly<Record<Language, () => Promise<{ readonly words: object }>>> = {
  'zh-CN': () => import('../words/zh-CN/portal.ts'),
  'zh-TW': () => import('../words/zh-CN/portal.ts?traditional'),
  en: () => import('../words/en/portal.ts'),
}

/** Switches the language of everything on the screen. */
export async function speak(wanted: Language): Promise<void> {
  const [said] = await Promise.all([words[wanted](), learnToWrite(wanted)])
  i18next.addResourceBundle(wanted, 'words', said.words)
  await i18next.changeLanguage(wanted)
  document.documentElement.lang = wanted
  tongue.set(wanted)
}

export async function startSpeaking(): Promise<void> {
  const first = tongue.get()
  await i18next.init({
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

export function useSaid(): Said {
  const current = useTongue()
  return { named: (texts) => textOf(texts, current), answered: (sentence) => saidIn(sentence, current) }
}
