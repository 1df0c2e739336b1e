/** Notes about a member over HTTP: their words only for who may read them, and reading them is told in the audit trail. */
import type { FastifyRequest } from 'fastify'
import { seenInClear } from '../../audit/door.ts'
import { asId, isId, type MemberId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { instantText } from '../../base/time.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { idempotencyHeaders, refusals } from '../../platform/http/schemas.ts'
import { otherStore } from '../../platform/http/stores.ts'
import type { By } from '../member.ts'
import { memberIdOf } from '../requests.ts'
import { noteUnknown } from './errors.ts'
import type { NoteId } from './note.ts'
import { within } from './rules.ts'
import * as schemas from './schemas.ts'
import type { NotesService, Noting } from './service.ts'

type Parts = {
  readonly members: { readonly notes: NotesService }
  /** Of staff members and API keys, by id, as far as they are known. */
  readonly namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

const tags = ['members']
const write = { right: 'notes.write', stores: 'own' } as const

export function noteRoutes(app: App, parts: Parts): void {
  reading(app, parts)
  versions(app, parts)
  writing(app, parts)
}

function reading(app: App, { members: { notes }, namesOf }: Parts): void {
  app.get(
    '/v1/members/:memberId/notes',
    {
      config: { right: 'members.read' },
      schema: {
        operationId: 'listNotes',
        tags,
        summary: 'What staff noted about a member: pinned ones first, then newest first',
        description: 'Who lacks `notes.read`, or acts for other stores, sees who wrote when, and no words.',
        params: schemas.memberPath,
        response: { 200: schemas.noteList, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const { rights, stores, kind, id } = callerOf(request)
      const memberId = memberIdOf(request.params.memberId)
      const found = await notes.of(memberId)
      const whose = await named(
        namesOf,
        found.flatMap(({ by, changedBy }) => [by, changedBy]),
      )
      const items = found.map(({ by, changedBy, writtenAt, changedAt, text, ...note }) => {
        const masked = !rights.has('notes.read') || !within(stores, note.store)
        return {
          ...{ ...note, masked, text: masked ? null : text, own: by.kind === kind && by.id === id },
          ...{ by: whose(by), writtenAt: instantText(writtenAt) },
          ...{ changedBy: whose(changedBy), changedAt: instantText(changedAt) },
        }
      })
      if (items.some(({ text }) => text !== null)) seenInClear(request, [memberId])
      return { items }
    },
  )
}

function versions(app: App, { members: { notes }, namesOf }: Parts): void {
  app.get(
    '/v1/members/:memberId/notes/:noteId/versions',
    {
      config: { right: 'notes.read', stores: 'own' },
      schema: {
        operationId: 'listNoteVersions',
        tags,
        summary: 'A note as it was each time, oldest first, also when it was taken back',
        params: schemas.notePath,
        response: { 200: schemas.versionList, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const { stores } = callerOf(request)
      const { memberId, noteId } = pathOf(request.params)
      const found = await notes.versions(memberId, noteId)
      const store = found[0]?.store ?? null
      if (!within(stores, store)) throw new Refused(otherStore({ store }))
      const whose = await named(
        namesOf,
        found.map(({ by }) => by),
      )
      seenInClear(request, [memberId])
      return {
        items: found.map(({ by, at, version, text, pinned, takenBack }) => ({
          version,
          text,
          pinned,
          takenBack,
          by: whose(by),
          at: instantText(at),
        })),
      }
    },
  )
}

function writing(app: App, { members: { notes } }: Parts): void {
  app.post(
    '/v1/members/:memberId/notes',
    {
      config: write,
      schema: {
        operationId: 'writeNote',
        tags,
        summary: 'Note something about a member',
        headers: idempotencyHeaders,
        params: schemas.memberPath,
        body: schemas.noteBody,
        response: { 201: schemas.writtenView, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { text, pinned = false, store = null } = request.body
      const header = request.headers['idempotency-key']
      const key = header === undefined ? undefined : `${callerOf(request).id}:${header}`
      const memberId = memberIdOf(request.params.memberId)
      const { noteId, replayed } = await notes.write(memberId, { text, pinned, store }, { ...noting(request), key })
      if (replayed) reply.header('idempotency-replayed', 'true')
      return reply.status(201).send({ noteId })
    },
  )
  app.patch(
    '/v1/members/:memberId/notes/:noteId',
    {
      config: write,
      schema: {
        operationId: 'changeNote',
        tags,
        summary: 'Pin a note, or change the words of an own one; earlier versions are kept',
        params: schemas.notePath,
        body: schemas.changeBody,
        response: { 200: schemas.writtenView, ...refusals(401, 403, 404, 409, 412, 422) },
      },
    },
    async (request) => {
      const { memberId, noteId } = pathOf(request.params)
      await notes.change(memberId, noteId, request.body, noting(request))
      return { noteId }
    },
  )
  app.delete(
    '/v1/members/:memberId/notes/:noteId',
    {
      config: write,
      schema: {
        operationId: 'takeNoteBack',
        tags,
        summary: 'Take a note back: it is no longer shown, and its versions are kept',
        params: schemas.notePath,
        response: { 200: schemas.writtenView, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const { memberId, noteId } = pathOf(request.params)
      await notes.takeBack(memberId, noteId, noting(request))
      return { noteId }
    },
  )
}

function noting(request: FastifyRequest): Noting {
  const { kind, id, stores } = callerOf(request)
  return { by: { kind, id }, stores }
}

/** Notes are written by staff and by programs. */
function authorKind(kind: By['kind']): 'staff' | 'key' | 'system' {
  return kind === 'staff' || kind === 'key' ? kind : 'system'
}

async function named(namesOf: Parts['namesOf'], all: readonly By[]) {
  const names = await namesOf([...new Set(all.map(({ id }) => id))])
  return ({ kind, id }: By) => ({ kind: authorKind(kind), id, name: names.get(id) ?? null })
}

function pathOf({ memberId, noteId }: { memberId: string; noteId: string }): { memberId: MemberId; noteId: NoteId } {
  const member = memberIdOf(memberId)
  if (!isId(noteId)) throw new Refused(noteUnknown({}))
  return { memberId: member, noteId: asId(noteId) }
}
