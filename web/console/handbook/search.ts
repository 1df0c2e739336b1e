/** Full-text search over the guides: headings and what stands below them, in words of English and signs of Chinese. */
import MiniSearch from 'minisearch'
import { type Guide, plain, said } from './model.ts'

export type Found = {
  readonly page: string
  readonly heading: string
  /** From the guide's title to the heading. */
  readonly way: readonly string[]
  /** Around the first place that was found; what was looked for stands at every other place. */
  readonly excerpt: readonly string[]
}

const han = /\p{Script=Han}/u
const runs = /\p{Script=Han}+|[\p{Letter}\p{Number}]+/gu

/** Chinese has no spaces: pairs of signs, and each sign, are what is found. */
function tokens(text: string): string[] {
  return (text.toLowerCase().match(runs) ?? []).flatMap((run) => (han.test(run) ? [...run, ...pairs(run)] : [run]))
}

function pairs(run: string): string[] {
  const signs = [...run]
  return signs.slice(1).map((sign, index) => `${signs[index]}${sign}`)
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** What somebody looks for, word by word: 积分过期 finds 积分 and 过期 apart from each other, too. */
function wanted(text: string): string[] {
  return (text.toLowerCase().match(runs) ?? []).flatMap((run) => {
    if (!han.test(run)) return [run]
    return wordsOf(run).flatMap((word) => (word.length === 1 ? [word] : pairs(word)))
  })
}

/** Signs that the browser's dictionary leaves alone beside each other are a word that it does not know. */
function wordsOf(run: string): string[] {
  const words: string[] = []
  let alone = false
  for (const { segment } of segmenter.segment(run)) {
    const sign = [...segment].length === 1
    if (sign && alone) words.push(`${words.pop() ?? ''}${segment}`)
    else words.push(segment)
    alone = sign
  }
  return words
}

type Entry = { id: string; page: string; heading: string; way: readonly string[]; title: string; text: string }

const SHOWN = 20
const BEFORE_LETTERS = 40
const AROUND_LETTERS = 160
/** Letters that may be wrong: none in a short word, which would become another one. */
function slips(term: string): number | false {
  if (han.test(term) || term.length < 5) return false
  return term.length < 7 ? 1 : 2
}

export function searchable(guides: readonly Guide[]): (query: string) => readonly Found[] {
  const entries = guides.flatMap(entriesOf)
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const index = new MiniSearch<Entry>({ fields: ['title', 'text'], tokenize: tokens, processTerm: (term) => term })
  index.addAll(entries)
  return (query) => {
    const how = {
      boost: { title: 3 },
      tokenize: wanted,
      prefix: (term: string) => !han.test(term),
      fuzzy: slips,
    }
    const all = index.search(query, { ...how, combineWith: 'AND' })
    const found = all.length === 0 ? index.search(query, how) : all
    return found.slice(0, SHOWN).flatMap(({ id, terms }) => {
      const entry = byId.get(String(id))
      if (entry === undefined) return []
      const { page, heading, way, text } = entry
      return [{ page, heading, way, excerpt: excerptOf(text, terms) }]
    })
  }
}

function entriesOf({ name, sections }: Guide): Entry[] {
  const guide = plain(sections[0].title)
  return sections.map(({ id, depth, title, blocks }) => {
    const heading = plain(title)
    return {
      id: `${name}#${id}`,
      page: name,
      heading: id,
      way: depth === 1 ? [guide] : [guide, heading],
      title: heading,
      text: blocks.map(said).join('\n'),
    }
  })
}

function excerptOf(text: string, terms: readonly string[]): readonly string[] {
  const sought = terms
    .toSorted((a, b) => b.length - a.length)
    .map((term) => term.replace(/[^\p{Letter}\p{Number}]/gu, '\\$&'))
    .join('|')
  const at = Math.max(0, text.search(new RegExp(sought, 'iu')))
  const from = Math.max(0, at - BEFORE_LETTERS)
  const part = text.slice(from, from + AROUND_LETTERS)
  const shown = `${from > 0 ? '…' : ''}${part}${from + AROUND_LETTERS < text.length ? '…' : ''}`
  return shown.split(new RegExp(`(${sought})`, 'iu'))
}
