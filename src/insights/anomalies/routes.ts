/** The list of findings over HTTP, and what people decide about each. */
import { Type } from 'typebox'
import { asId } from '../../base/ids.ts'
import { instantText } from '../../base/time.ts'
import type { MembersService } from '../../members/service.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import {
  cursorSchema,
  idSchema,
  instantSchema,
  limitSchema,
  pageSchema,
  proseSchema,
  refusals,
  textOrNull,
} from '../../platform/http/schemas.ts'
import { measures, subjects } from './series.ts'
import type { AnomaliesService } from './service.ts'
import { type Anomaly, states } from './store.ts'

const tags = ['insights']
const instantOrNull = () => Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' })
const figure = (description: string) => Type.Number({ description })
const state = Type.Enum([...states], {
  description: 'fine: looked at, nothing to do; followed-up: somebody did something',
})

const view = Type.Object({
  ...{ anomalyId: idSchema('UUID, lower case'), subjectKind: Type.Enum([...subjects]) },
  subjectId: Type.String({ description: 'Id of a member, of staff or a key, code of a store, place of a till (T7)' }),
  label: textOrNull({ description: 'Number of the member, name of the member of staff' }),
  measure: Type.Enum([...measures]),
  because: Type.Enum(['count', 'amount', 'peers', 'drop'], {
    description: 'count, amount: more than ever before; peers: more than others, by somebody new; drop: much less',
  }),
  ...{ startsAt: instantSchema(), endsAt: instantSchema('Exclusive'), foundAt: instantSchema() },
  evidence: Type.Object({
    ...{ count: Type.Integer(), total: Type.Integer({ description: 'In points, or in money for visits' }) },
    usualCount: figure('Of a period before'),
    usualTotal: Type.Union([Type.Null(), Type.Number()], { description: 'Null: nothing was before' }),
    chance: figure('How rarely chance alone does this'),
    corrected: figure('The same for how many were looked at'),
    ...{ tests: Type.Integer(), days: Type.Integer() },
    periods: Type.Array(Type.Object({ count: Type.Integer(), total: Type.Integer() }), {
      description: 'The one of the finding first',
    }),
    largest: Type.Array(
      Type.Object({ memberId: Type.String(), number: textOrNull(), at: instantSchema(), amount: Type.Integer() }),
      {
        description: 'What it was made of, the largest first',
      },
    ),
  }),
  ...{ revision: Type.Integer(), state, note: textOrNull() },
  ...{ reviewedBy: textOrNull(), reviewedAt: instantOrNull() },
})

type Parts = {
  readonly insights: { readonly anomalies: AnomaliesService }
  readonly members: Pick<MembersService, 'namesOf'>
  /** Names of staff by id. */ readonly namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

async function shown({ members, namesOf }: Parts, all: readonly Anomaly[]) {
  const ids = all.flatMap(({ subjectKind, subjectId, evidence }) => [
    ...(subjectKind === 'member' ? [subjectId] : []),
    ...evidence.largest.map(({ memberId }) => memberId),
  ])
  const cashiers = all.flatMap(({ subjectKind, subjectId }) => (subjectKind === 'cashier' ? [subjectId] : []))
  const [numbers, staff] = await Promise.all([members.namesOf(ids.map((id) => asId<'member'>(id))), namesOf(cashiers)])
  const number = (id: string) => numbers.get(asId<'member'>(id))?.number ?? null
  return all.map(({ evidence, startsAt, endsAt, foundAt, reviewedAt, ...one }) => ({
    ...{ ...one, startsAt: instantText(startsAt), endsAt: instantText(endsAt), foundAt: instantText(foundAt) },
    label: one.subjectKind === 'member' ? number(one.subjectId) : (staff.get(one.subjectId) ?? null),
    evidence: {
      ...{ ...evidence, periods: [...evidence.periods] },
      largest: evidence.largest.map((each) => ({ ...each, number: number(each.memberId) })),
    },
    reviewedAt: reviewedAt === null ? null : instantText(reviewedAt),
  }))
}

const USUAL = 50

export function anomalyRoutes(app: App, parts: Parts): void {
  const { anomalies } = parts.insights
  app.get(
    '/v1/insights/anomalies/found',
    {
      config: { right: 'insights.read', stores: 'all' },
      schema: {
        ...{ operationId: 'listAnomalies', tags, summary: 'What was found unusual, the newest first' },
        querystring: Type.Object({ state: Type.Optional(state), cursor: cursorSchema, limit: limitSchema }),
        response: { 200: pageSchema(view), ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { state: wanted = null, cursor = null, limit = USUAL } = request.query
      const { items, nextCursor } = await anomalies.list({ state: wanted, before: cursor, limit })
      return { items: await shown(parts, items), nextCursor }
    },
  )
  app.put(
    '/v1/insights/anomalies/found/:anomalyId',
    {
      config: { right: 'insights.manage', stores: 'all' },
      schema: {
        ...{ operationId: 'reviewAnomaly', tags, summary: 'Say what became of a finding' },
        params: Type.Object({ anomalyId: Type.String() }),
        body: Type.Object({
          revision: Type.Integer({ minimum: 0, description: 'The one that was seen' }),
          state,
          note: Type.Union([Type.Null(), proseSchema({ maxLength: 500 })]),
        }),
        response: { 200: view, ...refusals(401, 403, 404, 412, 422) },
      },
    },
    async (request) => {
      const { revision, state: wanted, note } = request.body
      const given = { revision, state: wanted, note, by: callerOf(request).id }
      const [after] = await shown(parts, [await anomalies.review(request.params.anomalyId, given)])
      if (after === undefined) throw new Error('what was reviewed is there')
      return after
    },
  )
}
