/** The guides of a language, fetched when the handbook is first opened. */
import { use } from 'react'
import { type Language, useLanguage } from '../../ui/preferences.ts'
import type { Guide } from './model.ts'

const fetched = new Map<Language, Promise<readonly Guide[]>>()

const guides: Readonly<Record<Language, () => Promise<{ readonly guides: readonly Guide[] }>>> = {
  'zh-CN': () => import('./model.ts?guides=zh-CN'),
  'zh-TW': () => import('./model.ts?guides=zh-TW'),
  en: () => import('./model.ts?guides=en'),
}

async function fetchGuides(language: Language): Promise<readonly Guide[]> {
  return (await guides[language]()).guides
}

/** Waits, below a `Suspense`, until they are there. */
export function useGuides(): readonly Guide[] {
  const language = useLanguage()
  const asked = fetched.get(language) ?? fetchGuides(language)
  fetched.set(language, asked)
  return use(asked)
}
