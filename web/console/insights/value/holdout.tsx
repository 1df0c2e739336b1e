/** How well the models told what was held back from them. */
import { Tag } from 'antd'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import type { Holdout, Value } from './queries.ts'

type Props = { readonly holdout: Holdout }

export function Track({ holdout }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { track } = holdout
  const cut = track.find(({ held }) => held)
  const last = track.at(-1)
  const whole = (value: number) => format.number(Math.round(value))
  const drawing = (look: Look) => ({
    xAxis: names(
      look,
      track.map(({ week }) => String(week)),
      { name: t('insights.value.week'), boundaryGap: false },
    ),
    yAxis: amounts(look, whole),
    series: [
      {
        ...{ type: 'line', name: t('insights.value.came'), showSymbol: false, data: track.map(({ came }) => came) },
        ...(cut === undefined || last === undefined
          ? {}
          : {
              markArea: {
                ...{ silent: true, itemStyle: { color: look.line, opacity: 0.4 } },
                label: { color: look.quiet, position: 'insideTop' },
                data: [[{ name: t('insights.value.heldBack'), xAxis: String(cut.week) }, { xAxis: String(last.week) }]],
              },
            }),
      },
      {
        ...{ type: 'line', name: t('insights.value.expected'), showSymbol: false, lineStyle: { type: 'dashed' } },
        ...{ data: track.map(({ expected }) => Math.round(expected)) },
      },
    ],
  })
  return (
    <Figure<Holdout['track'][number]>
      title={t('insights.value.track')}
      meaning={t('insights.value.trackMeaning', { from: format.day(`${holdout.from}T12:00:00Z`) })}
      file="value-holdout"
      drawing={drawing}
      height={320}
      rows={track}
      rowKey={({ week }) => String(week)}
      columns={[
        { key: 'week', title: t('insights.value.week'), value: ({ week }) => week },
        { key: 'came', title: t('insights.value.came'), value: ({ came }) => came, shown: ({ came }) => whole(came) },
        {
          ...{ key: 'expected', title: t('insights.value.expected'), value: ({ expected }) => expected },
          shown: ({ expected }) => whole(expected),
        },
        {
          ...{ key: 'held', title: t('insights.value.heldBack') },
          value: ({ held }) => (held ? t('insights.value.heldBack') : null),
        },
      ]}
    />
  )
}

const MOST_PURCHASES = 7
const CENTS = 100

export function ByPurchases({ holdout }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { byPurchases, weeks } = holdout
  const step = (purchases: number) =>
    purchases === MOST_PURCHASES ? t('insights.value.orMore', { count: purchases }) : String(purchases)
  const mean = (value: number) => format.number(Math.round(value * CENTS) / CENTS)
  const drawing = (look: Look) => ({
    xAxis: names(
      look,
      byPurchases.map(({ purchases }) => step(purchases)),
    ),
    yAxis: amounts(look, mean),
    series: (['came', 'expected'] as const).map((which) => ({
      ...{ type: 'bar', name: t(`insights.value.${which}`), barMaxWidth: 22, tooltip: { valueFormatter: mean } },
      data: byPurchases.map((one) => one[which]),
    })),
  })
  return (
    <Figure<Holdout['byPurchases'][number]>
      title={t('insights.value.byPurchases')}
      meaning={t('insights.value.byPurchasesMeaning', { weeks })}
      file="value-by-purchases"
      drawing={drawing}
      rows={byPurchases}
      rowKey={({ purchases }) => String(purchases)}
      columns={[
        { key: 'purchases', title: t('insights.value.purchases'), value: ({ purchases }) => step(purchases) },
        {
          key: 'people',
          title: t('insights.people'),
          value: (one) => one.people,
          shown: (one) => format.number(one.people),
        },
        { key: 'came', title: t('insights.value.came'), value: ({ came }) => came, shown: ({ came }) => mean(came) },
        {
          ...{ key: 'expected', title: t('insights.value.expected'), value: ({ expected }) => expected },
          shown: ({ expected }) => mean(expected),
        },
      ]}
    />
  )
}

export function Trials({ holdout, used }: Props & { readonly used: Value['model'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { trials, weeks, came } = holdout
  return (
    <Figure<Holdout['trials'][number]>
      title={t('insights.value.trials')}
      meaning={t('insights.value.trialsMeaning', { weeks, came: format.number(came) })}
      file="value-models"
      rows={trials}
      rowKey={({ model }) => model}
      columns={[
        {
          ...{
            key: 'model',
            title: t('insights.value.model'),
            value: ({ model }) => t(`insights.value.models.${model}`),
          },
          shown: ({ model }) => (
            <>
              {t(`insights.value.models.${model}`)}{' '}
              {model === used ? <Tag color="green">{t('insights.value.used')}</Tag> : null}
            </>
          ),
        },
        {
          ...{ key: 'expected', title: t('insights.value.expected'), value: ({ expected }) => expected },
          shown: ({ expected }) => format.number(Math.round(expected)),
        },
        {
          ...{ key: 'error', title: t('insights.value.error'), value: ({ error }) => error },
          shown: ({ error }) => format.number(Math.round(error * 1000) / 1000),
        },
      ]}
    />
  )
}
