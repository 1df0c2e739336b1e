import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { safeCell } from '../base/cells.ts'
import { asId, isId, type MemberId } from '../base/ids.ts'
import { type Locale, Refused } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { queryOf } from '../members/listing.ts'
import type { MembersService } from '../members/service.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { invalidBody, localeOf, notAllowed, problem } from '../platform/http/problems.ts'
import { idempotencyHeaders, refusals } from '../platform/http/schemas.ts'
import { personNeeded } from '../points/approvals/errors.ts'
import { keyOf } from '../points/routes.ts'
import type { People } from '../programme/people.ts'
import { namesOf } from '../programme/people.ts'
import type { KeyService } from '../staff/keys/service.ts'
import { runUnknown } from './errors.ts'
import { type Deed, inverseOf, pointsMoved, type Run, type RunId, rightFor } from './run.ts'
import * as schemas from './schemas.ts'
import type { Asker, BulkService, Reach } from './service.ts'

export type BulkRouteParts = {
  readonly bulk: BulkService
  readonly members: Pick<MembersService, 'filters' | 'list'>
  readonly staff: People & Pick<KeyService, 'personBehind'>
}

const tags = ['bulk']
const read = { right: 'members.read' } as const

export function bulkRoutes(app: App, parts: BulkRouteParts): void {
  asking(app, parts)
  reading(app, parts)
  going(app, parts)
  deciding(app, parts)
}

function runIdOf(text: string): RunId {
  if (!isId(text)) throw new Refused(runUnknown({}))
  return asId(text)
}

/** @throws Refused notAllowed: whoever may not do it for one may not do it for many */
function mayDo(request: FastifyRequest, deed: Deed): void {
  const right = rightFor(deed)
  if (!callerOf(request).rights.has(right)) throw new Refused(notAllowed({ right }))
}

async function askerOf(request: FastifyRequest, { staff }: BulkRouteParts): Promise<Asker> {
  const { id, kind, stores } = callerOf(request)
  if (kind === 'member') throw new Error('a member asked for a bulk run')
  return { id, kind, stores, behind: kind === 'key' ? await staff.personBehind(asId(id)) : null }
}

async function shown(runs: readonly Run[], { bulk, staff }: BulkRouteParts) {
  const nameOf = await namesOf(
    staff,
    runs.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
  )
  const text = (at: Run['endedAt']) => (at === null ? null : instantText(at))
  return runs.map(({ stores: _stores, askedFor: _behind, askedByKind: _kind, ...run }) => ({
    ...run,
    deed: schemas.deedOut(run.deed),
    pointsMoved: pointsMoved(run.deed, run.members),
    needsApproval: bulk.needsApproval(run),
    undoable: inverseOf(run.deed) !== undefined && run.undoes === null && run.undoneBy === null && run.changed > 0,
    askedByName: nameOf(run.askedBy),
    askedAt: instantText(run.askedAt),
    decidedByName: run.decidedBy === null ? null : nameOf(run.decidedBy),
    decidedAt: text(run.decidedAt),
    startedAt: text(run.startedAt),
    endedAt: text(run.endedAt),
  }))
}

async function oneShown(run: Run, parts: BulkRouteParts) {
  const [one] = await shown([run], parts)
  if (one === undefined) throw new Error('a run was not shown')
  return one
}

async function reachOf(
  request: FastifyRequest,
  { memberIds, filter }: schemas.Asked,
  { members }: BulkRouteParts,
): Promise<Reach> {
  if ((memberIds === undefined) === (filter === undefined))
    throw new Refused(invalidBody({ where: 'memberIds, filter', problem: 'one of the two' }))
  if (memberIds !== undefined) return { memberIds: memberIds.map((id): MemberId => asId(id)) }
  const { condition, ...rest } = filter ?? {}
  const text = condition === undefined ? {} : { condition: JSON.stringify(condition) }
  const query = await queryOf(request, { limit: 1, ...rest, ...text }, members)
  // What is wrong with the question is refused now, not in the background.
  await members.list(query)
  return { filter: query }
}

