import { Type } from 'typebox'
import { seenInClear } from '../../audit/door.ts'
import { asId } from '../../base/ids.ts'
import { instantText } from '../../base/time.ts'
import { shownName } from '../../members/masking.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import {
  cursorSchema,
  idSchema,
  instantSchema,
  limitSchema,
  refusals,
  textOrNull,
} from '../../platform/http/schemas.ts'
import type { HoldListService } from './service.ts'

const Id = idSchema('UUID, lower case')
const Status = Type.Enum(['held', 'captured', 'released', 'lapsed'])
const PAGE_ORDINARY = 50

const listQuery = Type.Object(
  {
    status: Type.Optional(Status),
    wallet: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    memberId: Type.Optional(Id),
    cursor: cursorSchema,
    limit: limitSchema,
  },
  { additionalProperties: false },
)
const listPage = Type.Object({
  items: Type.Array(
    Type.Object({
      holdId: Id,
      memberId: Id,
      member: Type.Union([
        Type.Object({ memberId: Id, number: Type.String(), name: textOrNull({ description: 'Masked' }) }),
        Type.Null(),
      ]),
      wallet: Type.String(),
      amount: Type.Integer(),
      captured: Type.Integer({ description: 'Of the amount; the rest was free again' }),
      status: Status,
      placedAt: instantSchema(),
      expiresAt: instantSchema('From then on it has lapsed'),
      closedAt: textOrNull(),
      reason: Type.String(),
    }),
  ),
  nextCursor: textOrNull(),
})

export function holdListRoutes(app: App, { holdList }: { holdList: HoldListService }): void {
  app.get(
    '/v1/holds',
    {
      config: { right: 'members.read' },
      schema: {
        operationId: 'listHolds',
        tags: ['holds'],
        summary: 'Holds of all members, newest first',
        querystring: listQuery,
        response: { 200: listPage, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { memberId, limit, ...query } = request.query
      const { rights } = callerOf(request)
      const page = await holdList.list({
        ...query,
        memberId: memberId === undefined ? undefined : asId(memberId),
        limit: limit ?? PAGE_ORDINARY,
      })
      if (rights.has('members.unmask'))
        seenInClear(
          request,
          page.items.map((hold) => hold.memberId),
        )
      return {
        items: page.items.map(({ placedAt, expiresAt, closedAt, member, ...hold }) => ({
          ...hold,
          member: member && { ...member, name: shownName(member.name, (right) => rights.has(right)) },
          placedAt: instantText(placedAt),
          expiresAt: instantText(expiresAt),
          closedAt: closedAt === null ? null : instantText(closedAt),
        })),
        nextCursor: page.nextCursor,
      }
    },
  )
}
