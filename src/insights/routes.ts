/** Insights over HTTP: reports, settings, runs, and what is known of one member. */
import { Type } from 'typebox'
import { instantText } from '../base/time.ts'
import { memberIdOf } from '../members/requests.ts'
import type { MembersService } from '../members/service.ts'
import { type App, callerOf } from '../platform/http/app.ts'
import { idSchema, instantSchema, refusals, textOrNull } from '../platform/http/schemas.ts'
import { churnSetting } from './churn/setting.ts'
import { memberFiguresView, shownFigures } from './figures/schemas.ts'
import { recommendationRoutes } from './recommendations/routes.ts'
import { allReports } from './reports/all.ts'
import type { Report } from './reports/report.ts'
import { problems } from './reports/store.ts'
import type { InsightsService, Run } from './service.ts'
import { allSettings } from './settings/all.ts'
import type { Held } from './settings/service.ts'
import type { Setting } from './settings/setting.ts'
import { valueSetting } from './value/setting.ts'

type Parts = { readonly insights: InsightsService; readonly members: Pick<MembersService, 'get'> }

const tags = ['insights']
/** Figures of the whole company. */
const read = { right: 'insights.read', stores: 'all' } as const
const manage = { right: 'insights.manage', stores: 'all' } as const
const instantOrNull = () => Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' })
const wholeOrNull = (description?: string) =>
  Type.Unsafe<number | null>({ type: ['integer', 'null'], ...(description === undefined ? {} : { description }) })

const runKind = Type.Enum(['refresh', 'rebuild'], {
  description:
    'refresh: every figure of members anew; rebuild: the copy thrown away and filled again, and then the same',
})
const runView = Type.Object({
  ...{
    runId: idSchema('UUID, lower case'),
    kind: runKind,
    askedBy: textOrNull({ description: 'Null: by the calendar' }),
  },
  ...{ askedAt: instantSchema(), startedAt: instantOrNull(), endedAt: instantOrNull() },
  steps: Type.Array(Type.Object({ step: Type.String(), milliseconds: Type.Integer() })),
  changed: wholeOrNull('Members whose figures changed'),
  problem: Type.Union([Type.Null(), Type.Literal('failed')]),
})
const statusView = Type.Object({
  running: Type.Boolean({ description: 'Whether the insights process was heard of within two minutes' }),
  ...{ heardAt: instantOrNull(), behind: wholeOrNull('Positions of facts that the copy has not read') },
  doing: textOrNull({ description: 'The step of a run that is under way' }),
  ...{ done: wholeOrNull(), total: wholeOrNull() },
  runs: Type.Array(runView, { description: 'The newest first' }),
})

function shownRun(run: Run) {
  const text = (at: Run['endedAt']) => (at === null ? null : instantText(at))
  return {
    ...{ ...run, steps: [...run.steps], askedAt: instantText(run.askedAt) },
    ...{ startedAt: text(run.startedAt), endedAt: text(run.endedAt) },
  }
}

export function insightRoutes(app: App, parts: Parts): void {
  status(app, parts)
  for (const report of allReports) reportRoute(app, report, parts)
  for (const setting of allSettings) settingRoutes(app, setting, parts)
  ofMember(app, parts)
  recommendationRoutes(app, parts)
}

function status(app: App, { insights }: Parts): void {
  app.get(
    '/v1/insights',
    {
      config: read,
      schema: {
        ...{ operationId: 'getInsightsStatus', tags },
        summary: 'How fresh insights are: the process that makes them, how far its copy has read, and its last runs',
        response: { 200: statusView, ...refusals(401, 403) },
      },
    },
    async () => {
      const { process, running, runs } = await insights.status()
      const { behind = null, doing = null, done = null, total = null } = process ?? {}
      const heardAt = process === undefined ? null : instantText(process.heardAt)
      return { running, heardAt, behind, doing, done, total, runs: runs.map(shownRun) }
    },
  )
  app.post(
    '/v1/insights/runs',
    {
      config: manage,
      schema: {
        ...{ operationId: 'askInsightsRun', tags },
        summary: 'Ask for everything to be made anew; one that waits already is not asked for twice',
        body: Type.Object({ kind: runKind }, { additionalProperties: false }),
        response: { 202: runView, ...refusals(401, 403, 422) },
      },
    },
    async (request, reply) => {
      const run = await insights.askRun(request.body.kind, callerOf(request).id)
      return reply.status(202).send(shownRun(run))
    },
  )
}

