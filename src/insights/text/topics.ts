/**
 * Topics: groups of phrases that stand in the same texts. Texts × phrases, weighed by how rare a phrase is, is taken apart into two
 * factors without negative numbers (Lee & Seung, "Learning the parts of objects by non-negative matrix factorization", Nature 401, 1999;
 * by hierarchical least squares, Cichocki & Phan 2009). It suits short texts, and one run gives one answer: the start is drawn from a seed.
 */
import { chance } from '../maths/chance.ts'
import { different, type Phrases } from './phrases.ts'

export type Topic = {
  /** What stands for it, the strongest first; the first names it. */
  readonly phrases: readonly string[]
  /** Places of the texts that speak of it, the clearest first. */
  readonly texts: readonly number[]
}

/** Too few texts fall into heaps of three. */
export const TEXTS_AT_LEAST = 60
const ROUNDS = 40
/** Of several starts the one that explains most after a few rounds goes on: a single one may end in a worse place. */
const ROUNDS_TO_COMPARE = 10
const STARTS = [1, 2, 3, 4] as const
/** A text that is less alike to its nearest topic (cosine) speaks of something else. */
const ALIKE_AT_LEAST = 0.12
const PHRASES_SHOWN = 5
/** A factor column is stored text by text: `rank` numbers each. */
type Factor = { readonly values: Float64Array; readonly rank: number }
type Entries = { readonly rows: readonly Uint32Array[]; readonly worth: readonly Float64Array[] }

/** @param wished how many topics at most; fewer come back where some would be empty */
export function topicsOf(phrases: Phrases, wished: number): Topic[] {
  const entries = weighed(phrases)
  const tried = STARTS.map((seed) => begun(entries, { columns: phrases.names.length, rank: wished, seed }))
  const best = bettered(
    entries,
    tried.reduce((one, other) => (other.explained > one.explained ? other : one)),
    ROUNDS,
  )
  const ofPhrases = strongest(best.phrases, phrases)
  const ofTexts = textsOf(entries, best)
  return ofPhrases
    .map((names, topic) => ({ phrases: names, texts: ofTexts[topic] ?? [] }))
    .filter(({ phrases: names, texts }) => names.length > 0 && texts.length > 0)
    .sort((one, other) => other.texts.length - one.texts.length)
}

/** Each text a row of length one, so that a long complaint is one complaint. */
function weighed({ rows, counts }: Phrases): Entries {
  const rarity = Float64Array.from(counts, (count) => Math.log((rows.length + 1) / count))
  const worth = rows.map((row) => {
    const values = Float64Array.from(row, (place) => rarity[place] ?? 0)
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
    return length > 0 ? values.map((value) => value / length) : values
  })
  return { rows, worth }
}

/** Numbers whose products are as large as what they are to explain; larger ones would put out topics in the first round. */
function drawn(count: number, { rank, mean }: { rank: number; mean: number }, fraction: () => number): Factor {
  const size = 2 * Math.sqrt(mean / rank)
  return { values: Float64Array.from({ length: count * rank }, () => size * fraction()), rank }
}

type Parts = { readonly texts: Factor; readonly phrases: Factor; readonly explained: number }

function begun(entries: Entries, { columns, rank, seed }: { columns: number; rank: number; seed: number }): Parts {
  const draw = chance(seed)
  const total = entries.worth.reduce((sum, values) => sum + values.reduce((part, value) => part + value, 0), 0)
  const mean = total / Math.max(1, entries.rows.length * columns)
  const texts = drawn(entries.rows.length, { rank, mean }, draw.fraction)
  const phrases = drawn(columns, { rank, mean }, draw.fraction)
  return bettered(entries, { texts, phrases }, ROUNDS_TO_COMPARE)
}

function bettered(entries: Entries, { texts, phrases }: Pick<Parts, 'texts' | 'phrases'>, rounds: number): Parts {
  const columns = phrases.values.length / phrases.rank
  for (let round = 0; round < rounds; round += 1) {
    improve(phrases, square(texts), productWithTexts(entries, texts, columns))
    improve(texts, square(phrases), productWithPhrases(entries, phrases))
  }
  return { texts, phrases, explained: explainedBy(entries, { texts, phrases }) }
}

