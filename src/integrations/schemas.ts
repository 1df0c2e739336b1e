/** What the routes of webhooks take and give. */
import { Type } from 'typebox'
import { instantText } from '../base/time.ts'
import { cursorSchema, idSchema, instantSchema, limitSchema, textOrNull } from '../platform/http/schemas.ts'
import type { Attempt, Delivery, DeliveryShown, Endpoint } from './service.ts'

const text = (value: Parameters<typeof instantText>[0] | null): string | null =>
  value === null ? null : instantText(value)

const kindsSchema = Type.Union([Type.Array(Type.String({ maxLength: 100 }), { maxItems: 200 }), Type.Null()], {
  description: 'Kinds of facts (GET /v1/fact-kinds); null for all, also those that come with later versions',
})
const wish = {
  url: Type.String({ maxLength: 2_000, description: 'https:// address in the internet' }),
  description: Type.String({ minLength: 1, maxLength: 200, description: 'What it is for' }),
  kinds: kindsSchema,
}

export const newWebhook = Type.Object(wish, { additionalProperties: false })
export const changedWebhook = Type.Partial(Type.Object(wish), { additionalProperties: false, minProperties: 1 })
export const turnedOn = Type.Object(
  {
    from: Type.Enum(['where-it-stopped', 'now'], {
      description: 'Whether what happened meanwhile is delivered now, or left out for good',
    }),
  },
  { additionalProperties: false },
)

const webhookFields = {
  endpointId: idSchema('UUID, lower case'),
  url: Type.String(),
  description: Type.String(),
  kinds: kindsSchema,
  enabled: Type.Boolean(),
  offWhy: Type.Union([Type.Enum(['by-hand', 'gone', 'failing']), Type.Null()], {
    description: '`gone`: it answered 410; `failing`: nothing succeeded for five days',
  }),
  offSince: textOrNull(),
  madeAt: instantSchema(),
  lastSuccessAt: textOrNull({ description: 'To within ten seconds' }),
  failingSince: textOrNull({ description: 'When the first attempt failed after the last success' }),
  previousUntil: textOrNull({ description: 'Until then the secret before this one signs, too' }),
  waiting: Type.Integer({ description: 'Messages that wait for an attempt' }),
  failed: Type.Integer({ description: 'Messages that were given up, of the last 30 days' }),
}
export const webhookView = Type.Object(webhookFields)
export const webhookWithSecret = Type.Object({
  ...webhookFields,
  secret: Type.String({ description: '`whsec_` and Base64; shown in this answer and never again' }),
})

export function shownWebhook(one: Endpoint) {
  const { endpointId, url, description, kinds, enabled, offWhy, waiting, failed } = one
  return {
    ...{ endpointId, url, description, enabled, offWhy, waiting, failed },
    kinds: kinds === null ? null : [...kinds],
    offSince: text(one.offSince),
    madeAt: instantText(one.madeAt),
    lastSuccessAt: text(one.lastSuccessAt),
    failingSince: text(one.failingSince),
    previousUntil: text(one.previousUntil),
  }
}

const integerOrNull = (description?: string) =>
  Type.Unsafe<number | null>({ type: ['integer', 'null'], ...(description === undefined ? {} : { description }) })

const result = {
  status: integerOrNull('HTTP status; null when no answer came'),
  problem: textOrNull({
    description:
      'Null when it was taken. `status`, `redirect`, `gone`, `timeout`, `no-such-host`, `connection-refused`, `connection-broken`, `certificate`, `address-refused`, `left-out`',
  }),
}

const deliveryFields = {
  messageId: idSchema('The webhook-id; of a fact its id'),
  kind: Type.String(),
  memberId: textOrNull(),
  state: Type.Enum(['waiting', 'sent', 'failed']),
  attempts: Type.Integer(),
  madeAt: instantSchema(),
  dueAt: textOrNull({ description: 'When it is tried next; null when it is not' }),
  triedAt: textOrNull({ description: 'When it was tried last' }),
  milliseconds: integerOrNull('How long the last attempt took'),
  ...result,
}
export const deliveryView = Type.Object(deliveryFields)
export const deliveryWithBody = Type.Object({
  ...deliveryFields,
  body: Type.String({ description: 'What is sent, to the byte' }),
  tried: Type.Array(
    Type.Object({
      number: Type.Integer(),
      at: instantSchema(),
      milliseconds: Type.Integer(),
      ...result,
      answer: textOrNull({ description: 'The first 500 characters of what the receiver said' }),
    }),
    { description: 'Newest first' },
  ),
})

export const deliveryQuery = Type.Object(
  {
    state: Type.Optional(Type.Enum(['waiting', 'sent', 'failed'])),
    kind: Type.Optional(Type.String({ maxLength: 100 })),
    cursor: cursorSchema,
    limit: limitSchema,
  },
  { additionalProperties: false },
)

export function shownDelivery(one: Delivery) {
  const { messageId, kind, memberId, state, attempts, status, problem, milliseconds } = one
  return {
    ...{ messageId, kind, memberId, state, attempts, status, problem, milliseconds },
    madeAt: instantText(one.madeAt),
    dueAt: state === 'waiting' ? instantText(one.dueAt) : null,
    triedAt: text(one.triedAt),
  }
}

const shownAttempt = ({ number, at, milliseconds, status, problem, answer }: Attempt) => ({
  ...{ number, milliseconds, status, problem, answer },
  at: instantText(at),
})

export function shownInFull(one: DeliveryShown) {
  return { ...shownDelivery(one), body: one.body, tried: one.tried.map(shownAttempt) }
}
