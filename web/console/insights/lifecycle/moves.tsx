/** Who went from which stage to which, drawn as a flow. */
import { Select } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Look, tooltip } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import { colourOf, type Lifecycle, type Move, type Stage } from './queries.ts'

/** So many flows can be told apart; the table has them all. */
const FLOWS_DRAWN = 25
const LATELY = -1

export function Moves({ lifecycle }: { readonly lifecycle: Lifecycle }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { months, lately } = lifecycle
  const [chosen, setChosen] = useState(LATELY)
  const name = (stage: Stage | null) =>
    stage === null ? t('insights.lifecycle.joined') : t(`insights.lifecycle.name.${stage}`)
  const moves = chosen === LATELY ? lately.moves : (months[chosen]?.moves ?? [])
  const moved = moves.filter(({ from, to }) => from !== to)
  const stayed = moves.filter(({ from, to }) => from === to).reduce((sum, { people }) => sum + people, 0)
  const drawn = moved.slice(0, FLOWS_DRAWN)
  // A flow knows its ends by name only, and a stage stands on both sides.
  const before = (stage: Stage | null) => `${name(stage)} `
  const drawing = (look: Look) => {
    const ends = new Map<string, Stage | null>()
    for (const { from, to } of drawn) ends.set(before(from), from).set(name(to), to)
    return {
      legend: undefined,
      tooltip: { ...tooltip(look), trigger: 'item' },
      series: [
        {
          ...{ type: 'sankey', left: 8, right: 110, top: 8, bottom: 8, nodeGap: 10, draggable: false },
          data: [...ends].map(([end, stage]) => ({
            ...{ name: end },
            itemStyle: { color: stage === null ? look.quiet : colourOf(stage, look.colours) },
          })),
          links: drawn.map(({ from, to, people }) => ({ source: before(from), target: name(to), value: people })),
          ...{ label: { color: look.text }, lineStyle: { color: 'gradient', opacity: 0.35 } },
        },
      ],
    }
  }
  const options = [
    { value: LATELY, label: t('insights.lifecycle.lately') },
    ...months.map(({ until }, value) => ({ value, label: format.month(`${until}T12:00:00Z`) })).reverse(),
  ]
  return (
    <Figure<Move>
      title={t('insights.lifecycle.moves')}
      meaning={t('insights.lifecycle.movesMeaning')}
      file="lifecycle-moves"
      {...(drawn.length === 0 ? {} : { drawing })}
      height={380}
      rows={moved}
      rowKey={({ from, to }) => `${from} ${to}`}
      columns={[
        { key: 'from', title: t('insights.lifecycle.from'), value: ({ from }) => name(from) },
        { key: 'to', title: t('insights.lifecycle.to'), value: ({ to }) => name(to) },
        {
          ...{ key: 'people', title: t('insights.people'), value: ({ people }) => people },
          shown: ({ people }) => format.number(people),
        },
      ]}
      actions={
        <Select
          size="small"
          aria-label={t('insights.lifecycle.until')}
          value={chosen}
          onChange={setChosen}
          options={options}
          popupMatchSelectWidth={false}
        />
      }
    >
      {chosen === LATELY ? null : <p className="quiet">{t('insights.lifecycle.stayed', { count: stayed })}</p>}
    </Figure>
  )
}
