/**
 * Search by part of a name without the name: a name becomes grams, a gram becomes a keyed number (sealing.ts), and a name is
 * found when it has all grams of the question. Grams can lie together by chance, so what is found is compared in clear.
 */
import { folded } from '../base/text.ts'

const runs =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)|([^\s\p{P}\p{S}\p{Z}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)/gu

type Run = { readonly text: string; readonly wordless: boolean }

/** Chinese, Japanese and Korean text has no words to begin at: it is cut apart from the words around it. */
function runsOf(text: string): Run[] {
  return [...folded(text).matchAll(runs)].map(([whole, wordless]) => ({
    text: whole,
    wordless: wordless !== undefined,
  }))
}

/** Every piece of `size` neighbouring code points. */
function pieces(points: readonly string[], size: number): string[] {
  return points.slice(size - 1).map((_, start) => points.slice(start, start + size).join(''))
}

/** What a name is found by: each character and pair of it (CJK), or the beginnings of one and two letters and all triples of each word. */
export function gramsOfName(name: string): Set<string> {
  const grams = new Set<string>()
  for (const run of runsOf(name)) {
    const points = [...run.text]
    const found = run.wordless
      ? [...points, ...pieces(points, 2)]
      : [`^${points[0] ?? ''}`, ...(points.length > 1 ? [`^${points.slice(0, 2).join('')}`] : []), ...pieces(points, 3)]
    for (const gram of found) grams.add(gram)
  }
  return grams
}

/** The grams that a name must have to hold the question; empty when the question has no letter. */
export function gramsOfQuestion(question: string): Set<string> {
  const grams = new Set<string>()
  for (const run of runsOf(question)) {
    const points = [...run.text]
    const sought = run.wordless
      ? points.length === 1
        ? points
        : pieces(points, 2)
      : points.length < 3
        ? [`^${points.join('')}`]
        : pieces(points, 3)
    for (const gram of sought) grams.add(gram)
  }
  return grams
}

/** True when every part of the question is in one of the names: short latin parts at the beginning of a word, all others anywhere. */
export function answers(question: string, names: readonly (string | null)[]): boolean {
  const known = names.flatMap((name) => (name === null ? [] : runsOf(name)))
  return runsOf(question).every((part) =>
    known.some((run) =>
      part.wordless || [...part.text].length > 2 ? run.text.includes(part.text) : run.text.startsWith(part.text),
    ),
  )
}

/** The last four digits of an E.164 number. */
export function phoneTail(phone: string): string {
  return phone.slice(-4)
}
