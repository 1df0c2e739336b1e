/** Fitting the models of buying to a million customers, whom BG/NBD makes, and to CDNOW's 2,357. */
import { accepted } from '../src/base/refusals.ts'
import { fitBgnbd } from '../src/insights/value/bgnbd.ts'
import { histories } from '../src/insights/value/cdnow.fixture.ts'
import { grouped } from '../src/insights/value/histories.ts'
import { fitMbgnbd } from '../src/insights/value/mbgnbd.ts'
import { fitParetoNbd } from '../src/insights/value/paretonbd.ts'
import { betaGeometricShop } from '../src/insights/value/shop.fixture.ts'
import { type Figure, median } from './support/figures.ts'

const CUSTOMERS = 1_000_000
const MOST_SECONDS = 3
const ROUNDS = 5
const CDNOW_ROUNDS = 15
const TRUTH = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }

/** Seconds of each of so many runs. */
function timed(rounds: number, run: () => void): number[] {
  return Array.from({ length: rounds }, () => {
    const began = performance.now()
    run()
    return (performance.now() - began) / 1000
  })
}

const range = (times: readonly number[], factor = 1): string =>
  `${(Math.min(...times) * factor).toPrecision(3)} – ${(Math.max(...times) * factor).toPrecision(3)}`

export async function value({ say }: { say: (sentence: string) => void }): Promise<Figure[]> {
  say(`making ${CUSTOMERS} customers, whose orders are known by their day`)
  const customers = betaGeometricShop({ ...TRUTH, customers: CUSTOMERS, seed: 1997, days: true })
  const grouping = timed(ROUNDS, () => grouped(customers, 'weeks'))
  const shop = grouped(customers, 'weeks')
  say(`${shop.counts.length} distinct histories`)
  const fits = [
    { name: 'bgnbd', fitting: fitBgnbd },
    { name: 'mbgnbd', fitting: fitMbgnbd },
    { name: 'paretonbd', fitting: fitParetoNbd },
  ] as const
  const figures: Figure[] = []
  for (const { name, fitting } of fits) {
    const times = timed(ROUNDS, () => accepted(fitting(shop)))
    const note = `grouping ${median(grouping).toFixed(2)} s and fitting; ${range(times)} s of it fitting`
    const whole = median(grouping) + median(times)
    const bar = name === 'bgnbd' ? { most: MOST_SECONDS } : null
    figures.push({ name: `value.million.${name}`, value: whole, unit: 's', bar, note })
    const small = timed(CDNOW_ROUNDS, () => accepted(fitting(histories)))
    figures.push({
      ...{ name: `value.cdnow.${name}`, value: median(small) * 1000, unit: 'ms', bar: null },
      note: `${range(small, 1000)}; 2,357 customers, already counted together`,
    })
  }
  return figures
}
