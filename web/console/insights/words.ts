import type { Language } from '../../ui/preferences.ts'

const words: Readonly<Record<Language, () => Promise<{ readonly words: object }>>> = {
  'zh-CN': () => import('../../words/zh-CN/insights/index.ts'),
  'zh-TW': () => import('../../words/zh-CN/insights/index.ts?traditional'),
  en: () => import('../../words/en/insights/index.ts'),
}

export async function insightsWords(wanted: Language) {
  return words[wanted]()
}
