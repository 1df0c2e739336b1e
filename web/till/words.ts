import type { Language } from '../ui/preferences.ts'

/** The words of the till alone: a counter's tablet does not load those of the whole console. */
const words: Readonly<Record<Language, () => Promise<{ readonly words: object }>>> = {
  'zh-CN': () => import('../words/zh-CN/counter.ts'),
  'zh-TW': () => import('../words/zh-CN/counter.ts?traditional'),
  en: () => import('../words/en/counter.ts'),
}

export async function tillWords(wanted: Language) {
  return words[wanted]()
}
