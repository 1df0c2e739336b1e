/** Whether a text is content or complains, how likely that is, and which of its words say so. */
import { chanceOf } from './calibration.ts'
import { UNSURE, type Weights } from './training.ts'
import { type Gram, gramsOf, type Language, languageOf, type Unit, unitsOf } from './units.ts'
import type { WeightsByLanguage } from './weightsfile.ts'

export const verdicts = ['good', 'bad', 'unsure', 'unread'] as const
export type Verdict = (typeof verdicts)[number]

/** A stretch of the text as it was given; `pull` above nought speaks for good. The pulls of all stretches and the bias make the score. */
export type Evidence = { readonly from: number; readonly to: number; readonly pull: number }

export type Judged = {
  readonly verdict: Verdict
  readonly language: Language | null
  /** That the text is good, 0 … 1; null where it was not read. */
  readonly chance: number | null
  /** The strongest first. */
  readonly evidence: Evidence[]
}

/** A text of which less than this share is known is in another language, or about nothing that was learned from. */
const KNOWN_AT_LEAST = 0.4
const EVIDENCE_AT_MOST = 6
/** What pulls less is not worth a mark: it moves the chance by at most a fortieth or so. */
const PULL_AT_LEAST = 0.1

const UNREAD: Judged = { verdict: 'unread', language: null, chance: null, evidence: [] }
const words = new Intl.Segmenter('zh', { granularity: 'word' })

export function judge(text: string, byLanguage: WeightsByLanguage): Judged {
  const language = languageOf(text)
  const weights = language === undefined ? undefined : byLanguage.get(language)?.weights
  if (language === undefined || weights === undefined) return UNREAD
  const units = unitsOf(text)
  const grams = gramsOf(units, language)
  if (!understood(units, grams, weights)) return UNREAD
  const { score, pulls } = pullsOf(units, grams, weights)
  const chance = chanceOf(weights.calibration, score)
  const verdict = chance <= UNSURE.from ? 'bad' : chance >= UNSURE.to ? 'good' : 'unsure'
  return { verdict, language, chance, evidence: evidenceOf(text, { language, units, pulls }) }
}

/** Of the signs or words how many stand in a run that is known: single ones that pull to no side are not kept. */
function understood(units: readonly Unit[], grams: readonly Gram[], { grams: known }: Weights): boolean {
  const covered = new Set<number>()
  for (const { key, first, last } of grams)
    if (known.has(key)) for (let unit = first; unit <= last; unit += 1) covered.add(unit)
  const words = units.flatMap(({ pause }, place) => (pause ? [] : [place]))
  const found = words.filter((place) => covered.has(place)).length
  return found > 0 && found >= words.length * KNOWN_AT_LEAST
}

/** A gram counts once in a text; what it pulls is shared out among all units it stands on, so that the shares add up to the score. */
function pullsOf(units: readonly Unit[], grams: readonly Gram[], { grams: known, bias, pulls, worths }: Weights) {
  const standing = new Map<number, Gram[]>()
  for (const gram of grams) {
    const place = known.get(gram.key)
    if (place === undefined) continue
    const others = standing.get(place)
    if (others === undefined) standing.set(place, [gram])
    else others.push(gram)
  }
  let square = 0
  for (const place of standing.keys()) square += (worths[place] ?? 0) ** 2
  const length = square > 0 ? Math.sqrt(square) : 1
  const shares = new Float64Array(units.length)
  let score = bias
  for (const [place, where] of standing) {
    const pull = (pulls[place] ?? 0) / length
    score += pull
    for (const { first, last } of where)
      for (let unit = first; unit <= last; unit += 1)
        shares[unit] = (shares[unit] ?? 0) + pull / where.length / (last - first + 1)
  }
  return { score, pulls: shares }
}

type Shared = { readonly language: Language; readonly units: readonly Unit[]; readonly pulls: Float64Array }

/** Chinese signs are put together to words; neighbours that pull to one side and strongly become one stretch. */
function evidenceOf(text: string, { language, units, pulls }: Shared): Evidence[] {
  const starts = language === 'zh' ? startsOfWords(text) : undefined
  const stretches: { from: number; to: number; pull: number; pause: boolean }[] = []
  units.forEach(({ from, to, pause }, place) => {
    const last = stretches.at(-1)
    const pull = pulls[place] ?? 0
    if (last !== undefined && !pause && !last.pause && last.to === from && starts?.has(from) === false) {
      last.to = to
      last.pull += pull
    } else stretches.push({ from, to, pull, pause })
  })
  return joined(stretches)
    .filter(({ pull }) => Math.abs(pull) >= PULL_AT_LEAST)
    .sort((one, other) => Math.abs(other.pull) - Math.abs(one.pull) || one.from - other.from)
    .slice(0, EVIDENCE_AT_MOST)
}

type Stretch = Evidence & { readonly pause: boolean }

/** Neighbours within a clause that pull to one side, each of them enough for a mark. */
function joined(stretches: readonly Stretch[]): Evidence[] {
  const found: Evidence[] = []
  let open = false
  for (const { from, to, pull, pause } of stretches) {
    const strong = !pause && Math.abs(pull) >= PULL_AT_LEAST
    const last = found.at(-1)
    if (strong && open && last !== undefined && last.pull > 0 === pull > 0)
      found[found.length - 1] = { from: last.from, to, pull: last.pull + pull }
    else if (!pause) found.push({ from, to, pull })
    open = strong
  }
  return found
}

function startsOfWords(text: string): Set<number> {
  return new Set([...words.segment(text)].map(({ index }) => index))
}
