import { createReadStream, type ReadStream } from 'node:fs'
import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { asId, type ImportId } from '../base/ids.ts'
import { accepted, type Locale, Refused, say } from '../base/refusals.ts'
import { instantText } from '../base/time.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { localeOf } from '../platform/http/problems.ts'
import { cursorSchema, idSchema, limitSchema, refusals } from '../platform/http/schemas.ts'
import { fileTooLarge, fileUnreadable } from './errors.ts'
import { type Mapping, mappingOf } from './mapping.ts'
import type { Preview } from './preview.ts'
import * as schemas from './schemas.ts'
import type { ImportsService } from './service.ts'
import type { ImportRow } from './store.ts'

type Parts = { readonly imports: ImportsService }

/** Of an uploaded file. Larger ones are for the command line, which reads them where they are. */
const UPLOAD_BYTES = 512 * 1024 * 1024
const FIELD_BYTES = 64 * 1024
const right = 'imports.run' as const
const tags = ['imports']
const params = Type.Object({ importId: idSchema('The import') })
/** YAML is read by few; it waits for them. */
const presets = () => import('./presets.ts')

export function importRoutes(app: App, parts: Parts): void {
  uploading(app, parts)
  reading(app, parts)
  running(app, parts)
}

function idIn(request: { params: Static<typeof params> }): ImportId {
  return asId(request.params.importId)
}

async function mappingIn({
  preset: name,
  mapping,
}: Static<typeof schemas.understandingBody>): Promise<Mapping | undefined> {
  if (name !== undefined) return accepted((await presets()).preset(name))
  return mapping === undefined ? undefined : accepted(mappingOf(mapping))
}

function uploading(app: App, { imports }: Parts): void {
  app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { fileSize: UPLOAD_BYTES, files: 1, fields: 4, fieldSize: FIELD_BYTES, parts: 6 },
    })
    scope.post(
      '/v1/imports',
      {
        bodyLimit: UPLOAD_BYTES + 1024 * 1024,
        config: { right },
        schema: {
          operationId: 'uploadImport',
          tags,
          summary:
            'Takes a file of orders: the part `file`, and `preset` or `mapping` (JSON or YAML) when they are known already',
          consumes: ['multipart/form-data'],
          response: { 201: schemas.importSchema, ...refusals(401, 403, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        const { importId, given } = await uploaded(request, imports)
        const entered = await claimed(importId, given, imports)
        return reply.status(201).send(viewOf(await imports.get(entered), localeOf(request)))
      },
    )
  })
}

type Uploaded = { importId: ImportId; given: { preset?: string; text?: string } }

/** What comes with a mapping that is refused is not kept: its sender does not learn its id. */
async function claimed(importId: ImportId, given: Uploaded['given'], imports: ImportsService): Promise<ImportId> {
  try {
    const mapping = (await mappingIn(given)) ?? (given.text === undefined ? undefined : await mappingText(given.text))
    return mapping === undefined ? importId : await imports.claim(importId, mapping)
  } catch (error) {
    await imports.cancel(importId)
    throw error
  }
}

async function mappingText(text: string): Promise<Mapping> {
  return accepted((await presets()).mappingText(text))
}

async function uploaded(request: FastifyRequest, imports: ImportsService): Promise<Uploaded> {
  const given: Uploaded['given'] = {}
  let importId: ImportId | undefined
  const { name: by } = callerOf(request)
  if (!request.isMultipart()) throw new Refused(fileUnreadable({ problem: 'send it as multipart/form-data' }))
  for await (const part of request.parts()) {
    if (part.type === 'file') importId = await received(part, by, imports)
    else if (part.fieldname === 'preset') given.preset = String(part.value)
    else if (part.fieldname === 'mapping') given.text = String(part.value)
  }
  if (importId === undefined) throw new Refused(fileUnreadable({ problem: 'no part named file was sent' }))
  return { importId, given }
}

function received(part: MultipartFile, by: string, imports: ImportsService): Promise<ImportId> {
  const whole = () => {
    if (part.file.truncated) throw new Refused(fileTooLarge({ limit: `${UPLOAD_BYTES / 1024 ** 2} MB` }))
  }
  return imports.receive({ content: part.file, name: part.filename, by, whole })
}

