/** How the risks that were told a horizon ago came true, in ten equal parts of members. */
import { type Format, useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { type Column, Figure } from '../figure.tsx'
import type { Quality } from './queries.ts'

type Step = Quality['steps'][number] & { readonly place: number }

const placed = ({ steps }: Quality): Step[] => steps.map((step, index) => ({ ...step, place: index + 1 }))

export function Calibration({ quality }: { readonly quality: Quality }) {
  const { t } = useTranslation()
  const format = useFormat()
  const steps = placed(quality)
  const pairs = (of: (step: Step) => number) => steps.map((step) => [step.told, of(step)])
  const drawing = (look: Look) => {
    const line = { type: 'line', symbol: 'none', tooltip: { show: false } }
    const thin = { ...line, lineStyle: { color: look.colours[0], width: 1, opacity: 0.5 } }
    const shares = { min: 0, max: 1, interval: 0.25 }
    return {
      tooltip: {
        ...tooltip(look),
        trigger: 'item',
        formatter: hit(t('insights.churn.told'), t('insights.churn.came'), format),
      },
      legend: {
        bottom: 0,
        textStyle: { color: look.quiet },
        data: [t('insights.churn.came'), t('insights.churn.line')],
      },
      grid: { left: 8, right: 16, top: 12, bottom: 48, containLabel: true },
      xAxis: amounts(look, format.percent, {
        ...shares,
        name: t('insights.churn.told'),
        nameLocation: 'middle',
        nameGap: 24,
      }),
      yAxis: amounts(look, format.percent, shares),
      series: [
        {
          ...{ ...line, name: t('insights.churn.line'), lineStyle: { color: look.quiet, type: 'dashed', width: 1 } },
          ...{
            itemStyle: { color: look.quiet },
            data: [
              [0, 0],
              [1, 1],
            ],
          },
        },
        { ...thin, data: pairs(({ low }) => low) },
        { ...thin, data: pairs(({ high }) => high) },
        {
          ...{ type: 'line', name: t('insights.churn.came'), symbol: 'circle', symbolSize: 8 },
          ...{
            itemStyle: { color: look.colours[0] },
            lineStyle: { color: look.colours[0] },
            data: pairs(({ share }) => share),
          },
        },
      ],
    }
  }
  const told = steps.reduce((sum, step) => sum + step.told * step.people, 0)
  const whole = { told: format.number(Math.round(told)), came: format.number(quality.happened) }
  return (
    <Figure<Step>
      title={t('insights.churn.calibration')}
      meaning={t('insights.churn.calibrationMeaning')}
      file="churn-calibration"
      drawing={drawing}
      rows={steps}
      rowKey={({ place }) => String(place)}
      columns={[
        ...useStepColumns(),
        shareColumn('told', t('insights.churn.told'), ({ told: mean }) => mean, format.percent),
        shareColumn('came', t('insights.churn.came'), ({ share }) => share, format.percent),
        shareColumn('low', t('insights.churn.low'), ({ low }) => low, format.percent),
        shareColumn('high', t('insights.churn.high'), ({ high }) => high, format.percent),
      ]}
    >
      <p className="quiet">
        {t('insights.churn.off', {
          ...{ off: format.percent(quality.calibrationError), people: format.number(quality.people) },
          ...whole,
        })}
      </p>
    </Figure>
  )
}

export function Lift({ quality }: { readonly quality: Quality }) {
  const { t } = useTranslation()
  const format = useFormat()
  const steps = placed(quality)
  const drawing = (look: Look) => ({
    tooltip: tooltip(look),
    grid: { left: 8, right: 8, top: 12, bottom: 48, containLabel: true },
    xAxis: names(
      look,
      steps.map(({ place }) => String(place)),
      {
        ...{
          name: t('insights.churn.step'),
          nameLocation: 'middle',
          nameGap: 24,
          nameTextStyle: { color: look.quiet },
        },
      },
    ),
    yAxis: [
      amounts(look, format.number),
      amounts(look, format.percent, { min: 0, max: 1, interval: 0.25, splitLine: { show: false } }),
    ],
    series: [
      {
        ...{ type: 'bar', name: t('insights.churn.liftOf'), data: steps.map(({ lift }) => hundredths(lift)) },
        ...{ barMaxWidth: 28, itemStyle: { color: look.colours[4] } },
        markLine: {
          ...{ symbol: 'none', silent: true, label: { show: false }, data: [{ yAxis: 1 }] },
          lineStyle: { color: look.quiet, type: 'dashed' },
        },
      },
      {
        ...{ type: 'line', name: t('insights.churn.found'), yAxisIndex: 1, data: steps.map(({ found }) => found) },
        ...{ itemStyle: { color: look.colours[5] }, tooltip: { valueFormatter: format.percent } },
      },
    ],
  })
  return (
    <Figure<Step>
      title={t('insights.churn.lift')}
      meaning={t('insights.churn.liftMeaning')}
      file="churn-lift"
      drawing={drawing}
      rows={steps}
      rowKey={({ place }) => String(place)}
      columns={[
        ...useStepColumns(),
        {
          ...{ key: 'happened', title: t('insights.churn.came'), value: ({ happened }) => happened },
          shown: ({ happened }) => format.number(happened),
        },
        {
          ...{ key: 'lift', title: t('insights.churn.liftOf'), value: ({ lift }) => lift },
          shown: ({ lift }) => format.number(hundredths(lift)),
        },
        shareColumn('found', t('insights.churn.found'), ({ found }) => found, format.percent),
      ]}
    />
  )
}

const hundredths = (value: number) => Math.round(value * 100) / 100

function useStepColumns(): Column<Step>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return [
    { key: 'place', title: t('insights.churn.step'), value: ({ place }) => place },
    {
      ...{ key: 'people', title: t('insights.people'), value: ({ people }) => people },
      shown: ({ people }) => format.number(people),
    },
  ]
}

function shareColumn(key: string, title: string, value: (step: Step) => number, percent: (share: number) => string) {
  return { key, title, value, shown: (step: Step) => percent(value(step)) }
}

const hit = (told: string, came: string, { pair, percent }: Format) => {
  return ({ value }: { readonly value: readonly number[] }) =>
    `${pair(told, percent(value[0] ?? 0))}\n${pair(came, percent(value[1] ?? 0))}`
}
