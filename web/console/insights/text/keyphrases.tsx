/** What one side says more than the other. */
import { Button } from 'antd'
import { useFormat } from '../../../ui/format.ts'
import { Nothing } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { amounts, type Look, names } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import { colourOf } from './colours.ts'
import type { Filter } from './list.tsx'
import type { Said, Side } from './reading.ts'

type Keyphrase = Said['keyphrases'][Side][number]
type Props = { readonly side: Side; readonly said: Said; readonly show: (filter: Filter) => void }

const DRAWN_AT_MOST = 12
const ROW_PIXELS = 30
const both = ['bad', 'good'] as const

export function Keyphrases({ side, said, show }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { few } = said.keyphrases
  const rows = said.keyphrases[side]
  if (rows.length === 0)
    return (
      <Nothing
        title={t(`insights.text.noKeyphrases.${side}`)}
        {...(few === null
          ? {}
          : { advice: t('insights.text.few', { needs: format.number(few.needs), has: format.number(few.has) }) })}
      />
    )
  const drawn = rows.slice(0, DRAWN_AT_MOST)
  const share = (row: Keyphrase, of: Side) => row[of] / Math.max(1, said.totals[of])
  const drawing = (look: Look) => ({
    grid: { left: 16, right: 24, top: 8, bottom: 32, containLabel: true },
    xAxis: amounts(look, format.percent),
    yAxis: names(
      look,
      drawn.map(({ phrase }) => phrase),
      { inverse: true },
    ),
    series: both.map((of) => ({
      ...{ type: 'bar', name: t(`insights.text.verdicts.${of}`), barMaxWidth: 9 },
      ...{ data: drawn.map((row) => share(row, of)), itemStyle: { color: colourOf(look, of) } },
      tooltip: { valueFormatter: (value: number) => format.percent(value) },
    })),
  })
  return (
    <Figure<Keyphrase>
      title={t(`insights.text.keyphrases.${side}`)}
      meaning={t('insights.text.keyphrasesMeaning')}
      file={`review-keyphrases-${side}`}
      drawing={drawing}
      height={Math.max(180, ROW_PIXELS * drawn.length + 60)}
      rows={rows}
      rowKey={({ phrase }) => phrase}
      columns={[
        { key: 'phrase', title: t('insights.text.phrase'), value: ({ phrase }) => phrase },
        ...both.map((of) => ({
          ...{ key: of, title: t(`insights.text.within.${of}`), value: (row: Keyphrase) => row[of] },
          shown: (row: Keyphrase) => format.aside(format.number(row[of]), format.percent(share(row, of))),
        })),
        {
          ...{ key: 'g2', title: t('insights.text.g2'), meaning: t('insights.text.g2Meaning') },
          value: ({ g2 }) => Math.round(g2 * 10) / 10,
        },
        {
          ...{ key: 'show', title: '', value: () => null, leads: true as const },
          shown: ({ phrase }) => (
            <Button size="small" type="link" onClick={() => show({ words: phrase })}>
              {t('insights.text.show')}
            </Button>
          ),
        },
      ]}
    />
  )
}
