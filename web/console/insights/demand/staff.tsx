/** The week by hours: how many orders come, and how many people serve them. */
import { Segmented } from 'antd'
import { type CSSProperties, type ReactNode, useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Nothing } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { type Column, Figure } from '../figure.tsx'
import type { Staff } from './queries.ts'
import { tenths } from './shown.ts'

type HourOfWeek = Staff['hours'][number]
type Row = { readonly hour: number; readonly days: readonly HourOfWeek[] }

const HOURS = 24
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const measures = ['staff', 'orders'] as const

type Props = { readonly staff: Staff; readonly missing: string | null; readonly choice: ReactNode }

export function StaffOfWeek({ staff, missing, choice }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const [measure, setMeasure] = useState<(typeof measures)[number]>('staff')
  if (missing !== null)
    return (
      <Card title={t('insights.demand.staff')}>
        <Nothing title={missing} />
      </Card>
    )
  const most = Math.max(0, ...staff.hours.map((each) => each[measure]))
  const { share, withinSeconds } = staff.promise
  const columns: Column<Row>[] = [
    { key: 'hour', title: t('insights.demand.hour'), value: ({ hour }) => clock(hour) },
    ...days.map((day, place): Column<Row> => {
      const of = (row: Row) => row.days[place]
      return {
        ...{
          key: String(day),
          title: t(`insights.demand.weekdays.${day}`),
          value: (row) => of(row)?.[measure] ?? null,
        },
        shown: (row) => <Cell at={of(row)} measure={measure} most={most} />,
      }
    }),
  ]
  return (
    <div className="heat heat-week">
      <Figure<Row>
        title={t('insights.demand.staff')}
        meaning={t('insights.demand.staffMeaning', {
          ...{ weeks: staff.weeks, share: format.percent(share), minutes: withinSeconds / 60 },
        })}
        file={`demand-${measure}`}
        rows={rowsOf(staff.hours)}
        rowKey={({ hour }) => String(hour)}
        columns={columns}
        actions={
          <Segmented
            size="small"
            aria-label={t('insights.demand.shows')}
            value={measure}
            onChange={setMeasure}
            options={measures.map((value) => ({ value, label: t(`insights.demand.measures.${value}`) }))}
          />
        }
      >
        <div className="insights-choices">{choice}</div>
        {staff.stores < 2 ? null : <p className="quiet">{t('insights.demand.added', { count: staff.stores })}</p>}
        {staff.storesTooNew === 0 ? null : (
          <p className="quiet">{t('insights.demand.tooNew', { count: staff.storesTooNew })}</p>
        )}
      </Figure>
    </div>
  )
}

/** The hours between the first and the last at which somebody comes. */
function rowsOf(hours: readonly HourOfWeek[]): Row[] {
  const rows = Array.from({ length: HOURS }, (_, hour) => ({
    hour,
    days: days.flatMap((_, place) => hours[place * HOURS + hour] ?? []),
  }))
  const open = rows.filter(({ days: all }) => all.some(({ staff }) => staff > 0)).map(({ hour }) => hour)
  return rows.slice(Math.min(...open), Math.max(...open) + 1)
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`

type CellProps = { readonly at: HourOfWeek | undefined; readonly measure: 'staff' | 'orders'; readonly most: number }

function Cell({ at, measure, most }: CellProps) {
  const { t } = useTranslation()
  const format = useFormat()
  if (at === undefined || at.staff === 0) return null
  const style: CSSProperties & { '--deep': string } = {
    '--deep': `${Math.round((100 * at[measure]) / Math.max(1e-9, most))}%`,
  }
  const title = t('insights.demand.cell', {
    ...{ orders: format.number(tenths(at.orders)), count: at.staff },
    ...{ inTime: format.percent(at.inTime), busy: format.percent(at.busy) },
  })
  return (
    <span className="heat-cell" style={style} title={title}>
      {format.number(tenths(at[measure]))}
    </span>
  )
}
