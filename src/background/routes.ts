/** What the workers do, for people who look after it. */
import { Type } from 'typebox'
import { Refused } from '../base/refusals.ts'
import { type Instant, instantText } from '../base/time.ts'
import type { App } from '../platform/http/app.ts'
import { cursorSchema, instantSchema, limitSchema, pageSchema, refusals, textOrNull } from '../platform/http/schemas.ts'
import { jobUnknown } from './errors.ts'
import { causes } from './rules.ts'
import type { BackgroundService, Failed, Overview } from './service.ts'

type Parts = { readonly background: BackgroundService }

const config = { right: 'jobs.run' } as const
const tags = ['operations']
const path = Type.Object({ jobId: Type.String({ pattern: '^[0-9]{1,15}$' }) })

const overviewSchema = Type.Object({
  standsStill: Type.Boolean({ description: 'Nobody has done what is due every minute for five minutes' }),
  heardAt: textOrNull({ description: 'When the workers last began something that repeats' }),
  tasks: Type.Array(
    Type.Object({
      task: Type.String({ description: '`minutely`, `bulk`, `nightly`, `gifts`, `housekeeping`' }),
      waiting: Type.Integer({ description: 'Due, and not begun' }),
      later: Type.Integer({ description: 'Due later' }),
      running: Type.Integer(),
      failed: Type.Integer({ description: 'Failed for good' }),
      nextAt: textOrNull({ description: 'When it is due next, of a task that repeats' }),
      lastAt: textOrNull({ description: 'When it was begun last, of a task that repeats' }),
      recovered: Type.Boolean({ description: 'It has worked again since it failed last' }),
    }),
  ),
  running: Type.Array(Type.Object({ jobId: Type.String(), task: Type.String(), since: instantSchema() })),
})

const failedView = Type.Object({
  jobId: Type.String({ description: 'Under which the log has the error' }),
  task: Type.String(),
  failedAt: instantSchema(),
  attempts: Type.Integer(),
  cause: Type.Enum([...causes], { description: 'As far as the error says it; the log has the error itself' }),
  recovered: Type.Boolean({ description: 'The task has worked again since: nothing needs to be done' }),
})

const text = (at: Instant | null): string | null => (at === null ? null : instantText(at))

function shownOverview({ standsStill, heardAt, tasks, running }: Overview) {
  return {
    standsStill,
    heardAt: text(heardAt),
    tasks: tasks.map((one) => ({ ...one, nextAt: text(one.nextAt), lastAt: text(one.lastAt) })),
    running: running.map(({ jobId, task, since }) => ({ jobId: String(jobId), task, since: instantText(since) })),
  }
}

const shownFailed = (one: Failed) => ({ ...one, jobId: String(one.jobId), failedAt: instantText(one.failedAt) })

export function backgroundRoutes(app: App, parts: Parts): void {
  reading(app, parts)
  deciding(app, parts)
}

function reading(app: App, { background }: Parts): void {
  app.get(
    '/v1/jobs',
    {
      config,
      schema: {
        operationId: 'getJobs',
        tags,
        summary: 'What is done in the background: how much waits, runs and failed, and what is due next',
        response: { 200: overviewSchema, ...refusals(401, 403) },
      },
    },
    async () => shownOverview(await background.overview()),
  )
  app.get(
    '/v1/jobs/failed',
    {
      config,
      schema: {
        operationId: 'listFailedJobs',
        tags,
        summary: 'Jobs that failed for good, newest first, of the last 30 days',
        querystring: Type.Object({ cursor: cursorSchema, limit: limitSchema }, { additionalProperties: false }),
        response: { 200: pageSchema(failedView), ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const { cursor, limit = 50 } = request.query
      if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new Refused(jobUnknown({}))
      const found = await background.failed({ before: cursor === undefined ? null : Number(cursor), limit: limit + 1 })
      const items = found.slice(0, limit).map(shownFailed)
      return { items, nextCursor: found.length > limit ? (items.at(-1)?.jobId ?? null) : null }
    },
  )
}

function deciding(app: App, { background }: Parts): void {
  app.post(
    '/v1/jobs/:jobId/run',
    {
      config,
      schema: {
        operationId: 'runJobAgain',
        tags,
        summary: 'Run a failed job again, now',
        params: path,
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await background.runAgain(Number(request.params.jobId))
      return reply.status(204).send(null)
    },
  )
  app.post(
    '/v1/jobs/:jobId/give-up',
    {
      config,
      schema: {
        operationId: 'giveUpJob',
        tags,
        summary: 'Give a failed job up for good',
        params: path,
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await background.giveUp(Number(request.params.jobId))
      return reply.status(204).send(null)
    },
  )
  app.post(
    '/v1/jobs/give-up-failed',
    {
      config,
      schema: {
        operationId: 'giveUpFailedJobs',
        tags,
        summary: 'Give up all failed jobs of a task',
        body: Type.Object({ task: Type.String({ minLength: 1, maxLength: 128 }) }, { additionalProperties: false }),
        response: { 200: Type.Object({ count: Type.Integer() }), ...refusals(401, 403, 422) },
      },
    },
    async (request) => ({ count: await background.giveUpAll(request.body.task) }),
  )
}
