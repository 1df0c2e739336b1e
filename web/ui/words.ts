/** Loads the words of a language when it is first needed. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { words } from '../words/en/index.ts'
import { type Language, language } from './preferences.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console'
    resources: { console: typeof words }
  }
}

async function load(wanted: Language) {
  return wanted === 'en' ? import('../words/en/index.ts') : import('../words/zh-CN/index.ts')
}

/** Switches the language of everything on the screen. */
export async function speak(wanted: Language): Promise<void> {
  if (!i18next.hasResourceBundle(wanted, 'console'))
    i18next.addResourceBundle(wanted, 'console', (await load(wanted)).words)
  await i18next.changeLanguage(wanted)
  document.documentElement.lang = wanted
}

export async function startSpeaking(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language.get(),
    fallbackLng: false,
    ns: ['console'],
    defaultNS: 'console',
    resources: {},
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await speak(language.get())
}
