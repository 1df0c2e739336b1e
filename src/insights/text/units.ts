/** A text as the models read it: its language, its units (a Chinese sign, a word, a pause), and the runs of units that carry meaning. */

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** `from` (inclusive) and `to` (exclusive) count UTF-16 units of the text as it was given, so that it can be marked there. */
export type Unit = { readonly word: string; readonly pause: boolean; readonly from: number; readonly to: number }

/** A run of units, `first` to `last` (inclusive). */
export type Gram = { readonly key: string; readonly first: number; readonly last: number }

/**
 * Chinese is read in runs of up to three signs, over pauses, too: no dictionary is needed and words nobody listed are seen. English is read
 * in runs of up to two words within a clause; the three words after a negation are others than without it (Pang, Lee & Vaithyanathan 2002).
 */
const forms = {
  zh: { longest: 3, negated: 0, pauses: true, between: '' },
  en: { longest: 2, negated: 3, pauses: false, between: ' ' },
} as const

const UNITS =
  /\p{Script=Han}|[[\p{L}\p{M}'’]--\p{Script=Han}]+|\p{N}+|\p{Extended_Pictographic}|[!?。，,.~…;:、！？～；：]+/gv
const PAUSE = /^[!?。，,.~…;:、！？～；：]/
const NUMBER = /^\p{N}/u
const NEGATION = /^(not|no|never|none|nothing|nobody|neither|nor|cannot|without|hardly|barely|\w+n't)$/
const SIGNS = /\p{Script=Han}/gu
const LETTERS = /\p{Script=Latin}+/gu
const ELSEWHERE =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Thai}]/gu
/** Marks a word that follows a negation. */
const OPPOSITE = '~'

export function opposite(word: string): string {
  return `${OPPOSITE}${word}`
}

/**
 * By its letters alone: a Latin text is English until its words turn out to be unknown.
 * @returns undefined when most of it is in another script, or there are no letters
 */
export function languageOf(text: string): Language | undefined {
  const signs = text.match(SIGNS)?.length ?? 0
  const words = text.match(LETTERS)?.length ?? 0
  const others = text.match(ELSEWHERE)?.length ?? 0
  if (others * 3 > signs + words + others || signs + words === 0) return undefined
  return signs >= words ? 'zh' : 'en'
}

/** Case, width and the form of a sign do not count; all numbers are one, and of several marks in a row the first counts. */
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = []
  for (const { 0: found, index } of text.matchAll(UNITS)) {
    const pause = PAUSE.test(found)
    const word = pause ? (found[0] ?? '').normalize('NFKC') : wordOf(found)
    if (word !== '') units.push({ word, pause, from: index, to: index + found.length })
  }
  return units
}

function wordOf(found: string): string {
  if (NUMBER.test(found)) return '0'
  return found
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^'+|'+$/g, '')
}

export function gramsOf(units: readonly Unit[], language: Language): Gram[] {
  const { longest, pauses, between } = forms[language]
  const words = wordsOf(units, language)
  const grams: Gram[] = []
  for (let first = 0; first < words.length; first += 1) {
    let key = ''
    for (let last = first; last < Math.min(first + longest, words.length); last += 1) {
      if (units[last]?.pause === true && !pauses) break
      key = last === first ? (words[last] ?? '') : `${key}${between}${words[last]}`
      grams.push({ key, first, last })
    }
  }
  return grams
}

function wordsOf(units: readonly Unit[], language: Language): string[] {
  const { negated } = forms[language]
  let left = 0
  return units.map(({ word, pause }) => {
    const said = left > 0 && !pause ? opposite(word) : word
    left = pause ? 0 : NEGATION.test(word) ? negated : Math.max(0, left - 1)
    return said
  })
}
