/** Good, bad and unsure reviews by month or by what they are about, stacked. */
import type { ReactNode } from 'react'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import { colourOf } from './colours.ts'
import type { Split } from './reading.ts'

type Row = Split & { readonly name: string }

type Props = {
  readonly title: string
  readonly meaning: string
  /** What the names are. */ readonly first: string
  readonly rows: readonly Row[]
  readonly file: string
  /** Bars from left to right, for names that are long. */ readonly across?: boolean
  readonly note?: ReactNode
}

const stacked = ['bad', 'unsure', 'good'] as const
/** More bars than these are a table's. */
const DRAWN_AT_MOST = 24

export function Splits({ title, meaning, first, rows, file, across = false, note }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const drawn = across ? rows.slice(0, DRAWN_AT_MOST / 2) : rows.slice(-DRAWN_AT_MOST)
  const drawing = (look: Look) => {
    const named = names(
      look,
      drawn.map(({ name }) => name),
      across ? { inverse: true } : {},
    )
    const counted = amounts(look, format.number, { minInterval: 1 })
    return {
      ...(across ? { xAxis: counted, yAxis: named } : { xAxis: named, yAxis: counted }),
      series: stacked.map((verdict) => ({
        ...{ type: 'bar', stack: 'all', name: t(`insights.text.verdicts.${verdict}`), barMaxWidth: 28 },
        ...{ data: drawn.map((row) => row[verdict]), itemStyle: { color: colourOf(look, verdict) } },
      })),
    }
  }
  const count = (verdict: 'good' | 'bad' | 'unsure' | 'unread') => ({
    ...{ key: verdict, title: t(`insights.text.verdicts.${verdict}`) },
    value: (row: Row) => row[verdict],
    shown: (row: Row) => format.number(row[verdict]),
  })
  return (
    <Figure<Row>
      {...{ title, meaning, drawing, file, rows }}
      height={across ? Math.max(220, 34 * drawn.length + 60) : 280}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', title: first, value: ({ name }) => name },
        ...[count('bad'), count('good'), count('unsure'), count('unread')],
        {
          ...{ key: 'share', title: t('insights.text.numbers.badShare') },
          value: ({ badShare }) => badShare?.share ?? null,
          shown: ({ badShare }) => (badShare === null ? '–' : format.percent(badShare.share)),
        },
        {
          ...{ key: 'between', title: t('insights.text.interval'), meaning: t('insights.text.intervalMeaning') },
          value: ({ badShare }) =>
            badShare === null ? '' : `${format.percent(badShare.low)} – ${format.percent(badShare.high)}`,
        },
      ]}
    >
      {note === undefined ? null : <p className="quiet">{note}</p>}
    </Figure>
  )
}
