/** What complaints, or praise, are about: groups of phrases that stand in the same reviews, and how they went month by month. */
import { Button } from 'antd'
import { useFormat } from '../../../ui/format.ts'
import { Nothing } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import { colourOf } from './colours.ts'
import type { Filter } from './list.tsx'
import type { Said, Side } from './reading.ts'

type Topic = Said['topics'][Side]['found'][number]
type Props = { readonly side: Side; readonly said: Said; readonly show: (filter: Filter) => void }

const PHRASES_IN_NAME = 2
const ROW_PIXELS = 38
/** Lines that can still be told apart. */
const LINES_AT_MOST = 5

export function nameOf({ phrases }: Topic): string {
  return phrases.slice(0, PHRASES_IN_NAME).join(' · ')
}

export function Topics({ side, said, show }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { few, found } = said.topics[side]
  const texts = said.totals[side]
  if (few !== null)
    return (
      <Nothing
        title={t(`insights.text.fewTopics.${side}`)}
        advice={t('insights.text.few', { needs: format.number(few.needs), has: format.number(few.has) })}
      />
    )
  const inSome = found.reduce((sum, topic) => sum + topic.texts.length, 0)
  const drawing = (look: Look) => ({
    legend: undefined,
    grid: { left: 16, right: 56, top: 8, bottom: 8, containLabel: true },
    tooltip: { ...tooltip(look), trigger: 'item' },
    xAxis: amounts(look, format.number, { minInterval: 1 }),
    yAxis: names(look, found.map(nameOf), { inverse: true }),
    series: [
      {
        ...{ type: 'bar', name: t('insights.text.numbers.reviews'), barMaxWidth: 22 },
        ...{ data: found.map((topic) => topic.texts.length), itemStyle: { color: colourOf(look, side) } },
        label: { show: true, position: 'right', color: look.quiet },
      },
    ],
  })
  return (
    <>
      <Figure<Topic>
        title={t(`insights.text.topics.${side}`)}
        meaning={t('insights.text.topicsMeaning')}
        file={`review-topics-${side}`}
        drawing={drawing}
        height={Math.max(160, ROW_PIXELS * found.length)}
        rows={found}
        rowKey={nameOf}
        columns={[
          { key: 'topic', title: t('insights.text.topic'), value: ({ phrases }) => phrases.join(' · ') },
          {
            ...{ key: 'texts', title: t('insights.text.numbers.reviews') },
            value: (topic) => topic.texts.length,
            shown: (topic) => format.number(topic.texts.length),
          },
          {
            ...{ key: 'share', title: t(`insights.text.shareOf.${side}`) },
            value: (topic) => topic.texts.length / texts,
            shown: (topic) => format.percent(topic.texts.length / texts),
          },
        ]}
      >
        <p className="quiet">
          {t('insights.text.inNone', { count: texts - inSome, shown: format.number(texts - inSome) })}
        </p>
        <div className="insights-text-topics">
          <span className="quiet">{t('insights.text.showOf')}</span>
          {found.map((topic, place) => (
            <Button key={nameOf(topic)} size="small" onClick={() => show({ topic: { side, place } })}>
              {nameOf(topic)}
            </Button>
          ))}
        </div>
      </Figure>
      {said.months.length < 2 ? null : <OverTime {...{ side, said }} />}
    </>
  )
}

type Month = { readonly month: string; readonly counts: readonly number[] }

function OverTime({ side, said }: Pick<Props, 'side' | 'said'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { found } = said.topics[side]
  const rows: Month[] = said.months.map(({ month }) => ({
    month,
    counts: found.map((topic) => topic.months.find((one) => one.month === month)?.texts ?? 0),
  }))
  const monthName = (month: string) => format.month(`${month}-15T12:00:00Z`)
  const drawing = (look: Look) => ({
    legend: { type: 'scroll', bottom: 0, textStyle: { color: look.quiet } },
    grid: { left: 16, right: 24, top: 16, bottom: 40, containLabel: true },
    xAxis: names(
      look,
      rows.map(({ month }) => monthName(month)),
    ),
    yAxis: amounts(look, format.number, { minInterval: 1 }),
    series: found.slice(0, LINES_AT_MOST).map((topic, place) => ({
      ...{ type: 'line', name: nameOf(topic), data: rows.map(({ counts }) => counts[place] ?? 0), symbolSize: 7 },
    })),
  })
  return (
    <Figure<Month>
      title={t(`insights.text.topicsOverTime.${side}`)}
      meaning={t('insights.text.topicsOverTimeMeaning', { lines: LINES_AT_MOST })}
      file={`review-topics-${side}-by-month`}
      drawing={drawing}
      rows={rows}
      rowKey={({ month }) => month}
      columns={[
        {
          ...{ key: 'month', title: t('insights.text.month'), value: ({ month }) => month },
          shown: ({ month }) => monthName(month),
        },
        ...found.map((topic, place) => ({
          ...{ key: String(place), title: nameOf(topic), value: ({ counts }: Month) => counts[place] ?? 0 },
        })),
      ]}
    />
  )
}