function reportRoute(app: App, report: Report, { insights }: Parts): void {
  app.get(
    `/v1/insights/${report.name}`,
    {
      config: read,
      schema: {
        ...{ operationId: report.operationId, tags, summary: report.summary },
        description:
          'Answers at once with the newest report there is. `making`: a newer one is being made; ask again in a second.',
        querystring: report.asked,
        response: {
          200: Type.Object({
            state: Type.Enum(['ready', 'making', 'failed']),
            madeAt: instantOrNull(),
            milliseconds: wholeOrNull('How long it took to make'),
            problem: Type.Union([Type.Null(), Type.Enum([...problems])], {
              description: 'Why the last attempt gave nothing',
            }),
            result: Type.Union([Type.Null(), report.result]),
          }),
          ...refusals(401, 403, 422, 429),
        },
      },
    },
    async (request) => {
      const { state, madeAt, milliseconds, problem, result } = await insights.reports.read(report, request.query)
      return { state, madeAt: madeAt === null ? null : instantText(madeAt), milliseconds, problem, result }
    },
  )
}

function settingRoutes(app: App, setting: Setting<unknown>, { insights }: Parts): void {
  const url = `/v1/insights/settings/${setting.name}`
  const pascal = setting.name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const view = Type.Object({
    ...{ revision: Type.Integer({ description: '0: nobody has set it' }), value: setting.schema },
    ...{ changedBy: textOrNull(), changedAt: instantOrNull() },
  })
  const shown = ({ revision, value, changedBy, changedAt }: Held<unknown>) => ({
    ...{ revision, value, changedBy },
    changedAt: changedAt === null ? null : instantText(changedAt),
  })
  app.get(
    url,
    {
      config: read,
      schema: {
        ...{ operationId: `getInsights${pascal}`, tags, summary: setting.summary },
        response: { 200: view, ...refusals(401, 403) },
      },
    },
    async () => shown(await insights.settings.read(setting)),
  )
  app.put(
    url,
    {
      config: manage,
      schema: {
        ...{ operationId: `putInsights${pascal}`, tags, summary: `Set: ${setting.summary}` },
        body: Type.Object(
          {
            revision: Type.Integer({ minimum: 0, description: 'The one that was seen' }),
            value: setting.schema,
          },
          { additionalProperties: false },
        ),
        response: { 200: view, ...refusals(401, 403, 412, 422) },
      },
    },
    async (request) => {
      const { revision, value } = request.body
      return shown(await insights.settings.change(setting, { revision, value, by: callerOf(request).id }))
    },
  )
}

function ofMember(app: App, { insights, members }: Parts): void {
  app.get(
    '/v1/members/:memberId/insights',
    {
      config: { right: 'members.read' },
      schema: {
        ...{ operationId: 'getMemberInsights', tags },
        summary: 'What is known of a member: scores, stage, expected value; what no model could say is null',
        params: Type.Object({ memberId: Type.String() }),
        response: { 200: memberFiguresView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => {
      const { memberId } = await members.get(memberIdOf(request.params.memberId))
      const [figures, value, churn] = await Promise.all([
        insights.figures(memberId),
        insights.settings.read(valueSetting),
        insights.settings.read(churnSetting),
      ])
      return { ...shownFigures(figures), horizonDays: value.value.days, churnDays: churn.value.horizonDays }
    },
  )
}
