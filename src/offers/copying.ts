/** Coupons by COPY: a million in a few seconds. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import { instantText } from '../base/time.ts'
import type { BatchRow } from './batches.ts'

const copyCodes = `copy coupons (
  code, batch_id, offer, status, starts_at, ends_at, most, most_per_member, used, valid_days, giftable
) from stdin`

/** Lines that go into one buffer: large enough for few writes, small enough to be freed soon. */
const LINES_TOGETHER = 5_000

export function copyCoupons(client: pg.PoolClient, batch: BatchRow, codes: readonly string[]): Promise<void> {
  return pipeline(Readable.from(buffers(batch, codes)), client.query(from(copyCodes)))
}

function* buffers(batch: BatchRow, codes: readonly string[]): Generator<Buffer> {
  const rest = restOf(batch)
  for (let start = 0; start < codes.length; start += LINES_TOGETHER) {
    const lines = codes.slice(start, start + LINES_TOGETHER).map((code) => `${cell(code)}${rest}`)
    yield Buffer.from(lines.join(''))
  }
}

/** All that the codes of a batch have in common. */
function restOf(batch: BatchRow): string {
  const { batchId, offer, mustClaim, startsAt, endsAt, most, mostPerMember, validDays, giftable } = batch
  const instant = (at: typeof startsAt) => (at === null ? none : instantText(at))
  const status = mustClaim ? 'unclaimed' : 'active'
  const limits = `${most ?? none}\t${mostPerMember ?? none}\t0\t${validDays ?? none}`
  return `\t${batchId}\t${offer}\t${status}\t${instant(startsAt)}\t${instant(endsAt)}\t${limits}\t${giftable}\n`
}

const none = '\\N'

/** Codes have no blanks or controls, so only the backslash has a meaning of its own. */
function cell(code: string): string {
  return code.includes('\\') ? code.replaceAll('\\', '\\\\') : code
}
