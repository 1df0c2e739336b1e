/** Texts that come from the server, in the language of the screen. */
import { type Language, useLanguage, type Written } from './preferences.ts'

let traditional: (simplified: string) => string = (simplified) => simplified

/** What a language needs to write texts that are known only while the page runs; before the page speaks it. */
export async function learnToWrite(language: Language): Promise<void> {
  if (language === 'zh-TW') ({ traditional } = await import('./traditional.ts'))
}

/** The same in both languages that texts are written in: a sentence, or a group of sentences. */
export type Texts<T> = Readonly<Record<Written, T>>

/** Groups that were written already: an editor asks for one of a hundred sentences at a time. */
const groups = new WeakMap<object, unknown>()

/** Every text of a group, however deep. */
function rewritten<T>(texts: T): T
function rewritten(texts: unknown): unknown {
  if (typeof texts === 'string') return traditional(texts)
  if (typeof texts !== 'object' || texts === null) return texts
  const known = groups.get(texts)
  if (known !== undefined) return known
  const made: unknown = Array.isArray(texts)
    ? texts.map((each) => rewritten(each))
    : Object.fromEntries(Object.entries(texts).map(([key, each]) => [key, rewritten(each)]))
  groups.set(texts, made)
  return made
}

export function textOf<T>(texts: Texts<T>, language: Language): T
export function textOf<T>(texts: Texts<T> | undefined, language: Language): T | undefined
export function textOf<T>(texts: Texts<T> | undefined, language: Language): T | undefined {
  return language === 'zh-TW' ? rewritten(texts?.['zh-CN']) : texts?.[language]
}

/** A sentence that the server answered in the language that was asked for. What people wrote themselves, names above all, is none. */
export function saidIn<T extends string | null | undefined>(sentence: T, language: Language): T {
  return language === 'zh-TW' ? rewritten(sentence) : sentence
}

/** What the catalogue calls something: in the screen's language if the shop translated it, else as the shop calls it. */
export function nameIn(
  { name, translations }: { readonly name: string; readonly translations: Readonly<Record<string, string>> },
  language: Language,
): string {
  const simplified = language === 'zh-TW' ? translations['zh-CN'] : undefined
  return translations[language] ?? (simplified === undefined ? name : traditional(simplified))
}

export type Said = {
  /** Of texts that are held in two languages. */
  readonly named: <T>(texts: Texts<T>) => T
  readonly answered: <T extends string | null | undefined>(sentence: T) => T
}

export function useSaid(): Said {
  const language = useLanguage()
  return { named: (texts) => textOf(texts, language), answered: (sentence) => saidIn(sentence, language) }
}
