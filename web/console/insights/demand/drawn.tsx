/** One series: what was sold, what is expected, and between which bounds it will lie. */
import { type Format, useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { type Column, Figure } from '../figure.tsx'
import type { Asked, Demand, Series } from './queries.ts'
import { tenths, useNameOf } from './shown.ts'

type Point = {
  readonly start: string
  readonly units: number | null
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
}

type Props = { readonly demand: Demand; readonly series: Series; readonly step: Asked['step'] }

/** Of the past, two seasons say what a season is like. */
const DRAWN = { week: 117, month: 36 } as const

export function Drawn({ demand, series, step }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = useNameOf()
  const { forecast, needs, units } = series
  const points = pointsOf(demand, series)
  const last = demand.starts.length - 1
  const shown = (start: string) => (step === 'week' ? format.day(noon(start)) : format.month(noon(start)))
  const drawn = points.slice(-DRAWN[step])
  const digits = (value: number | null) => (value === null ? '' : format.number(tenths(value)))
  const columns: Column<Point>[] = [
    {
      key: 'start',
      title: t(`insights.demand.starts.${step}`),
      value: ({ start }) => start,
      shown: (one) => shown(one.start),
    },
    { key: 'units', title: t('insights.demand.sold'), value: (one) => one.units, shown: (one) => digits(one.units) },
    ...(['mean', 'low', 'high'] as const).map((key) => ({
      ...{ key, title: t(`insights.demand.${key}`) },
      ...{ value: (one: Point) => one[key], shown: (one: Point) => digits(one[key]) },
    })),
  ]
  return (
    <Figure<Point>
      title={t('insights.demand.drawn', { name: nameOf(series) })}
      meaning={t(`insights.demand.drawnMeaning.${step}`)}
      file="demand-forecast"
      height={340}
      drawing={curves(drawn, {
        ...{ shown, number: digits, format, from: forecast === null ? -1 : drawn.length - (last + 1 - demand.whole) },
        words: { sold: t('insights.demand.sold'), mean: t('insights.demand.mean') },
      })}
      rows={points}
      rowKey={({ start }) => start}
      columns={columns}
    >
      {needs === null ? null : (
        <p className="quiet">{t(`insights.demand.tooLittle.${step}`, { has: units.length, count: needs })}</p>
      )}
      {needs !== null || series.season !== null || series.slow ? null : (
        <p className="quiet">{t(`insights.demand.noSeason.${step}`, { count: units.length })}</p>
      )}
      {needs === null && series.slow ? <p className="quiet">{t('insights.demand.slow')}</p> : null}
    </Figure>
  )
}

const noon = (date: string) => `${date}T12:00:00Z`

function pointsOf({ starts, whole }: Demand, { first, units, forecast }: Series): Point[] {
  return starts.slice(first).flatMap((start, at) => {
    const ahead = forecast?.steps[first + at - whole]
    const sold = units[at] ?? null
    if (sold === null && ahead === undefined) return []
    return [{ start, units: sold, mean: ahead?.mean ?? null, low: ahead?.low ?? null, high: ahead?.high ?? null }]
  })
}

type Shown = {
  readonly shown: (start: string) => string
  readonly number: (value: number | null) => string
  readonly format: Format
  /** Place of the first point ahead; -1: none. */ readonly from: number
  readonly words: { readonly sold: string; readonly mean: string }
}

function curves(points: readonly Point[], { shown, number, format, from, words }: Shown) {
  return (look: Look) => {
    const [past, ahead] = [look.quiet, look.brand]
    const band = {
      ...{ type: 'line', symbol: 'none', stack: 'interval', silent: true, name: '', lineStyle: { opacity: 0 } },
      tooltip: { show: false },
    }
    return {
      grid: { left: 8, right: 24, top: 16, bottom: 40, containLabel: true },
      tooltip: { ...tooltip(look), trigger: 'axis', formatter: onHover(points, { shown, number, format, words }) },
      legend: { bottom: 0, data: [words.sold, words.mean], textStyle: { color: look.quiet }, itemWidth: 14 },
      xAxis: names(
        look,
        points.map(({ start }) => shown(start)),
        { boundaryGap: false },
      ),
      yAxis: amounts(look, number, { min: 0 }),
      series: [
        { type: 'line', name: words.sold, symbol: 'none', color: past, data: points.map(({ units }) => units) },
        {
          ...{ type: 'line', name: words.mean, color: ahead, symbol: from === points.length - 1 ? 'circle' : 'none' },
          ...{ lineStyle: { width: 2, type: 'dashed' }, data: points.map(({ mean }) => mean) },
        },
        { ...band, data: points.map(({ low }) => low) },
        {
          ...{ ...band, areaStyle: { color: ahead, opacity: 0.16 } },
          data: points.map(({ low, high }) => (low === null || high === null ? null : high - low)),
        },
      ],
    }
  }
}

type Hit = { readonly dataIndex: number }

const onHover =
  (points: readonly Point[], { shown, number, format: { pair, aside }, words }: Omit<Shown, 'from'>) =>
  (hits: readonly Hit[]) => {
    const point = points[hits[0]?.dataIndex ?? -1]
    if (point === undefined) return ''
    const { start, units, mean, low, high } = point
    const ahead = mean === null ? [] : [pair(words.mean, aside(number(mean), `${number(low)} – ${number(high)}`))]
    return [shown(start), ...(units === null ? [] : [pair(words.sold, number(units))]), ...ahead].join('\n')
  }
