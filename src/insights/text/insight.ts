/** What many texts say together: how they feel, over time and by what they are about, what good and bad ones speak of, and in which groups. */
import { type Interval, wilson } from '../maths/shares.ts'
import { type Keyphrase, keyphrases, leaning, type Sides } from './keyphrases.ts'
import { narrowed, type Phrases, phrasesOf } from './phrases.ts'
import { type Judged, judge, type Verdict } from './sentiment.ts'
import { TEXTS_AT_LEAST, topicsOf } from './topics.ts'
import type { WeightsByLanguage } from './weightsfile.ts'

export type Review = {
  readonly text: string
  /** The day it was written, YYYY-MM-DD. */
  readonly on?: string | undefined
  /** The product, store or channel it is about. */
  readonly about?: string | undefined
}

export type Split = Readonly<Record<Verdict, number>> & {
  /** Bad ones among those that were read, if these texts were drawn from many. */
  readonly badShare: ({ readonly share: number } & Interval) | null
}

export type TopicFound = {
  readonly phrases: string[]
  /** Places of its texts, the clearest first. */
  readonly texts: number[]
  readonly months: { readonly month: string; readonly texts: number }[]
}

/** Too few texts of a kind to say something: how many there are, and how many it takes. */
export type Few = { readonly needs: number; readonly has: number }

export type TextInsight = {
  readonly texts: Judged[]
  readonly totals: Split
  readonly months: ({ readonly month: string } & Split)[]
  readonly undated: number
  /** The most spoken of first. */
  readonly subjects: ({ readonly about: string } & Split)[]
  readonly keyphrases: {
    readonly few: Few | null
    readonly good: Keyphrase[]
    readonly bad: Keyphrase[]
  }
  readonly topics: Readonly<Record<keyof Sides, { readonly few: Few | null; readonly found: TopicFound[] }>>
}

/** A comparison of two sides with less than this on one of them shows chance. */
const SIDE_AT_LEAST = 10
const KEYPHRASES_AT_MOST = 20
const SUBJECTS_AT_MOST = 50

export function insightOf(
  reviews: readonly Review[],
  { weights, topics }: { weights: WeightsByLanguage; topics: number },
): TextInsight {
  const texts = reviews.map(({ text }) => judge(text, weights))
  const placesOf = (verdict: Verdict): number[] =>
    texts.flatMap((judged, place) => (judged.verdict === verdict ? [place] : []))
  const sides = { good: placesOf('good'), bad: placesOf('bad') }
  const phrases = phrasesOf(reviews.map(({ text }) => text))
  const splitBy = (key: (review: Review) => string | undefined): Map<string, Split> => grouped(reviews, texts, key)
  const smaller = Math.min(sides.good.length, sides.bad.length)
  const few = smaller < SIDE_AT_LEAST ? { needs: SIDE_AT_LEAST, has: smaller } : null
  return {
    texts,
    totals: splitOf(texts.map(({ verdict }) => verdict)),
    months: [...splitBy(monthOf)].map(([month, split]) => ({ month, ...split })).sort(by(({ month }) => month)),
    undated: reviews.filter(({ on }) => on === undefined).length,
    subjects: [...splitBy(({ about }) => about)]
      .map(([about, split]) => ({ about, ...split }))
      .sort((one, other) => sizeOf(other) - sizeOf(one) || (one.about < other.about ? -1 : 1))
      .slice(0, SUBJECTS_AT_MOST),
    keyphrases: { few, ...(few === null ? keyphrases(phrases, sides, KEYPHRASES_AT_MOST) : { good: [], bad: [] }) },
    topics: {
      good: topicsOfSide(reviews, { phrases, sides, side: 'good', wished: topics }),
      bad: topicsOfSide(reviews, { phrases, sides, side: 'bad', wished: topics }),
    },
  }
}

function monthOf({ on }: Review): string | undefined {
  return on?.slice(0, 'YYYY-MM'.length)
}

function by<T>(key: (one: T) => string): (one: T, other: T) => number {
  return (one, other) => (key(one) < key(other) ? -1 : 1)
}

function sizeOf({ good, bad, unsure, unread }: Split): number {
  return good + bad + unsure + unread
}

function splitOf(all: readonly Verdict[]): Split {
  const counts = { good: 0, bad: 0, unsure: 0, unread: 0 }
  for (const verdict of all) counts[verdict] += 1
  const share = { found: counts.bad, of: counts.good + counts.bad + counts.unsure }
  return { ...counts, badShare: share.of > 0 ? { share: share.found / share.of, ...wilson(share) } : null }
}

function grouped(
  reviews: readonly Review[],
  texts: readonly Judged[],
  key: (review: Review) => string | undefined,
): Map<string, Split> {
  const groups = new Map<string, Verdict[]>()
  reviews.forEach((review, place) => {
    const name = key(review)
    const verdict = texts[place]?.verdict
    if (name === undefined || verdict === undefined) return
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [verdict])
    else group.push(verdict)
  })
  return new Map([...groups].map(([name, verdicts]) => [name, splitOf(verdicts)]))
}

type Side = {
  readonly phrases: Phrases
  readonly sides: Sides
  readonly side: keyof Sides
  readonly wished: number
}

/** Of what a side says at least as often as the other: that a complaint also praises the rice is no complaint. */
function topicsOfSide(reviews: readonly Review[], { phrases, sides, side, wished }: Side) {
  const own = sides[side]
  if (own.length < TEXTS_AT_LEAST) return { few: { needs: TEXTS_AT_LEAST, has: own.length }, found: [] }
  const found = topicsOf(narrowed(phrases, own, leaning(phrases, sides, side)), wished).map((topic) => {
    const texts = topic.texts.map((place) => own[place] ?? 0)
    const months = new Map<string, number>()
    for (const text of texts) {
      const month = reviews[text] === undefined ? undefined : monthOf(reviews[text])
      if (month !== undefined) months.set(month, (months.get(month) ?? 0) + 1)
    }
    return {
      phrases: [...topic.phrases],
      texts,
      months: [...months].map(([month, count]) => ({ month, texts: count })).sort(by(({ month }) => month)),
    }
  })
  return { few: null, found }
}
