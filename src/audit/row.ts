/** A row of the audit trail, and how rows are chained. Pure. */
import { hash } from 'node:crypto'
import { canonical } from '../base/canonical.ts'
import { asId, type Id, isId, type MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import type { Deed, DoneBy } from './deed.ts'

export type AuditId = Id<'audit'>

/** Ids, codes, figures and names of fields; never a value that identifies a person. */
export type Values = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>

export type Details = {
  readonly before?: Values
  readonly after?: Values
  /** Names of fields whose values are personal and therefore not here. */
  readonly fields?: readonly string[]
}

/** What a room says of a change. */
export type Change = Details & {
  /** A word for the kind of thing, as `member` or `role`, and its id or code. */
  readonly on: { readonly kind: string; readonly id: string | null }
  /** Whom it concerns or shows, when the thing itself is not the member. */
  readonly members?: readonly MemberId[]
  /** Who did it, where that is known better here than at the door. */
  readonly by?: DoneBy | undefined
}

export type AuditRow = {
  readonly auditId: AuditId
  readonly at: Instant
  readonly actorKind: DoneBy['kind'] | 'system'
  readonly actorId: string | null
  readonly operation: string
  readonly subjectKind: string
  readonly subjectId: string | null
  readonly members: readonly MemberId[]
  readonly details: Details
  readonly address: string | null
  readonly requestId: string | null
}

export type SealedRow = AuditRow & { readonly sequence: number; readonly hash: Buffer }

export function rowOf(deed: Deed, change: Change, { auditId, at }: { auditId: AuditId; at: Instant }): AuditRow {
  const by = change.by ?? deed.by
  const { before, after, fields } = change
  const details = {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(fields === undefined ? {} : { fields }),
  }
  const { kind, id } = change.on
  return {
    auditId,
    at,
    actorKind: by?.kind ?? 'system',
    actorId: by?.id ?? null,
    operation: deed.operation,
    subjectKind: kind,
    subjectId: id,
    members: change.members ?? (kind === 'member' && id !== null && isId(id) ? [asId(id)] : []),
    details,
    address: deed.address,
    requestId: deed.requestId,
  }
}

/** The values that differ, on both sides; undefined when none does. */
export function difference(before: Values, after: Values): Pick<Details, 'before' | 'after'> | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = names.filter((name) => canonical(before[name]) !== canonical(after[name]))
  if (changed.length === 0) return undefined
  const of = (values: Values): Values => Object.fromEntries(changed.map((name) => [name, values[name] ?? null]))
  return { before: of(before), after: of(after) }
}

/** The hash of a row at its place in the chain. @param previous the hash of the row before, 32 zero bytes for the first */
export function chained(row: AuditRow, sequence: number, previous: Buffer): Buffer {
  const content = JSON.stringify([
    sequence,
    row.auditId,
    row.at,
    row.actorKind,
    row.actorId,
    row.operation,
    row.subjectKind,
    row.subjectId,
    row.members,
    canonical(row.details),
    row.address,
    row.requestId,
  ])
  return hash('sha256', `${previous.toString('base64')}${content}`, 'buffer')
}
