/** What the index is made of, with what is left out and why. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { Figure } from '../figure.tsx'
import type { Loyalty } from './queries.ts'

type Part = Loyalty['parts'][number]

export function Parts({ loyalty }: { readonly loyalty: Loyalty }) {
  const { t } = useTranslation()
  const format = useFormat()
  const note = ({ leftOut }: Part) => (leftOut === null ? '' : t(`insights.loyalty.leftOut.${leftOut}`))
  return (
    <Figure<Part>
      title={t('insights.loyalty.parts')}
      meaning={t('insights.loyalty.partsMeaning')}
      file="loyalty-parts"
      rows={loyalty.parts}
      rowKey={({ part }) => part}
      columns={[
        { key: 'part', title: t('insights.loyalty.part'), value: ({ part }) => t(`insights.loyalty.name.${part}`) },
        { key: 'weight', title: t('insights.loyalty.weight'), value: ({ weight }) => weight },
        {
          ...{ key: 'share', title: t('insights.loyalty.share'), value: ({ share }) => share },
          shown: ({ share }) => format.percent(share),
        },
        { key: 'what', title: t('insights.loyalty.what'), value: ({ part }) => t(`insights.loyalty.means.${part}`) },
        { key: 'note', title: t('insights.loyalty.note'), value: note },
      ]}
    >
      <p className="quiet">{format.pair(t('insights.loyalty.within'), format.number(loyalty.withinDays))}</p>
    </Figure>
  )
}