/** How much of the sum of squares the product of the factors takes away. */
function explainedBy(entries: Entries, { texts, phrases }: Pick<Parts, 'texts' | 'phrases'>): number {
  const met = productWithPhrases(entries, phrases)
  const both = square(phrases)
  const twice = met.reduce((sum, value, at) => sum + 2 * value * (texts.values[at] ?? 0), 0)
  return twice - square(texts).reduce((sum, value, cell) => sum + value * (both[cell] ?? 0), 0)
}

/** Factorᵀ × factor. */
function square({ values, rank }: Factor): Float64Array {
  const found = new Float64Array(rank * rank)
  for (let at = 0; at < values.length; at += rank)
    for (let one = 0; one < rank; one += 1)
      for (let other = 0; other < rank; other += 1) {
        const cell = one * rank + other
        found[cell] = (found[cell] ?? 0) + (values[at + one] ?? 0) * (values[at + other] ?? 0)
      }
  return found
}

function productWithTexts(entries: Entries, texts: Factor, columns: number): Float64Array {
  const { rank, values } = texts
  const found = new Float64Array(columns * rank)
  eachEntry(entries, (text, column, value) =>
    addTimes(found, { at: column * rank, of: values, from: text * rank, rank }, value),
  )
  return found
}

function productWithPhrases(entries: Entries, phrases: Factor): Float64Array {
  const { rank, values } = phrases
  const found = new Float64Array(entries.rows.length * rank)
  eachEntry(entries, (text, column, value) =>
    addTimes(found, { at: text * rank, of: values, from: column * rank, rank }, value),
  )
  return found
}

function eachEntry({ rows, worth }: Entries, use: (text: number, column: number, value: number) => void): void {
  for (let text = 0; text < rows.length; text += 1) {
    const [row, values] = [rows[text], worth[text]]
    if (row === undefined || values === undefined) continue
    for (let place = 0; place < row.length; place += 1) use(text, row[place] ?? 0, values[place] ?? 0)
  }
}

type Adding = { readonly at: number; readonly of: Float64Array; readonly from: number; readonly rank: number }

/** Adds one line of a factor, times a number, to a line of what is summed. */
function addTimes(sums: Float64Array, { at, of, from, rank }: Adding, times: number): void {
  for (let topic = 0; topic < rank; topic += 1)
    sums[at + topic] = (sums[at + topic] ?? 0) + times * (of[from + topic] ?? 0)
}

/** One topic after the other is set to its best value, the others held. */
function improve({ values, rank }: Factor, squares: Float64Array, product: Float64Array): void {
  for (let topic = 0; topic < rank; topic += 1) {
    const own = Math.max(squares[topic * rank + topic] ?? 0, 1e-12)
    for (let at = 0; at < values.length; at += rank) {
      let rest = product[at + topic] ?? 0
      for (let other = 0; other < rank; other += 1)
        if (other !== topic) rest -= (values[at + other] ?? 0) * (squares[other * rank + topic] ?? 0)
      values[at + topic] = Math.max(0, rest / own)
    }
  }
}

function strongest({ values, rank }: Factor, { names, counts }: Phrases): string[][] {
  return Array.from({ length: rank }, (_, topic) => {
    const ordered = names
      .map((name, place) => ({ name, value: values[place * rank + topic] ?? 0, count: counts[place] ?? 0 }))
      .filter(({ value }) => value > 0)
      .sort((one, other) => other.value - one.value || other.count - one.count || (one.name < other.name ? -1 : 1))
    return different(ordered, ({ name }) => name, PHRASES_SHOWN).map(({ name }) => name)
  })
}

/** A text belongs to the topic that explains most of it, or to none. */
function textsOf(entries: Entries, { texts, phrases }: Parts): number[][] {
  const { rank } = texts
  const lengths = square(phrases)
    .filter((_, cell) => cell % (rank + 1) === 0)
    .map(Math.sqrt)
  const met = productWithPhrases(entries, phrases)
  const found = Array.from({ length: rank }, (): { text: number; alike: number }[] => [])
  entries.rows.forEach((_, text) => {
    let [best, most] = [0, 0]
    for (let topic = 0; topic < rank; topic += 1) {
      const own = (texts.values[text * rank + topic] ?? 0) * (lengths[topic] ?? 0)
      if (own > most) [best, most] = [topic, own]
    }
    const alike = (met[text * rank + best] ?? 0) / (lengths[best] ?? 1)
    if (most > 0 && alike >= ALIKE_AT_LEAST) found[best]?.push({ text, alike })
  })
  return found.map((own) =>
    own.sort((one, other) => other.alike - one.alike || one.text - other.text).map(({ text }) => text),
  )
}
