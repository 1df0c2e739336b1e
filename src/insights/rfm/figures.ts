/** The three scores and the segment of each person, for the books. */
import { sql } from 'kysely'
import { type Contributor, tableOf } from '../figures/contributor.ts'
import { purchases } from '../purchases.ts'
import { scored } from './rfm.ts'
import { segmentSql, segmentsSetting } from './segments.ts'

export const rfmFigures: Contributor = {
  name: 'rfm',
  columns: ['recency', 'frequency', 'monetary', 'segment'],
  async make({ copy, now, currency, setting }) {
    const segments = await setting(segmentsSetting)
    await sql`
      create or replace temp table ${tableOf(rfmFigures)} as
      select person_id, r as recency, f as frequency, m as monetary, ${segmentSql(segments)} as segment
      from (${scored({ purchases, asOf: now, currency: currency ?? '' })}) as scored`.execute(copy)
  },
}
