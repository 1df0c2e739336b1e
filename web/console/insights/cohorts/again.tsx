/** How soon members buy again, as a curve for each year of first purchases. */
import { type Format, useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, tooltip } from '../chart.tsx'
import { type Column, Figure } from '../figure.tsx'
import type { Cohorts } from './queries.ts'

type Window = Cohorts['again'][number]

const DAYS = [30, 60, 90, 180, 365] as const

export function Again({ cohorts }: { readonly cohorts: Cohorts }) {
  const { t } = useTranslation()
  const format = useFormat()
  const day = (date: string) => format.day(`${date}T12:00:00Z`)
  const nameOf = ({ from, to }: Window) =>
    t('insights.cohorts.windowOf', { from: day(from), to: format.lastDay(`${to}T00:00:00Z`) })
  const told = cohorts.again.filter(({ missing }) => missing === null)
  const tooFew = cohorts.again.filter(({ missing, people }) => missing !== null && people > 0)
  const columns: Column<Window>[] = [
    { key: 'window', title: t('insights.cohorts.window'), value: nameOf },
    {
      ...{ key: 'people', title: t('insights.cohorts.people'), value: ({ people }) => people },
      shown: ({ people }) => format.number(people),
    },
    ...DAYS.map((days): Column<Window> => {
      const at = ({ within }: Window) => within.find((one) => one.days === days)
      return {
        ...{ key: String(days), title: t('insights.cohorts.within', { days }) },
        value: (window) => at(window)?.share ?? null,
        shown: (window) => {
          const seen = at(window)
          if (seen === undefined) return <span title={t('insights.cohorts.notYet')}>–</span>
          const { percent } = format
          return (
            <>
              {percent(seen.share)}{' '}
              <span className="quiet">
                {percent(seen.low)} – {percent(seen.high)}
              </span>
            </>
          )
        },
      }
    }),
  ]
  return (
    <Figure<Window>
      title={t('insights.cohorts.again')}
      meaning={t('insights.cohorts.againMeaning')}
      file="bought-again"
      {...(told.length === 0 ? {} : { drawing: curves(told, nameOf, format, t('insights.cohorts.days')) })}
      height={340}
      rows={told}
      rowKey={({ from }) => from}
      columns={columns}
    >
      {tooFew.map((window) => (
        <p key={window.from} className="quiet">
          {t('insights.cohorts.tooFew', { window: nameOf(window), ...window.missing })}
        </p>
      ))}
    </Figure>
  )
}

/** Each curve in steps, with the ground between its limits. */
function curves(
  windows: readonly Window[],
  nameOf: (window: Window) => string,
  { percent, pair }: Format,
  days: string,
) {
  return (look: Look) => ({
    grid: { left: 8, right: 24, top: 16, bottom: 64, containLabel: true },
    tooltip: { ...tooltip(look), trigger: 'axis', formatter: onHover((name, share) => pair(name, percent(share))) },
    legend: { bottom: 0, data: windows.map(nameOf), textStyle: { color: look.quiet }, itemWidth: 14, itemGap: 44 },
    xAxis: {
      ...amounts(look, String),
      ...{ min: 0, max: 'dataMax', name: days, nameLocation: 'middle', nameGap: 26, minInterval: 30, splitNumber: 12 },
      splitLine: { show: false },
    },
    yAxis: amounts(look, percent, { min: 0 }),
    series: windows.flatMap((window, place) => {
      const colour = look.colours[place % look.colours.length]
      const line = { type: 'line', step: 'end', symbol: 'none', color: colour }
      const band = {
        ...line,
        lineStyle: { opacity: 0 },
        stack: `limits ${place}`,
        silent: true,
        tooltip: { show: false },
      }
      return [
        { ...line, name: nameOf(window), data: [[0, 0], ...window.points.map((each) => [each.days, each.share])] },
        { ...band, name: '', data: window.points.map((each) => [each.days, each.low]) },
        {
          ...{ ...band, name: '', areaStyle: { color: colour, opacity: 0.14 } },
          data: window.points.map((each) => [each.days, each.high - each.low]),
        },
      ]
    }),
  })
}

type Hit = { readonly seriesName: string; readonly value: readonly [number, number] }

/** The curves alone: their limits are drawn, and read in the table. */
const onHover = (said: (name: string, share: number) => string) => (hits: readonly Hit[]) =>
  [
    hits[0]?.value[0],
    ...hits.filter((hit) => hit.seriesName !== '').map((hit) => said(hit.seriesName, hit.value[1])),
  ].join('\n')
