/** What the risk hangs on, and how the ways of telling it compare. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import type { Churn } from './queries.ts'
import { useTraits } from './reasons.tsx'

type Weight = Churn['weights'][number]

/** The others are near nought; the table has them all. */
const DRAWN = 12

const hundredths = (value: number) => Math.round(value * 100) / 100

export function Weights({ churn }: { readonly churn: Churn }) {
  const { t } = useTranslation()
  const format = useFormat()
  const traits = useTraits(churn)
  const name = ({ trait, level, chosen }: Weight) => {
    const own = traits.name(trait)
    if (level === 'unknown') return t('insights.churn.unknown', { trait: own })
    return level === 'chosen' ? t('insights.churn.chosen', { trait: own, level: chosen }) : own
  }
  const drawn = churn.weights.slice(0, DRAWN)
  const drawing = (look: Look) => ({
    legend: undefined,
    grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
    tooltip: { ...tooltip(look), trigger: 'item' },
    xAxis: amounts(look, format.number),
    yAxis: names(look, drawn.map(name), { inverse: true }),
    series: [
      {
        ...{ type: 'bar', name: t('insights.churn.weight'), barMaxWidth: 18 },
        data: drawn.map(({ weight }) => ({
          value: hundredths(weight),
          itemStyle: { color: look.colours[weight > 0 ? 5 : 4] },
        })),
      },
    ],
  })
  const column = (key: string, title: string, value: (one: Weight) => number) => ({
    ...{ key, title, value: (one: Weight) => hundredths(value(one)) },
    shown: (one: Weight) => format.number(hundredths(value(one))),
  })
  return (
    <Figure<Weight>
      title={t('insights.churn.weights')}
      meaning={t('insights.churn.weightsMeaning')}
      file="churn-weights"
      drawing={drawing}
      height={Math.max(200, 26 * drawn.length)}
      rows={churn.weights}
      rowKey={({ trait, level, chosen }) => `${trait} ${level} ${chosen}`}
      columns={[
        { key: 'trait', title: t('insights.churn.trait'), value: name },
        column('weight', t('insights.churn.weight'), ({ weight }) => weight),
        column('low', t('insights.churn.low'), ({ low }) => low),
        column('high', t('insights.churn.high'), ({ high }) => high),
      ]}
    />
  )
}

type Way = {
  readonly method: 'regression' | 'buying' | 'recency' | 'share'
  readonly used: boolean
  readonly area: { readonly value: number; readonly low: number; readonly high: number } | null
  readonly brier: number | null
}

export function Methods({ churn }: { readonly churn: Churn }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { tried, used, recencyArea } = churn
  const tests = tried.map(({ method, quality }): Way => {
    return { method, used: method === used, area: quality?.area ?? null, brier: quality?.brier ?? null }
  })
  const same = tried.find(({ quality }) => quality !== null)?.quality?.brierOfShare ?? null
  const rows: Way[] = [
    ...tests,
    ...(recencyArea === null ? [] : [{ method: 'recency' as const, used: false, area: recencyArea, brier: null }]),
    ...(same === null ? [] : [{ method: 'share' as const, used: false, area: null, brier: same }]),
  ]
  const name = ({ method, used: mine }: Way) =>
    `${t(`insights.churn.methodNames.${method}`)}${mine ? ` (${t('insights.churn.used')})` : ''}`
  return (
    <Figure<Way>
      title={t('insights.churn.methods')}
      meaning={t('insights.churn.methodsMeaning')}
      file="churn-methods"
      rows={rows}
      rowKey={({ method }) => method}
      columns={[
        { key: 'method', title: t('insights.churn.method'), value: name },
        {
          ...{ key: 'area', title: t('insights.churn.right'), value: ({ area }) => area?.value ?? null },
          shown: ({ area }) => (area === null ? '–' : format.percent(area.value)),
        },
        {
          ...{ key: 'low', title: t('insights.churn.low'), value: ({ area }) => area?.low ?? null },
          shown: ({ area }) => (area === null ? '–' : format.percent(area.low)),
        },
        {
          ...{ key: 'high', title: t('insights.churn.high'), value: ({ area }) => area?.high ?? null },
          shown: ({ area }) => (area === null ? '–' : format.percent(area.high)),
        },
        {
          ...{ key: 'brier', title: t('insights.churn.error'), meaning: t('insights.churn.errorMeaning') },
          value: ({ brier }) => brier,
          shown: ({ brier }) => (brier === null ? '–' : format.number(Math.round(brier * 1_000) / 1_000)),
        },
      ]}
    />
  )
}
