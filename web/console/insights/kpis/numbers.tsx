/** The figures of the last month that is over, each with its change against the month before. */
import { Card } from '../../../ui/card.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { figureNames, figureOf, type Kpis, shownFigure, unitOf } from './queries.ts'
import { useSigned } from './signed.ts'

export function Numbers({ kpis }: { readonly kpis: Kpis }) {
  const { t } = useTranslation()
  const format = useFormat()
  const signed = useSigned()
  const over = kpis.months.filter((one) => one.over)
  const [before, now] = [over.at(-2), over.at(-1)]
  if (now === undefined) return null
  return (
    <div className="insights-numbers">
      {figureNames.map((figure) => {
        const value = figureOf(kpis, figure, now)
        const last = before === undefined ? null : figureOf(kpis, figure, before)
        const shown = shownFigure(format, figure, kpis.currency ?? '')
        const change =
          value === null || last === null ? null : signed({ now: value, before: last, unit: unitOf(figure) })
        return (
          <Card key={figure}>
            <div className="quiet">
              <Explained by={t(`insights.kpis.meanings.${figure}`)}>{t(`insights.kpis.figures.${figure}`)}</Explained>{' '}
              {t('insights.kpis.ofMonth', { month: format.month(`${now.month}-01T12:00:00Z`) })}
            </div>
            <div className="figure-number">{value === null ? '–' : shown(value)}</div>
            {change === null ? null : <div className="quiet">{t('insights.kpis.change', { change })}</div>}
          </Card>
        )
      })}
    </div>
  )
}
