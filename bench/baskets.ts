/**
 * Goods that are bought together: a month of a grocery shop as in the published figures, and baskets whose sets do not fit. In
 * process, without a server.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { frequentSets } from '../src/insights/baskets/frequent.ts'
import { rulesOf } from '../src/insights/baskets/rules.ts'
import { type Figure, median, NoFigure } from './support/figures.ts'

/** The shared copy of the set, beside the project. */
const GROCERIES = fileURLToPath(new URL('../../shared/data/groceries/groceries_baskets.csv', import.meta.url))
/** Published for a support of 0.001, and rules with a confidence of 0.5 (Hahsler, Hornik & Reutterer 2006). */
const [SETS, RULES] = [13_492, 5_668]
const ROUNDS = 9
const [GIANTS, ITEMS] = [30, 5_000]
/** Room for the limits of a search and what the language adds to them. */
const GIANT_MEGABYTES = 400

function timed<T>(work: () => T): { readonly found: T; readonly milliseconds: number } {
  const from = performance.now()
  const found = work()
  return { found, milliseconds: performance.now() - from }
}

function ofGroceries(): Figure[] {
  const baskets = readFileSync(GROCERIES, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const times: { readonly sets: number; readonly rules: number }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { found: sets, milliseconds } = timed(() => frequentSets(baskets, { minimumSupport: 0.001 }))
    if (sets.kind !== 'found' || sets.sets.length !== SETS) throw new NoFigure(`Groceries has ${SETS} sets at 0.001.`)
    const rules = timed(() => rulesOf(sets, { minimumConfidence: 0.5 }))
    if (rules.found.kind !== 'found' || rules.found.rules.length !== RULES)
      throw new NoFigure(`Groceries has ${RULES} rules at 0.001 and 0.5.`)
    times.push({ sets: milliseconds, rules: rules.milliseconds })
  }
  const [ofSets, ofRules] = [times.map(({ sets }) => sets), times.map(({ rules }) => rules)]
  const note = `first ${(ofSets[0] ?? Number.NaN).toFixed(0)} ms, middle of ${ROUNDS}`
  return [
    { name: 'baskets.groceries sets', value: median(ofSets), unit: 'ms', bar: null, note },
    { name: 'baskets.groceries rules', value: median(ofRules), unit: 'ms', bar: null },
  ]
}

/** Every second basket is alike, and all have ten items besides: from 16 of 30 baskets on only those are left. */
function giants(): Figure[] {
  const baskets = Array.from({ length: GIANTS }, (_, basket) =>
    Array.from({ length: ITEMS }, (_, item) => (item < 10 ? `all: ${item}` : `half ${basket % 2}: ${item}`)),
  )
  const before = process.memoryUsage.rss()
  const { found, milliseconds } = timed(() => frequentSets(baskets, { minimumSupport: 0.1 }))
  const megabytes = (process.memoryUsage.rss() - before) / 2 ** 20
  if (found.kind !== 'too-many' || found.fits?.count !== 16) throw new NoFigure('The giant baskets fit 16 of 30.')
  return [
    {
      name: 'baskets.giants',
      value: milliseconds,
      unit: 'ms',
      bar: null,
      note: 'says that a support of 16 of 30 fits',
    },
    { name: 'baskets.giants memory', value: megabytes, unit: 'MB', bar: { most: GIANT_MEGABYTES } },
  ]
}

export async function baskets({ say }: { say: (sentence: string) => void }): Promise<Figure[]> {
  if (!existsSync(GROCERIES)) throw new NoFigure('Groceries is looked for in ../shared/data/groceries.')
  say(`${GIANTS} baskets of ${ITEMS} items`)
  const ofGiants = giants()
  say('Groceries')
  return [...ofGroceries(), ...ofGiants]
}
