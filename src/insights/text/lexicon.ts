/** The words that are known before anything is learned (words.en.tsv says whose they are). */
import { readFileSync } from 'node:fs'
import type { Lexicon } from './training.ts'
import type { Language } from './units.ts'

/** None for Chinese: its labelled texts are many, and no list of good repute has a free licence. */
export function lexiconOf(language: Language): Lexicon {
  if (language === 'zh') return new Map()
  const lines = readFileSync(new URL('words.en.tsv', import.meta.url), 'utf8').split('\n')
  return new Map(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [word = '', valence] = line.split('\t')
        return [word, Number(valence)]
      }),
  )
}
