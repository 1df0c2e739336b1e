/** Channels or stores: what each sold in the period, and what that is against the period before. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useStores } from '../../staff/queries.ts'
import { type Column, Figure } from '../figure.tsx'
import type { Kpis } from './queries.ts'
import { useSigned } from './signed.ts'

type Place = Kpis['channels'][number]

export function Places({ kpis, by }: { readonly kpis: Kpis; readonly by: 'channels' | 'stores' }) {
  const { t } = useTranslation()
  const format = useFormat()
  const signed = useSigned()
  const { nameOf } = useStores()
  const money = (minor: number) => format.roughMoney(Math.round(minor), kpis.currency ?? '')
  const name = ({ place }: Place) =>
    place === null ? t('insights.kpis.noStore') : by === 'stores' ? nameOf(place) : place
  const change = (key: 'orders' | 'netMinor'): Column<Place> => ({
    ...{ key: `${key} change`, title: t('insights.kpis.against') },
    value: ({ now, before }) =>
      now === null || before === null || before[key] === 0 ? null : now[key] / before[key] - 1,
    shown: ({ now, before }) =>
      now === null || before === null ? '–' : (signed({ now: now[key], before: before[key], unit: 'count' }) ?? '–'),
  })
  const rows = kpis[by].toSorted((one, other) => (other.now?.netMinor ?? 0) - (one.now?.netMinor ?? 0))
  return (
    <Figure<Place>
      title={t(`insights.kpis.${by}`)}
      meaning={t('insights.kpis.placesMeaning')}
      file={by}
      rows={rows}
      rowKey={({ place }) => place ?? ''}
      columns={[
        { key: 'place', title: t('insights.kpis.place'), value: name },
        {
          ...{ key: 'orders', title: t('insights.kpis.figures.orders'), value: ({ now }) => now?.orders ?? 0 },
          shown: ({ now }) => format.number(now?.orders ?? 0),
        },
        change('orders'),
        {
          ...{ key: 'sales', title: t('insights.kpis.figures.sales'), value: ({ now }) => now?.netMinor ?? 0 },
          shown: ({ now }) => money(now?.netMinor ?? 0),
        },
        change('netMinor'),
        {
          ...{ key: 'value', title: t('insights.kpis.figures.order-value') },
          value: ({ now }) => now?.orderValue?.mean ?? null,
          shown: ({ now }) => {
            const value = now?.orderValue ?? null
            if (value === null) return '–'
            return <span title={`${money(value.low)} – ${money(value.high)}`}>{money(value.mean)}</span>
          },
        },
        {
          ...{ key: 'participation', title: t('insights.kpis.figures.participation') },
          value: ({ now }) => now?.participation?.share ?? null,
          shown: ({ now }) => {
            const share = now?.participation ?? null
            if (share === null) return '–'
            const { percent } = format
            return <span title={`${percent(share.low)} – ${percent(share.high)}`}>{percent(share.share)}</span>
          },
        },
      ]}
    />
  )
}
