/** A way to a tier: every measure with its progress, and the least that one can do. */
import { ProgressBar } from 'antd-mobile'
import type { Answer } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useFormat, useNaming } from '../naming.ts'

type Standing = Answer<'/v1/members/{memberId}/tiers', 'get'>['ladders'][number]
type WayTo = NonNullable<Standing['next']>
type Measure = WayTo['measures'][number]

export function Way({ title, way }: { readonly title: string; readonly way: WayTo }) {
  const { t } = useTranslation()
  const missing = useMissing()
  const progress = useProgress()
  return (
    <div className="way">
      <h2>{title}</h2>
      {way.measures.map((measure) => (
        <div key={Object.values(measure).join(' ')}>
          <div className="quiet">{progress(measure)}</div>
          <div
            role="progressbar"
            aria-label={progress(measure)}
            aria-valuemin={0}
            aria-valuemax={measure.atLeast}
            aria-valuenow={Math.min(measure.amount, measure.atLeast)}
          >
            <ProgressBar percent={share(measure)} />
          </div>
        </div>
      ))}
      <p className="least">
        {way.met ? t('my.tier.met') : t('my.tier.cheapest', { what: way.cheapest.map(missing).join(t('my.tier.and')) })}
      </p>
    </div>
  )
}

function share({ amount, atLeast }: Measure): number {
  return atLeast <= 0 ? 100 : Math.min(100, Math.max(0, Math.round((amount / atLeast) * 100)))
}

/** A figure of a measure with its unit. */
function useFigure(): (value: number, measure: Measure) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const { currency: usual } = useNaming()
  return (value, { measure, wallet, currency }) => {
    switch (measure) {
      case 'balance':
      case 'earned':
        return wallet === undefined ? format.number(value) : format.points(value, wallet)
      case 'spend':
      case 'category-spend': {
        const known = currency ?? usual
        return known === null ? format.number(value) : format.money(value, known)
      }
      case 'orders':
        return t('my.measure.orders', { count: value })
      case 'visits':
        return t('my.measure.visits', { count: value })
    }
  }
}

function useProgress(): (measure: Measure) => string {
  const { t } = useTranslation()
  const figure = useFigure()
  return (measure) =>
    measure.measure === 'category-spend'
      ? t('my.measure.ofCategory', {
          category: measure.category ?? '',
          amount: figure(measure.amount, measure),
          whole: figure(measure.atLeast, measure),
        })
      : t('my.measure.of', { amount: figure(measure.amount, measure), whole: figure(measure.atLeast, measure) })
}

function useMissing(): (measure: Measure) => string {
  const { t } = useTranslation()
  const figure = useFigure()
  return (measure) => {
    const amount = figure(measure.missing, measure)
    switch (measure.measure) {
      case 'balance':
      case 'earned':
        return t('my.measure.earn', { amount })
      case 'spend':
        return t('my.measure.spend', { amount })
      case 'category-spend':
        return t('my.measure.spendOn', { amount, category: measure.category ?? '' })
      case 'orders':
      case 'visits':
        return t('my.measure.more', { amount })
    }
  }
}
