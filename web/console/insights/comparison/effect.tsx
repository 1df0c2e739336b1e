/** Both sides before and after, and what the difference of their changes is. */
import { Tag } from 'antd'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import type { Balanced, Effect } from './queries.ts'

type Props = {
  readonly title: string
  readonly effect: Effect
  readonly shown: (value: number) => string
  readonly signed: (value: number) => string
}
type Side = { readonly side: 'did' | 'others'; readonly before: number; readonly after: number }

export function EffectFigure({ title, effect, shown, signed }: Props) {
  const { t } = useTranslation()
  const sides: Side[] = [
    { side: 'did', ...effect.did },
    { side: 'others', ...effect.others },
  ]
  const name = ({ side }: Side) => t(`insights.comparison.${side}`)
  const [before, after] = [t('insights.comparison.before'), t('insights.comparison.after')]
  const drawing = (look: Look) => ({
    xAxis: names(look, [before, after]),
    yAxis: amounts(look, shown, { min: 0 }),
    series: sides.map((side) => ({
      ...{ type: 'line', name: name(side), symbol: 'circle', symbolSize: 8, lineStyle: { width: 3 } },
      data: [side.before, side.after],
      label: {
        show: true,
        position: 'top',
        color: look.text,
        formatter: ({ value }: { value: number }) => shown(value),
      },
    })),
  })
  const sure = effect.low > 0 || effect.high < 0
  return (
    <Figure<Side>
      title={title}
      meaning={t('insights.comparison.effectMeaning')}
      file={`before-after-${title}`}
      drawing={drawing}
      rows={sides}
      rowKey={({ side }) => side}
      columns={[
        { key: 'side', title: t('insights.comparison.side'), value: name },
        { key: 'before', title: before, value: (side) => side.before, shown: (side) => shown(side.before) },
        { key: 'after', title: after, value: (side) => side.after, shown: (side) => shown(side.after) },
      ]}
    >
      <p className="last">
        <strong>
          {t('insights.comparison.more', {
            ...{ mean: signed(effect.mean), low: signed(effect.low), high: signed(effect.high) },
          })}
        </strong>{' '}
        {t(sure ? 'insights.comparison.sure' : 'insights.comparison.unsure')}{' '}
        <span className="quiet">{t('insights.comparison.plain', { unmatched: signed(effect.unmatched) })}</span>
      </p>
    </Figure>
  )
}

/** Stuart (2010), “Matching methods for causal inference”, section 3.1. */
const FAR = 0.25

export function Balance({ balance }: { readonly balance: readonly Balanced[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const shown = (value: number) => format.number(Math.round(value * 100) / 100)
  return (
    <Figure<Balanced>
      title={t('insights.comparison.balance')}
      meaning={t('insights.comparison.balanceMeaning')}
      file="balance"
      rows={balance}
      rowKey={({ feature }) => feature}
      columns={[
        {
          ...{ key: 'feature', title: t('insights.comparison.feature') },
          value: ({ feature }) => t(`insights.comparison.features.${feature}`),
        },
        {
          ...{ key: 'before', title: t('insights.comparison.unmatched'), value: ({ before }) => before },
          shown: ({ before }) => shown(before),
        },
        {
          ...{ key: 'after', title: t('insights.comparison.withMatching'), value: ({ after }) => after },
          shown: ({ after }) =>
            Math.abs(after) > FAR ? (
              <Tag color="orange">{t('insights.comparison.apart', { by: shown(after) })}</Tag>
            ) : (
              shown(after)
            ),
        },
      ]}
    />
  )
}
