/** How many members each segment holds, on the first page of insights. */
import { useTranslation } from '../../../ui/translation.ts'
import { Reported } from '../reports.tsx'
import { useRfm } from '../rfm/queries.ts'
import { Segments } from '../rfm/segments.tsx'

export function SegmentsCard() {
  const { t } = useTranslation()
  const asked = useRfm()
  return (
    <Reported of={asked} missing={({ missing }) => missing}>
      {(rfm) => (
        <Segments rfm={rfm} title={t('insights.overview.segments')} meaning={t('insights.overview.segmentsMeaning')} />
      )}
    </Reported>
  )
}
