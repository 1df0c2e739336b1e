import type { Language } from '../ui/preferences.ts'

/** The words of the till alone: a counter's tablet does not load those of the whole console. */
export async function tillWords(wanted: Language) {
  return wanted === 'en' ? import('../words/en/counter.ts') : import('../words/zh-CN/counter.ts')
}
