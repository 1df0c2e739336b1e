import type { Language } from '../ui/preferences.ts'

const words: Readonly<Record<Language, () => Promise<{ readonly words: object }>>> = {
  'zh-CN': () => import('../words/zh-CN/index.ts'),
  'zh-TW': () => import('../words/zh-CN/index.ts?traditional'),
  en: () => import('../words/en/index.ts'),
}

export async function consoleWords(wanted: Language) {
  return words[wanted]()
}
