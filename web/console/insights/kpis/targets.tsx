/** Targets: how far each is, against its straight line, and where it will be by then. */
import { Tag } from 'antd'
import { Card } from '../../../ui/card.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Nothing } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import { type Kpis, shownFigure } from './queries.ts'

type Held = Kpis['targets'][number]
type Progress = NonNullable<Held['progress']>
type Point = {
  readonly month: string
  readonly now: number | null
  readonly line: number
  readonly projected: number | null
}

const colours = { begun: 'blue', reached: 'green', 'on-line': 'green', behind: 'orange', missed: 'red' } as const

export function Targets({ kpis }: { readonly kpis: Kpis }) {
  const { t } = useTranslation()
  if (kpis.targets.length === 0)
    return (
      <Card
        className="insights-figure"
        title={<Explained by={t('insights.kpis.targetsMeaning')}>{t('insights.kpis.targets')}</Explained>}
      >
        <Nothing title={t('insights.kpis.noTargets')} advice={t('insights.kpis.noTargetsAdvice')} />
      </Card>
    )
  return (
    <div className="insights-grid">
      {kpis.targets.map((held) => (
        <OneTarget
          key={`${held.target.figure} ${held.target.by} ${held.target.value}`}
          held={held}
          currency={kpis.currency ?? ''}
        />
      ))}
    </div>
  )
}

function OneTarget({ held, currency }: { readonly held: Held; readonly currency: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { target, progress } = held
  const shown = shownFigure(format, target.figure, currency)
  const month = (name: string) => format.month(`${name}-01T12:00:00Z`)
  const points = course(held)
  const line = (value: number | null) => (value === null ? '–' : shown(value))
  const drawing = (look: Look) => ({
    tooltip: { ...tooltip(look), trigger: 'axis', valueFormatter: (value: number | null) => line(value ?? null) },
    xAxis: names(
      look,
      points.map((point) => month(point.month)),
    ),
    yAxis: amounts(look, shown, { scale: true }),
    series: [
      {
        ...{ type: 'line', name: t('insights.kpis.now'), symbol: 'none', lineStyle: { width: 3 }, color: look.brand },
        data: points.map((point) => point.now),
      },
      {
        ...{
          type: 'line',
          name: t('insights.kpis.line'),
          symbol: 'none',
          lineStyle: { type: 'dashed' },
          color: look.quiet,
        },
        data: points.map((point) => point.line),
      },
      {
        ...{ type: 'line', name: t('insights.kpis.projection'), lineStyle: { type: 'dotted' }, color: look.brand },
        ...{ connectNulls: true, data: points.map((point) => point.projected) },
      },
    ],
  })
  return (
    <Figure<Point>
      title={format.pair(t(`insights.kpis.figures.${target.figure}`), shown(target.value))}
      meaning={`${t(`insights.kpis.meanings.${target.figure}`)} ${t('insights.kpis.targetsMeaning')}`}
      file={`target-${target.figure}`}
      drawing={drawing}
      height={200}
      rows={points}
      rowKey={(point) => point.month}
      columns={[
        {
          key: 'month',
          title: t('insights.kpis.month'),
          value: (point) => point.month,
          shown: (point) => month(point.month),
        },
        ...(['now', 'line', 'projected'] as const).map((key) => ({
          ...{ key, title: t(`insights.kpis.${key === 'projected' ? 'projection' : key}`) },
          ...{ value: (point: Point) => point[key], shown: (point: Point) => line(point[key]) },
        })),
      ]}
    >
      <p className="kpi-target">
        {progress === null ? null : (
          <Tag color={colours[progress.standing]}>{t(`insights.kpis.standings.${progress.standing}`)}</Tag>
        )}
        <span>{t('insights.kpis.by', { month: month(target.by) })}</span>
        <span>{t('insights.kpis.ownedBy', { owner: target.owner })}</span>
        {progress === null ? null : <span>{t('insights.kpis.done', { share: format.percent(progress.done) })}</span>}
      </p>
      <p className="quiet last">
        {progress === null ? t('insights.kpis.noProgress') : <Projection progress={progress} shown={shown} />}
      </p>
    </Figure>
  )
}

function Projection({ progress, shown }: { readonly progress: Progress; readonly shown: (value: number) => string }) {
  const { t } = useTranslation()
  const { projected, missing } = progress
  if (projected === null) return missing === null ? null : t('insights.kpis.tooFewMonths', missing)
  const { value, low, high, method, months, reaches } = projected
  const told = { value: shown(value), low: shown(low), high: shown(high), count: months }
  return `${t('insights.kpis.projected', { ...told, method: t(`insights.kpis.methods.${method}`) })} ${t(
    reaches ? 'insights.kpis.reaches' : 'insights.kpis.fallsShort',
  )}`
}

const YEAR = 12
const numberOf = (month: string) => Number(month.slice(0, 4)) * YEAR + Number(month.slice(5)) - 1
const nameOf = (month: number) => `${Math.floor(month / YEAR)}-${String((month % YEAR) + 1).padStart(2, '0')}`

/** Every month from the beginning to the end: what it was, where the line is, and the way to what is projected. */
function course({ target, progress, history }: Held): Point[] {
  const [from, to] = [numberOf(target.baseline.month), numberOf(target.by)]
  const known = new Map(history.map((one) => [one.month, one.value]))
  return Array.from({ length: to - from + 1 }, (_, place) => {
    const month = nameOf(from + place)
    const now = place === 0 ? (known.get(month) ?? target.baseline.value) : (known.get(month) ?? null)
    const line = target.baseline.value + ((target.value - target.baseline.value) * place) / (to - from)
    const projected =
      month === target.by ? (progress?.projected?.value ?? null) : month === progress?.month ? progress.now : null
    return { month, now, line, projected: progress?.projected === null ? null : projected }
  })
}
