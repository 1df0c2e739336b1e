/** The table of cohorts: the more of a cohort came back, the deeper the ground of the number. */
import { Select } from 'antd'
import { type CSSProperties, useState } from 'react'
import type { Format } from '../../../ui/format.ts'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { AsCondition } from '../condition.tsx'
import { type Column, Figure } from '../figure.tsx'
import type { Cohorts } from './queries.ts'

type Cohort = Cohorts['cohorts'][number]
type CohortMonth = Cohort['months'][number]

const measures = ['share', 'buyers', 'orders', 'sales', 'value'] as const
type Measure = (typeof measures)[number]

/** What a row of the table says of one month; `title` on hover. */
type Seen = {
  readonly value: number
  readonly shown: string
  readonly deep: number
  readonly title?: string
  readonly over: boolean
}
type Row = {
  readonly key: string
  readonly name: string
  readonly meaning?: string
  readonly people: number
  readonly months: readonly (Seen | undefined)[]
}

export function CohortTable({ cohorts }: { readonly cohorts: Cohorts }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [measure, setMeasure] = useState<Measure>('share')
  const [longest, rows] = useRows(cohorts, measure)
  const columns: Column<Row>[] = [
    {
      ...{ key: 'cohort', title: t('insights.cohorts.cohort'), value: ({ name }) => name },
      shown: ({ key, name, meaning }) =>
        key === MEAN ? <span title={meaning}>{name}</span> : <AsCondition condition={firstOrdered(key)} label={name} />,
    },
    {
      ...{ key: 'people', title: t('insights.cohorts.people'), value: ({ people }) => people },
      shown: ({ people }) => format.number(people),
    },
    ...Array.from({ length: longest }, (_, after): Column<Row> => {
      const seen = ({ months }: Row) => months[after]
      return {
        ...{ key: String(after), title: String(after) },
        value: (row) => seen(row)?.value ?? null,
        shown: (row) => <Cell seen={seen(row)} />,
      }
    }),
  ]
  return (
    <div className="heat">
      <Figure<Row>
        title={t('insights.cohorts.table')}
        meaning={t('insights.cohorts.tableMeaning')}
        file={`cohorts-${measure}`}
        rows={rows}
        rowKey={({ key }) => key}
        columns={columns}
        actions={
          <Select
            size="small"
            aria-label={t('insights.cohorts.shows')}
            value={measure}
            onChange={setMeasure}
            options={measures.map((value) => ({ value, label: t(`insights.cohorts.measures.${value}`) }))}
            popupMatchSelectWidth={false}
          />
        }
      />
    </div>
  )
}

const MEAN = 'mean'

/** @param month as `2026-03` */
function firstOrdered(month: string): object {
  const from = `${month}-01`
  const last = new Date(from)
  // The day before the first of the next month.
  last.setUTCMonth(last.getUTCMonth() + 1, 0)
  return {
    field: 'insight.firstOrderDate',
    is: 'between',
    value: { from, to: last.toISOString().slice(0, from.length) },
  }
}

function useRows({ cohorts, mean, currency }: Cohorts, measure: Measure): [number, Row[]] {
  const { t } = useTranslation()
  const format = useFormat()
  const longest = Math.max(0, ...cohorts.map(({ months }) => months.length))
  const values = cohorts.map((cohort) => cohort.months.map((_, after) => measured(cohort, after, measure)))
  // The first month is everybody, by definition: it would make all others pale.
  const most = Math.max(0, ...values.flatMap((row) => row.slice(measure === 'value' ? 0 : 1)))
  const deep = (value: number) => (most > 0 ? Math.min(1, Math.max(0, value / most)) : 0)
  const shown = shownIn(format, measure, currency ?? '')
  const row = (cohort: Cohort, place: number): Row => ({
    key: cohort.month,
    name: format.month(`${cohort.month}-01T12:00:00Z`),
    people: cohort.people,
    months: cohort.months.map((month, after) => {
      const value = values[place]?.[after] ?? 0
      const interval = t('insights.cohorts.interval', {
        ...{ share: format.percent(month.share), low: format.percent(month.low), high: format.percent(month.high) },
      })
      const title = month.over ? interval : `${interval} ${t('insights.cohorts.running')}`
      return { value, shown: shown(value), deep: deep(value), title, over: month.over }
    }),
  })
  const rows = cohorts.map(row)
  if (measure === 'share' && cohorts.length > 1)
    rows.push({
      ...{ key: MEAN, name: t('insights.cohorts.mean'), meaning: t('insights.cohorts.meanMeaning') },
      people: mean[0]?.people ?? 0,
      months: Array.from({ length: longest }, (_, after) => {
        const told = mean.find((one) => one.after === after)
        return told === undefined
          ? undefined
          : { value: told.share, shown: shown(told.share), deep: deep(told.share), over: true }
      }),
    })
  return [longest, rows]
}

function measured({ people, months }: Cohort, after: number, measure: Measure): number {
  const { share, buyers, orders, netMinor } = months[after] ?? nothing
  switch (measure) {
    case 'share':
      return share
    case 'buyers':
      return buyers
    case 'orders':
      return orders
    case 'sales':
      return netMinor
    case 'value':
      return Math.round(months.slice(0, after + 1).reduce((sum, month) => sum + month.netMinor, 0) / people)
  }
}

const nothing: Pick<CohortMonth, 'share' | 'buyers' | 'orders' | 'netMinor'> = {
  ...{ share: 0, buyers: 0, orders: 0, netMinor: 0 },
}

function shownIn(format: Format, measure: Measure, currency: string): (value: number) => string {
  if (measure === 'share') return format.percent
  if (measure === 'sales' || measure === 'value') return (value) => format.roughMoney(value, currency)
  return format.number
}

function Cell({ seen }: { readonly seen: Seen | undefined }) {
  if (seen === undefined) return null
  const style: CSSProperties & { '--deep': string } = { '--deep': `${Math.round(seen.deep * 100)}%` }
  return (
    <span className="heat-cell" style={style} title={seen.title} {...(seen.over ? {} : { 'data-running': true })}>
      {seen.shown}
    </span>
  )
}
