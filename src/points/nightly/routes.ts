import { Type } from 'typebox'
import { asId } from '../../base/ids.ts'
import { instantText } from '../../base/time.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import { idSchema, refusals, textOrNull } from '../../platform/http/schemas.ts'
import type { NightlyService, Run } from './service.ts'

const runView = Type.Object({
  runId: idSchema('UUID, lower case'),
  until: Type.String({ format: 'date-time', description: 'The midnight of the programme that it settles up to' }),
  state: Type.Enum(['running', 'waiting', 'done']),
  expiring: Type.Array(
    Type.Object({
      wallet: Type.String(),
      due: Type.Integer({ description: 'Would expire' }),
      all: Type.Integer({ description: 'Of so much' }),
    }),
  ),
  settled: Type.Integer({ description: 'Members settled so far' }),
  startedAt: Type.String({ format: 'date-time' }),
  finishedAt: textOrNull(),
  approvedBy: textOrNull(),
})

function shown(run: Run) {
  const { until, startedAt, finishedAt, expiring } = run
  return {
    ...run,
    expiring: [...expiring],
    until: instantText(until),
    startedAt: instantText(startedAt),
    finishedAt: finishedAt === null ? null : instantText(finishedAt),
  }
}

export function nightlyRoutes(app: App, { nightly }: { nightly: NightlyService }): void {
  app.get(
    '/v1/runs',
    {
      config: { right: 'jobs.run' },
      schema: {
        operationId: 'listNightlyRuns',
        tags: ['operations'],
        summary:
          'Nightly runs, newest first; one that waits would expire more than the programme allows without asking',
        response: { 200: Type.Object({ items: Type.Array(runView) }), ...refusals(401, 403) },
      },
    },
    async () => ({ items: (await nightly.list(60)).map(shown) }),
  )
  app.post(
    '/v1/runs/:runId/approve',
    {
      config: { right: 'jobs.run' },
      schema: {
        operationId: 'approveNightlyRun',
        tags: ['operations'],
        summary: 'Let a nightly run that waits go on',
        params: Type.Object({ runId: idSchema('UUID, lower case') }),
        response: { 200: runView, ...refusals(401, 403, 404, 409) },
      },
    },
    async (request) => shown(await nightly.approve(asId(request.params.runId), callerOf(request).id)),
  )
}