function reading(app: App, { imports }: Parts): void {
  app.get(
    '/v1/imports/presets',
    {
      config: { right },
      schema: {
        operationId: 'listImportPresets',
        tags,
        summary: 'Mappings for files that many people have',
        response: { 200: schemas.presetsSchema, ...refusals(401, 403) },
      },
    },
    async () => {
      const { preset, presetNames } = await presets()
      return { items: presetNames().map((name) => ({ name, mapping: accepted(preset(name)) })) }
    },
  )
  app.get(
    '/v1/imports',
    {
      config: { right },
      schema: {
        operationId: 'listImports',
        tags,
        summary: 'Imports, newest first',
        querystring: Type.Object({ cursor: cursorSchema, limit: limitSchema }),
        response: { 200: schemas.importPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { cursor, limit = 50 } = request.query
      const before = cursor === undefined ? null : cursorId(cursor)
      const found = await imports.list({ before, limit: limit + 1 })
      const items = found.slice(0, limit)
      const nextCursor = found.length > limit ? (items.at(-1)?.importId ?? null) : null
      return { items: items.map((one) => viewOf(one, localeOf(request))), nextCursor }
    },
  )
  app.get(
    '/v1/imports/:importId',
    {
      config: { right },
      schema: {
        operationId: 'getImport',
        tags,
        summary: 'How far an import is, and what came of it',
        params,
        response: { 200: schemas.importSchema, ...refusals(401, 403, 404) },
      },
    },
    async (request) => viewOf(await imports.get(idIn(request)), localeOf(request)),
  )
  rejections(app, { imports })
}

function cursorId(cursor: string): ImportId {
  try {
    return asId(cursor)
  } catch {
    throw new Refused(fileUnreadable({ problem: 'the cursor does not come from an earlier answer' }))
  }
}

function rejections(app: App, { imports }: Parts): void {
  app.get(
    '/v1/imports/:importId/rejections',
    {
      config: { right },
      schema: {
        operationId: 'listImportRejections',
        tags,
        summary: 'Rejected lines with the reason of each, by line',
        params,
        querystring: Type.Object({
          after: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
          limit: limitSchema,
        }),
        response: { 200: schemas.rejectionsPage, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const { after = 0, limit = 50 } = request.query
      await imports.get(idIn(request))
      const found = await imports.rejections(idIn(request), { after, limit: limit + 1 })
      const shown = found.slice(0, limit)
      return {
        items: shown.map(({ line, reason, facts, words }) => ({
          line,
          reason,
          facts,
          title: say(words, facts, localeOf(request)),
        })),
        nextCursor: found.length > limit ? String(shown.at(-1)?.line ?? 0) : null,
      }
    },
  )
  app.get(
    '/v1/imports/:importId/rejected.csv',
    {
      config: { right, audit: 'always' },
      schema: {
        operationId: 'downloadRejectedLines',
        tags,
        summary: 'The rejected lines as CSV, with line number and reason, to be mended and given again',
        produces: ['text/csv'],
        params,
        response: {
          200: Type.Unsafe<ReadStream>({ type: 'string', description: 'text/csv, UTF-8' }),
          ...refusals(401, 403, 404),
        },
      },
    },
    async (request, reply) => {
      const path = await imports.rejectedFile(idIn(request))
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="rejected.csv"')
        .send(createReadStream(path))
    },
  )
}

function running(app: App, { imports }: Parts): void {
  app.post(
    '/v1/imports/:importId/preview',
    {
      config: { right, audit: 'nothing' },
      schema: {
        operationId: 'previewImport',
        tags,
        summary: 'The first lines as understood, the problems, and what the columns could be. Changes nothing',
        params,
        body: schemas.previewBody,
        response: { 200: schemas.previewSchema, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const found = await imports.previewOf(idIn(request), await mappingIn(request.body), request.body.lines ?? 1_000)
      return previewView(found, localeOf(request))
    },
  )
  app.post(
    '/v1/imports/:importId/start',
    {
      config: { right },
      schema: {
        operationId: 'startImport',
        tags,
        summary:
          'Starts or goes on. The same file under the same mapping is one import: its earlier run is answered then',
        params,
        body: schemas.understandingBody,
        response: { 202: schemas.importSchema, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const mapping = await mappingIn(request.body)
      const importId = mapping === undefined ? idIn(request) : await imports.claim(idIn(request), mapping)
      if ((await imports.get(importId)).state !== 'done') await imports.start(importId)
      return reply.status(202).send(viewOf(await imports.get(importId), localeOf(request)))
    },
  )
  app.post(
    '/v1/imports/:importId/cancel',
    {
      config: { right },
      schema: {
        operationId: 'cancelImport',
        tags,
        summary: 'Stops an import at its next step. What was applied stays; start goes on from there',
        params,
        response: { 200: schemas.importSchema, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => viewOf(await imports.cancel(idIn(request)), localeOf(request)),
  )
}

function viewOf(row: ImportRow, locale: Locale): Static<typeof schemas.importSchema> {
  const { problem, summary } = row
  return {
    importId: row.importId,
    name: row.name,
    state: row.state,
    phase: row.phase,
    done: row.done,
    total: row.total,
    mapped: row.mapping !== null,
    problem:
      problem === null
        ? null
        : { code: problem.code, title: say(problem.words, problem.facts, locale), facts: problem.facts },
    summary: summary === null ? null : { ...summary, currencies: [...summary.currencies] },
    startedBy: row.startedBy,
    createdAt: instantText(row.createdAt),
    finishedAt: row.finishedAt === null ? null : instantText(row.finishedAt),
  }
}

function previewView(preview: Preview, locale: Locale): Static<typeof schemas.previewSchema> {
  const { file, understood } = preview
  return {
    format: file.format,
    encoding: file.encoding,
    heading: [...preview.heading],
    rows: preview.rows.map(({ line, cells }) => ({ line, cells: [...cells] })),
    guesses: [...preview.guesses],
    understood:
      understood === undefined
        ? null
        : {
            looked: understood.looked,
            more: understood.more,
            kinds: { ...understood.kinds },
            lines: understood.lines.map((line) => ({
              ...line,
              at: instantText(line.at),
              customer: line.customer.map(({ kind, source, value }) => ({ kind, source: source ?? null, value })),
            })),
            problems: understood.problems.map(({ reason, count, line, facts, words }) => ({
              reason,
              count,
              line,
              facts,
              title: say(words, facts, locale),
            })),
          },
  }
}
