import { Type } from 'typebox'
import { asId } from '../../base/ids.ts'
import { LARGEST } from '../../base/quantities.ts'
import { instantText } from '../../base/time.ts'
import { type App, callerOf } from '../../platform/http/app.ts'
import {
  idempotencyHeaders,
  idSchema,
  instantSchema,
  presenceSchema,
  refusals,
  textOrNull,
} from '../../platform/http/schemas.ts'
import type { PresenceGuardParts } from '../../presence/guard.ts'
import { keyOf, minded, shown } from '../routes.ts'
import { memberPath, pointsAnswer } from '../schemas.ts'
import type { TransferShown, TransfersService } from './service.ts'

const strict = { additionalProperties: false } as const
const Id = idSchema('UUID, lower case')
const MESSAGE_AT_MOST = 120

const transferBody = Type.Object(
  {
    to: idSchema('The member who receives'),
    wallet: Type.String({ minLength: 1, maxLength: 40, default: 'points' }),
    amount: Type.Integer({ minimum: 1, maximum: LARGEST, description: 'What the sender gives, the fee included' }),
    message: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: MESSAGE_AT_MOST,
        description: 'Kept sealed; gone when the sender is forgotten',
      }),
    ),
    presenceId: presenceSchema,
  },
  strict,
)

const state = Type.Enum(['sent', 'arrived', 'returned'], {
  description: '`sent` is under way: it arrives or comes back within a minute or two',
})
const because = textOrNull({ description: 'The code of the refusal that sent it back' })
const ended = {
  transferId: Id,
  to: Id,
  wallet: Type.String(),
  amount: Type.Integer({ description: 'What arrives' }),
  fee: Type.Integer({ description: 'What the sender gave besides' }),
  state,
  because,
}
const transferAnswer = Type.Object({ ...pointsAnswer.properties, ...ended })
const transferView = Type.Object({
  ...ended,
  direction: Type.Enum(['sent', 'received']),
  from: Id,
  message: textOrNull(),
  sentAt: instantSchema(),
  settledAt: textOrNull(),
})

const listQuery = Type.Object(
  { cursor: Type.Optional(Id), limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) },
  strict,
)

function viewed(transfer: TransferShown, memberId: string) {
  const { transferId, wallet, amount, fee, message, state, because, settledAt } = transfer
  return {
    ...{ transferId, wallet, amount, fee, message, state, because },
    direction: transfer.memberId === memberId ? ('sent' as const) : ('received' as const),
    from: transfer.memberId,
    to: transfer.toMemberId,
    sentAt: instantText(transfer.sentAt),
    settledAt: settledAt === null ? null : instantText(settledAt),
  }
}

export function transferRoutes(app: App, parts: { transfers: TransfersService } & PresenceGuardParts): void {
  const { transfers } = parts
  app.post(
    '/v1/members/:memberId/transfers',
    {
      config: { right: 'points.redeem', audit: 'persons' },
      schema: {
        operationId: 'transferPoints',
        tags: ['points'],
        summary: 'Give points to another member, as the programme allows; they keep their age',
        headers: idempotencyHeaders,
        params: memberPath,
        body: transferBody,
        response: { 201: transferAnswer, ...refusals(401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { to, wallet, amount, message, presenceId } = request.body
      await minded(parts, request, request.params.memberId, presenceId)
      const answer = await transfers.transfer({
        memberId: asId(request.params.memberId),
        toMemberId: asId(to),
        ...{ wallet, amount },
        message: message ?? null,
        by: callerOf(request).id,
        ...keyOf(request),
      })
      const { transferId, fee, state, because } = answer
      return reply.status(201).send({
        ...shown(answer),
        ...{ transferId, to: answer.toMemberId, wallet: answer.wallet, amount: answer.amount, fee, state, because },
      })
    },
  )
  app.get(
    '/v1/members/:memberId/transfers',
    {
      config: { right: 'members.read', own: true },
      schema: {
        operationId: 'listTransfers',
        tags: ['points'],
        summary: 'What a member gave and received, newest first',
        params: memberPath,
        querystring: listQuery,
        response: {
          200: Type.Object({ items: Type.Array(transferView), nextCursor: textOrNull() }),
          ...refusals(401, 403, 422),
        },
      },
    },
    async (request) => {
      const { memberId } = request.params
      const { cursor, limit } = request.query
      const found = await transfers.ofMember(asId(memberId), { before: cursor ?? null, limit: limit + 1 })
      const items = found.slice(0, limit)
      return {
        items: items.map((transfer) => viewed(transfer, memberId)),
        nextCursor: found.length > limit ? (items.at(-1)?.transferId ?? null) : null,
      }
    },
  )
}
