import type { Language } from '../ui/preferences.ts'

export async function consoleWords(wanted: Language) {
  return wanted === 'en' ? import('../words/en/index.ts') : import('../words/zh-CN/index.ts')
}
