/** All series: what is expected of each, what to have in stock, and how good the forecast was. */
import { Button } from 'antd'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { membersColumn } from '../condition.tsx'
import { type Column, Figure } from '../figure.tsx'
import { boughtAny } from '../goods.ts'
import type { Asked, Demand, Series } from './queries.ts'
import { tenths, useNameOf } from './shown.ts'

type Props = { readonly demand: Demand; readonly asked: Asked; readonly onChoose: (code: string) => void }

/** What there is not yet has no number. */
const NONE = '–'

export function SeriesTable({ demand, asked, onChoose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = useNameOf()
  const { level, step, leadDays, service } = asked
  const number = (value: number | null) => (value === null ? NONE : format.number(tenths(value)))
  const fine = (value: number | null) => (value === null ? NONE : format.number(Math.round(value * 100) / 100))
  const naive = (own: string, other: string | null) =>
    other === null ? own : t('insights.demand.withNaive', { own, naive: other })
  const columns: Column<Series>[] = [
    {
      ...{ key: 'name', title: t('insights.demand.name'), value: nameOf },
      shown: (series) => (
        <Button type="link" size="small" onClick={() => onChoose(series.code)}>
          {nameOf(series)}
        </Button>
      ),
    },
    {
      ...{ key: 'recent', title: t(`insights.demand.recent.${step}`), value: ({ recent }) => recent },
      shown: ({ recent }) => format.number(recent),
    },
    {
      ...{ key: 'next', title: t(`insights.demand.next.${step}`), value: nextOf },
      shown: ({ forecast }) => {
        const [first] = forecast?.steps ?? []
        if (first === undefined) return NONE
        return (
          <>
            {number(first.mean)}{' '}
            <span className="quiet">
              {number(first.low)} – {number(first.high)}
            </span>
          </>
        )
      },
    },
    {
      ...{ key: 'stock', title: t('insights.demand.stock'), value: ({ stock }) => stock?.level ?? null },
      meaning: t('insights.demand.stockMeaning', { days: leadDays, service: format.percent(service) }),
      shown: ({ stock }) => (stock === null ? NONE : <strong>{format.number(stock.level)}</strong>),
    },
    {
      ...{ key: 'safety', title: t('insights.demand.safety'), value: ({ stock }) => stock?.safety ?? null },
      ...{ meaning: t('insights.demand.safetyMeaning'), shown: ({ stock }) => number(stock?.safety ?? null) },
    },
    {
      ...{ key: 'against', title: t('insights.demand.against'), value: (series) => t(verdict(series)) },
      meaning: t('insights.demand.againstMeaning'),
    },
    {
      ...{ key: 'mase', title: 'MASE', meaning: t('insights.demand.mase') },
      value: ({ forecast }) => forecast?.mase ?? null,
      shown: ({ forecast }) => naive(fine(forecast?.mase ?? null), compared(forecast?.naiveMase, fine)),
    },
    {
      ...{ key: 'smape', title: 'sMAPE', meaning: t('insights.demand.smape') },
      value: ({ forecast }) => forecast?.smape ?? null,
      shown: ({ forecast }) => naive(share(forecast?.smape), compared(forecast?.naiveSmape, share)),
    },
    {
      ...{ key: 'method', title: t('insights.demand.method') },
      value: ({ forecast }) => (forecast === null ? NONE : t(`insights.demand.methods.${forecast.method}`)),
    },
    membersColumn(
      ({ code }) => boughtAny(level, [code]),
      () => t('insights.demand.buyers'),
    ),
  ]
  function share(value: number | null | undefined): string {
    return value === null || value === undefined ? NONE : format.percent(value / 100)
  }
  return (
    <Figure<Series>
      title={t('insights.demand.table')}
      meaning={t('insights.demand.tableMeaning', { days: leadDays, service: format.percent(service) })}
      file="demand"
      rows={demand.series}
      rowKey={({ code }) => code}
      columns={columns}
    />
  )
}

function nextOf({ forecast }: Series): number | null {
  return forecast?.steps[0]?.mean ?? null
}

function compared(value: number | null | undefined, shown: (value: number) => string): string | null {
  return value === null || value === undefined ? null : shown(value)
}

function verdict({ forecast, season }: Series) {
  if (forecast === null) return 'insights.demand.verdicts.none' as const
  if (forecast.method === 'counted') return 'insights.demand.verdicts.counted' as const
  if (forecast.against === 'untested') return 'insights.demand.verdicts.untested' as const
  const than = season === null ? 'last' : 'season'
  return `insights.demand.verdicts.${forecast.against}.${than}` as const
}
