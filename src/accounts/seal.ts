/**
 * Each wallet's entries are hash-chained: an entry's hash covers its content and the hash before it, so that a changed,
 * removed or inserted entry shows. SHA-256 over JSON in a fixed order of fields.
 */
import { hash } from 'node:crypto'
import { canonical } from '../base/canonical.ts'
import type { MemberId } from '../base/ids.ts'
import type { Entry } from './account.ts'

/** @param previous the hash of the wallet's entry before, 32 zero bytes for its first */
export function seal(memberId: MemberId, entry: Entry, previous: Buffer): Buffer {
  const content = JSON.stringify([
    memberId,
    entry.wallet,
    entry.sequence,
    entry.entryId,
    entry.operationId,
    entry.kind,
    entry.direction,
    entry.amount,
    entry.counter,
    entry.balance,
    entry.at,
    entry.recordedAt,
    entry.orderId,
    entry.lots,
    canonical(entry.trace),
  ])
  return hash('sha256', `${previous.toString('base64')}${content}`, 'buffer')
}
