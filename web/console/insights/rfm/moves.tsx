/** Who moved between segments within a month, drawn as a flow. */
import { Select } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../../ui/format.ts'
import { useLanguage } from '../../../ui/preferences.ts'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Look, tooltip } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import type { Rfm } from './queries.ts'

type Move = Rfm['months'][number]['moves'][number]

/** So many flows can be told apart; the table has them all. */
const FLOWS_DRAWN = 25
const UNDER_WAY = 1

export function Moves({ rfm }: { readonly rfm: Rfm }) {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const { months, segments } = rfm
  const [chosen, setChosen] = useState(Math.max(0, months.length - 1 - UNDER_WAY))
  const name = (code: string | null) => {
    const known = segments.find((one) => one.code === code)
    return known === undefined ? (code ?? t('insights.nobody')) : textOf(known.name, language)
  }
  const monthName = (index: number) => {
    const month = format.month(`${months[index]?.begins ?? ''}T12:00:00Z`)
    return index === months.length - 1 ? t('insights.rfm.underWay', { month }) : month
  }
  const moves = months[chosen]?.moves ?? []
  const moved = moves.filter(({ from, to }) => from !== to)
  const stayed = moves.filter(({ from, to }) => from === to).reduce((sum, { people }) => sum + people, 0)
  const drawn = moved.slice(0, FLOWS_DRAWN)
  const before = (code: string | null) => `${name(code)} `
  const nodes = [...new Set([...drawn.map(({ from }) => before(from)), ...drawn.map(({ to }) => name(to))])].map(
    (each) => ({ name: each }),
  )
  const drawing = (look: Look) => ({
    legend: undefined,
    tooltip: { ...tooltip(look), trigger: 'item' },
    series: [
      {
        ...{ type: 'sankey', left: 8, right: 140, top: 8, bottom: 8, nodeGap: 10, draggable: false },
        ...{
          data: nodes,
          links: drawn.map(({ from, to, people }) => ({ source: before(from), target: name(to), value: people })),
        },
        ...{ label: { color: look.text }, lineStyle: { color: 'gradient', opacity: 0.35 } },
      },
    ],
  })
  return (
    <Figure<Move>
      title={t('insights.rfm.moves')}
      meaning={t('insights.rfm.movesMeaning')}
      file="rfm-moves"
      {...(drawn.length === 0 ? {} : { drawing })}
      height={380}
      rows={moved}
      rowKey={({ from, to }) => `${from} ${to}`}
      columns={[
        { key: 'from', title: t('insights.rfm.from'), value: ({ from }) => name(from) },
        { key: 'to', title: t('insights.rfm.to'), value: ({ to }) => name(to) },
        {
          key: 'people',
          title: t('insights.people'),
          value: ({ people }) => people,
          shown: ({ people }) => format.number(people),
        },
      ]}
      actions={
        <Select
          size="small"
          aria-label={t('insights.rfm.month')}
          value={chosen}
          onChange={setChosen}
          options={months.map((_, index) => ({ value: index, label: monthName(index) }))}
          popupMatchSelectWidth={false}
        />
      }
    >
      <p className="quiet">{t('insights.rfm.stayed', { count: stayed })}</p>
    </Figure>
  )
}
