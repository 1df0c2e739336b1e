/**
 * What texts speak of: words and runs of up to four words within a clause. Chinese is cut into words by the ICU dictionary that Node
 * brings (`Intl.Segmenter`); what it cuts too fine (送餐员, 性价比) comes back as a run.
 */
import { bare, closing, needless, opening } from './needless.ts'

export type Phrases = {
  readonly names: readonly string[]
  /** In how many texts each stands. */
  readonly counts: Uint32Array
  /** For each text the phrases it has, each once. */
  readonly rows: readonly Uint32Array[]
}

const LONGEST = 4
/** A phrase of two people is no subject. */
const TEXTS_AT_LEAST = 3
/** The rare ones of a large set are chance, too, and cost time. */
const SHARE_AT_LEAST = 0.001
const PHRASES_AT_MOST = 6_000
/** A shorter phrase that stands nearly only inside a longer one says less than that one. */
const INSIDE = 0.8

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const HAN = /\p{Script=Han}/u
const WORD = /[\p{L}\p{N}]/u
const NUMBER = /^[\p{N}.,]+$/u
const SAME_LETTER = /^(.)\1+$/u

/** What a word may be in a phrase: alone, as its first, as its last. */
type Word = {
  readonly word: string
  readonly chinese: boolean
  readonly whole: boolean
  readonly begins: boolean
  readonly ends: boolean
}

/** @returns clauses of words, in the form in which they are counted */
function clausesOf(text: string): Word[][] {
  const clauses: Word[][] = [[]]
  for (const { segment, isWordLike } of segmenter.segment(text.normalize('NFKC').toLowerCase())) {
    if (isWordLike === true && WORD.test(segment)) clauses.at(-1)?.push(wordOf(segment))
    else if (segment.trim() !== '') clauses.push([])
  }
  return clauses
}

/** One Chinese sign says too little by itself (差, 汤); what it belongs to says more (味道差). */
function wordOf(word: string): Word {
  const idle = needless.has(word) || NUMBER.test(word) || SAME_LETTER.test(word)
  const [first, last] = [opening.has(word), closing.has(word)]
  const chinese = HAN.test(word)
  const long = chinese ? word.length > 1 : word.length > 2
  return { word, chinese, whole: !idle && !first && !last && long, begins: !idle && !last, ends: !idle && !first }
}

function runsOf(text: string): Set<string> {
  const runs = new Set<string>()
  for (const clause of clausesOf(text))
    clause.forEach((start, first) => {
      if (!start.begins) return
      let run = start.word
      if (start.whole && !bare.has(run)) runs.add(run)
      for (let last = first + 1; last < Math.min(first + LONGEST, clause.length); last += 1) {
        const next = clause[last]
        if (next === undefined) return
        run = `${run}${next.chinese && clause[last - 1]?.chinese === true ? '' : ' '}${next.word}`
        if (next.ends && !bare.has(run)) runs.add(run)
      }
    })
  return runs
}

export function phrasesOf(texts: readonly string[]): Phrases {
  const found = texts.map(runsOf)
  const counted = new Map<string, number>()
  for (const runs of found) for (const run of runs) counted.set(run, (counted.get(run) ?? 0) + 1)
  const least = Math.max(TEXTS_AT_LEAST, texts.length * SHARE_AT_LEAST)
  const frequent = [...counted]
    .filter(([, count]) => count >= least)
    .sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1))
    .slice(0, PHRASES_AT_MOST)
  const kept = withoutParts(frequent)
  const places = new Map(kept.map(([name], place) => [name, place]))
  return {
    names: kept.map(([name]) => name),
    counts: Uint32Array.from(kept, ([, count]) => count),
    rows: found.map((runs) => {
      const known = [...runs].map((run) => places.get(run)).filter((place) => place !== undefined)
      return Uint32Array.from(known).sort()
    }),
  }
}

function withoutParts(frequent: readonly (readonly [string, number])[]): (readonly [string, number])[] {
  const counts = new Map(frequent)
  const swallowed = new Set<string>()
  for (const [whole, count] of frequent)
    for (let from = 0; from < whole.length; from += 1)
      for (let to = from + 1; to <= whole.length; to += 1) {
        const part = whole.slice(from, to)
        const times = part === whole ? undefined : counts.get(part)
        if (times !== undefined && count >= times * INSIDE) swallowed.add(part)
      }
  return frequent.filter(([name]) => !swallowed.has(name))
}

/** Of phrases in order of their weight, those that do not repeat an earlier one. */
export function different<T>(ordered: readonly T[], nameOf: (one: T) => string, most: number): T[] {
  const kept: T[] = []
  for (const one of ordered) {
    if (kept.length >= most) break
    const name = nameOf(one)
    if (!kept.some((other) => nameOf(other).includes(name) || name.includes(nameOf(other)))) kept.push(one)
  }
  return kept
}

/** The phrases of some of the texts alone, of those that `chosen` lets through; texts keep their order. */
export function narrowed(phrases: Phrases, texts: readonly number[], chosen: (place: number) => boolean): Phrases {
  const places = new Map<number, number>()
  phrases.names.forEach((_, place) => {
    if (chosen(place)) places.set(place, places.size)
  })
  const counts = new Uint32Array(places.size)
  const rows = texts.map((text) => {
    const row = [...(phrases.rows[text] ?? [])].map((place) => places.get(place)).filter((place) => place !== undefined)
    for (const place of row) counts[place] = (counts[place] ?? 0) + 1
    return Uint32Array.from(row)
  })
  return { names: phrases.names.filter((_, place) => places.has(place)), counts, rows }
}