function asking(app: App, parts: BulkRouteParts): void {
  app.post(
    '/v1/bulk-runs',
    {
      bodyLimit: schemas.BODY_BYTES,
      config: read,
      schema: {
        operationId: 'createBulkRun',
        tags,
        summary: 'Prepare something for many members at once: nothing is done before it is confirmed',
        description: 'Needs the right that doing it for one member needs, too.',
        headers: idempotencyHeaders,
        body: schemas.createBody,
        response: { 201: schemas.runView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const deed = schemas.deedIn(request.body.deed)
      mayDo(request, deed)
      const reach = await reachOf(request, request.body, parts)
      const run = await parts.bulk.create(deed, reach, await askerOf(request, parts), keyOf(request).key)
      return reply.status(201).send(await oneShown(run, parts))
    },
  )
}

function reading(app: App, parts: BulkRouteParts): void {
  const { bulk } = parts
  app.get(
    '/v1/bulk-runs',
    {
      config: read,
      schema: {
        operationId: 'listBulkRuns',
        tags,
        summary: 'What was done for many members at once, newest first, with its progress',
        querystring: schemas.listQuery,
        response: { 200: schemas.runPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { cursor, limit } = request.query
      const found = await bulk.list({ before: cursor ?? null, limit: limit + 1 })
      const items = found.slice(0, limit)
      return {
        items: await shown(items, parts),
        nextCursor: found.length > limit ? (items.at(-1)?.runId ?? null) : null,
      }
    },
  )
  app.get(
    '/v1/bulk-runs/:runId',
    {
      config: read,
      schema: {
        operationId: 'getBulkRun',
        tags,
        summary: 'One run: how many it reaches, what it costs, how far it is',
        params: schemas.runPath,
        response: { 200: schemas.runView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => oneShown(await bulk.get(runIdOf(request.params.runId)), parts),
  )
  app.get(
    '/v1/bulk-runs/:runId/refused',
    {
      config: read,
      schema: {
        operationId: 'downloadRefusedMembers',
        tags,
        summary: 'Those who could not be served, with the reason, as CSV',
        params: schemas.runPath,
        produces: ['text/csv'],
      },
    },
    async (request, reply) => {
      const { runId } = await bulk.get(runIdOf(request.params.runId))
      reply.header('content-disposition', 'attachment; filename="refused.csv"')
      return reply.type('text/csv; charset=utf-8').send(Readable.from(csv(bulk, runId, localeOf(request))))
    },
  )
}

async function* csv(bulk: BulkService, runId: RunId, locale: Locale) {
  // The mark tells Excel that it is UTF-8.
  yield '\ufeffnumber,member,code,reason\r\n'
  for await (const page of bulk.refused(runId))
    yield page
      .map(({ memberId, number, refusal }) => {
        const cells = [number ?? '', memberId, refusal.refusal, String(problem(refusal, locale)['title'])]
        return `${cells.map(safeCell).join(',')}\r\n`
      })
      .join('')
}

function going(app: App, parts: BulkRouteParts): void {
  const { bulk } = parts
  const steps = {
    confirm: {
      operationId: 'confirmBulkRun',
      summary: 'Begin, or lay it before a second person where its points need one',
    },
    stop: { operationId: 'stopBulkRun', summary: 'Serve nobody further; what was done stays done' },
    undo: { operationId: 'undoBulkRun', summary: 'Take back what a run changed, by a run of its own' },
  } as const
  for (const step of ['confirm', 'stop', 'undo'] as const)
    app.post(
      `/v1/bulk-runs/:runId/${step}`,
      {
        config: read,
        schema: {
          ...steps[step],
          tags,
          params: schemas.runPath,
          response: { 200: schemas.runView, ...refusals(401, 403, 404, 409) },
        },
      },
      async (request) => {
        const runId = runIdOf(request.params.runId)
        const { deed } = await bulk.get(runId)
        mayDo(request, (step === 'undo' ? inverseOf(deed) : undefined) ?? deed)
        const run = step === 'undo' ? bulk.undo(runId, await askerOf(request, parts)) : bulk[step](runId)
        return oneShown(await run, parts)
      },
    )
}

/** Nobody decides by an API key: it does not say which person is there. */
function deciderOf(request: FastifyRequest): string {
  const { id, kind } = callerOf(request)
  if (kind !== 'staff') throw new Refused(personNeeded({}))
  return id
}

function deciding(app: App, parts: BulkRouteParts): void {
  for (const [way, operationId, summary] of [
    ['approve', 'approveBulkRun', 'Let a run begin that somebody else asked for'],
    ['decline', 'declineBulkRun', 'Refuse a run that somebody else asked for'],
  ] as const)
    app.post(
      `/v1/bulk-runs/:runId/${way}`,
      {
        config: { right: 'points.approve' },
        schema: {
          ...{ operationId, tags, summary },
          params: schemas.runPath,
          response: { 200: schemas.runView, ...refusals(401, 403, 404, 409) },
        },
      },
      async (request) => {
        const wish = { approved: way === 'approve', by: deciderOf(request) }
        return oneShown(await parts.bulk.decide(runIdOf(request.params.runId), wish), parts)
      },
    )
}
