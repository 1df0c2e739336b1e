/** Rules as a network of goods, and as bubbles by support and confidence; both with the same table. */
import { useFormat } from '../../../ui/format.ts'
import { useLanguage } from '../../../ui/preferences.ts'
import { nameIn } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Drawing, type Look, tooltip } from '../chart.tsx'
import { membersColumn } from '../condition.tsx'
import { type Column, Figure } from '../figure.tsx'
import { boughtWithout, type Level } from '../goods.ts'
import type { Baskets, Rule } from './queries.ts'

type Props = { readonly baskets: Baskets; readonly level: Level }

/** More lines than this are a ball of wool; the table has all rules. */
const RULES_DRAWN = 40
const [NODE_LEAST, NODE_MOST] = [10, 44]
const [LINE_LEAST, LINE_MOST] = [1, 5]

function useNames({ items }: Baskets): (code: string) => string {
  const language = useLanguage()
  return (code) => {
    const item = items.find((each) => each.code === code)
    if (item === undefined || item.name === null) return code
    return nameIn({ name: item.name, translations: item.translations }, language)
  }
}

function useColumns({ baskets, level }: Props): readonly Column<Rule>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const name = useNames(baskets)
  const words = (key: 'support' | 'confidence' | 'lift' | 'conviction') => ({
    ...{ key, title: t(`insights.baskets.${key}`), meaning: t(`insights.baskets.${key}Meaning`) },
  })
  return [
    { key: 'left', title: t('insights.baskets.left'), value: ({ left }) => left.map(name).join(' + ') },
    { key: 'right', title: t('insights.baskets.right'), value: ({ right }) => name(right) },
    {
      ...{ key: 'count', title: t('insights.baskets.count'), value: ({ count }) => count },
      shown: ({ count }) => format.number(count),
    },
    { ...words('support'), value: ({ support }) => support, shown: ({ support }) => format.percent(support) },
    {
      ...{ ...words('confidence'), value: ({ confidence }) => confidence },
      shown: ({ confidence, confidenceFrom, confidenceTo }) =>
        t('insights.baskets.within', {
          value: format.percent(confidence),
          from: format.percent(confidenceFrom),
          to: format.percent(confidenceTo),
        }),
    },
    { ...words('lift'), value: ({ lift }) => lift, shown: ({ lift }) => format.number(rounded(lift)) },
    {
      ...{ ...words('conviction'), value: ({ conviction }) => conviction },
      shown: ({ conviction }) =>
        conviction === null ? t('insights.baskets.neverFails') : format.number(rounded(conviction)),
    },
    membersColumn(
      ({ left, right }) => boughtWithout(level, left, right),
      ({ right }) => t('insights.baskets.without', { name: name(right) }),
    ),
  ]
}

const rounded = (value: number) => Math.round(value * 100) / 100
const keyOf = ({ left, right }: Rule) => `${left.join(' ')} → ${right}`

export function Network(props: Props) {
  const { baskets } = props
  const { t } = useTranslation()
  const format = useFormat()
  const name = useNames(baskets)
  const columns = useColumns(props)
  const drawn = baskets.rules.slice(0, RULES_DRAWN)
  const codes = new Set(drawn.flatMap(({ left, right }) => [...left, right]))
  const items = baskets.items.filter(({ code }) => codes.has(code))
  const most = Math.max(1, ...items.map((item) => item.baskets))
  const highest = Math.max(1, ...drawn.map(({ lift }) => lift))
  const drawing: Drawing = (look) => ({
    ...{ legend: undefined, grid: undefined, tooltip: { ...tooltip(look), trigger: 'item' } },
    series: [
      {
        ...{ type: 'graph', layout: 'circular', circular: { rotateLabel: true }, roam: false, top: 90, bottom: 90 },
        ...{ label: { show: true, color: look.text, width: 120, overflow: 'truncate' }, edgeSymbol: ['none', 'arrow'] },
        edgeSymbolSize: 7,
        data: items.map((item) => ({
          ...{ id: item.code, name: name(item.code), value: format.number(item.baskets) },
          symbolSize: NODE_LEAST + (NODE_MOST - NODE_LEAST) * Math.sqrt(item.baskets / most),
        })),
        links: drawn.flatMap((rule) =>
          rule.left.map((source) => ({
            ...{ source, target: rule.right, value: format.number(rounded(rule.lift)) },
            lineStyle: {
              ...{ curveness: 0.2, opacity: 0.55, color: look.brand },
              width: LINE_LEAST + ((LINE_MOST - LINE_LEAST) * rule.lift) / highest,
            },
          })),
        ),
      },
    ],
  })
  return (
    <Figure<Rule>
      title={t('insights.baskets.network')}
      meaning={t('insights.baskets.networkMeaning', { count: RULES_DRAWN })}
      file="basket-rules"
      drawing={drawing}
      height={560}
      rows={baskets.rules}
      rowKey={keyOf}
      columns={columns}
    />
  )
}

export function Bubbles(props: Props) {
  const { baskets } = props
  const { t } = useTranslation()
  const format = useFormat()
  const name = useNames(baskets)
  const columns = useColumns(props)
  const highest = Math.max(1, ...baskets.rules.map(({ lift }) => lift))
  const said = ({ left, right, support, confidence, lift }: Rule) =>
    t('insights.baskets.said', {
      ...{ left: left.map(name).join(' + '), right: name(right), support: format.percent(support) },
      ...{ confidence: format.percent(confidence), lift: format.number(rounded(lift)) },
    })
  const axis = (look: Look, title: string, gap: number) =>
    amounts(look, (value) => format.percent(value), { name: title, nameLocation: 'middle', nameGap: gap, scale: true })
  const drawing: Drawing = (look) => ({
    legend: undefined,
    grid: { left: 56, right: 24, top: 16, bottom: 48 },
    tooltip: { ...tooltip(look), trigger: 'item' },
    xAxis: axis(look, t('insights.baskets.support'), 30),
    yAxis: axis(look, t('insights.baskets.confidence'), 44),
    series: [
      {
        ...{ type: 'scatter', itemStyle: { color: look.brand, opacity: 0.5 } },
        data: baskets.rules.map((rule) => ({
          ...{ name: said(rule), value: [rule.support, rule.confidence] },
          symbolSize: 6 + (NODE_MOST - 6) * (rule.lift / highest),
        })),
        tooltip: { formatter: '{b}' },
      },
    ],
  })
  return (
    <Figure<Rule>
      title={t('insights.baskets.bubbles')}
      meaning={t('insights.baskets.bubblesMeaning')}
      file="basket-rules-bubbles"
      drawing={drawing}
      height={360}
      rows={baskets.rules}
      rowKey={keyOf}
      columns={columns}
    />
  )
}
