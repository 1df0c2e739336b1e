/** The audit trail over HTTP: a page, or all of it as a file. */
import { Readable } from 'node:stream'
import type { Static } from 'typebox'
import { safeCell } from '../base/cells.ts'
import { asId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { type Instant, instantText, parseInstant } from '../base/time.ts'
import type { App } from '../platform/http/app.ts'
import { refusals } from '../platform/http/schemas.ts'
import type { Database } from '../platform/postgres/database.ts'
import { instantInvalid } from './errors.ts'
import { exportQuery, listQuery, rowPage, verification } from './schemas.ts'
import type { AuditQuery, AuditService, ListedRow } from './service.ts'
import { verifyAlone } from './verify.ts'

type NamedRow = ListedRow & { readonly actorName: string | null; readonly subjectName: string | null }

const tags = ['audit']
const PAGE = 50

type Parts = {
  readonly db: Database
  readonly audit: AuditService
  /** Of staff members and API keys, by id, as far as they are known. */
  readonly namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

export function auditRoutes(app: App, { db, audit, namesOf }: Parts): void {
  const withNames = async (found: readonly ListedRow[]): Promise<NamedRow[]> => {
    const names = await namesOf([
      ...new Set(found.flatMap(({ actorId, subjectId }) => [actorId ?? [], subjectId ?? []].flat())),
    ])
    const nameOf = (id: string | null) => names.get(id ?? '') ?? null
    return found.map((row) => ({ ...row, actorName: nameOf(row.actorId), subjectName: nameOf(row.subjectId) }))
  }
  const pagesOf = async function* (query: AuditQuery): AsyncGenerator<NamedRow[]> {
    for await (const page of audit.pages(query)) yield withNames(page)
  }
  app.get(
    '/v1/audit',
    {
      config: { right: 'audit.read' },
      schema: {
        operationId: 'listAudit',
        tags,
        summary: 'Who changed what and who saw whom in clear, newest first',
        description: 'Values that identify a person are never in it, only the names of their fields.',
        querystring: listQuery,
        response: { 200: rowPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { cursor, limit = PAGE, ...narrowing } = request.query
      const page = await audit.list(queryOf(narrowing), { cursor, limit })
      return { items: (await withNames(page.items)).map(shown), nextCursor: page.nextCursor }
    },
  )
  app.get(
    '/v1/audit/verification',
    {
      config: { right: 'audit.read' },
      schema: {
        operationId: 'verifyAudit',
        tags,
        summary: 'Whether the trail is whole: every row as it was written, none missing. Reads all of it',
        response: { 200: verification, ...refusals(401, 403) },
      },
    },
    async () => {
      await audit.seal()
      const { rows, violations, examples } = await verifyAlone(db)
      return { whole: violations === 0, rows, violations, examples: [...examples] }
    },
  )
  app.get(
    '/v1/audit/export',
    {
      config: { right: 'audit.read', audit: 'always' },
      schema: {
        operationId: 'exportAudit',
        tags,
        summary: 'The audit trail as CSV or as JSON lines, newest first, as a stream',
        querystring: exportQuery,
        produces: ['text/csv', 'application/jsonl'],
      },
    },
    async (request, reply) => {
      const { format, ...narrowing } = request.query
      const pages = pagesOf(queryOf(narrowing))
      reply.header('content-disposition', `attachment; filename="audit.${format}"`)
      return format === 'csv'
        ? reply.type('text/csv; charset=utf-8').send(Readable.from(csv(pages)))
        : reply.type('application/jsonl; charset=utf-8').send(Readable.from(lines(pages)))
    },
  )
}

function queryOf({ from, to, memberId, ...rest }: Omit<Static<typeof listQuery>, 'cursor' | 'limit'>): AuditQuery {
  return {
    ...rest,
    from: instantOf('from', from),
    to: instantOf('to', to),
    memberId: memberId === undefined ? undefined : asId(memberId),
  }
}

function instantOf(where: string, text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined
  const at = parseInstant(text)
  if (at === undefined) throw new Refused(instantInvalid({ where }))
  return at
}

function shown(row: NamedRow) {
  const { details } = row
  return {
    auditId: row.auditId,
    sequence: row.sequence,
    at: instantText(row.at),
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    operation: row.operation,
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    members: [...row.members],
    before: details.before ?? null,
    after: details.after ?? null,
    fields: [...(details.fields ?? [])],
    address: row.address,
    requestId: row.requestId,
  }
}

async function* lines(pages: AsyncIterable<readonly NamedRow[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((row) => `${JSON.stringify(shown(row))}\n`).join('')
}

const heading =
  'sequence,at,actor kind,actor id,actor name,operation,kind,id,members,before,after,fields,address,request id'

async function* csv(pages: AsyncIterable<readonly NamedRow[]>): AsyncGenerator<string> {
  // The mark tells Excel that it is UTF-8.
  yield `\ufeff${heading}\r\n`
  for await (const page of pages) yield page.map((row) => `${cellsOf(row).map(safeCell).join(',')}\r\n`).join('')
}

function cellsOf(row: NamedRow): string[] {
  const { details } = row
  const json = (values: object | undefined): string => (values === undefined ? '' : JSON.stringify(values))
  return [
    String(row.sequence ?? ''),
    instantText(row.at),
    row.actorKind,
    row.actorId ?? '',
    row.actorName ?? '',
    row.operation,
    row.subjectKind,
    row.subjectId ?? '',
    row.members.join(' '),
    json(details.before),
    json(details.after),
    (details.fields ?? []).join(' '),
    row.address ?? '',
    row.requestId ?? '',
  ]
}
