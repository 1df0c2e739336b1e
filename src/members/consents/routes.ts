/** Texts to agree to, and what members said of them. */
import { type Static, Type } from 'typebox'
import type { MemberId } from '../../base/ids.ts'
import { instantText } from '../../base/time.ts'
import type { App } from '../../platform/http/app.ts'
import { refusals } from '../../platform/http/schemas.ts'
import { byOf, memberIdOf } from '../requests.ts'
import {
  budgetSchema,
  channelSchema,
  codeSchema,
  consentsView,
  kindSchema,
  saidSchema,
  sourceSchema,
  textView,
  textWords,
} from './schemas.ts'
import type { ConsentsService, ConsentText, MemberConsent } from './service.ts'

const strict = { additionalProperties: false } as const
const tags = ['consents']
export function consentRoutes(app: App, { consents }: { consents: ConsentsService }): void {
  texts(app, consents)
  ofMember(app, consents)
}

function texts(app: App, consents: ConsentsService): void {
  app.get(
    '/v1/consent-texts',
    {
      config: { right: 'public' },
      schema: {
        operationId: 'listConsentTexts',
        tags,
        summary: 'The texts in use that members are asked to agree to',
        response: { 200: Type.Object({ items: Type.Array(textView) }) },
      },
    },
    async () => ({ items: (await consents.texts()).map(textShown) }),
  )
  app.post(
    '/v1/consent-texts/:code/versions',
    {
      config: { right: 'consents.write' },
      schema: {
        operationId: 'publishConsentText',
        tags,
        summary: 'Publish a text, or a new version of one, which members agree to anew',
        params: Type.Object({ code: codeSchema }),
        body: Type.Object(
          {
            kind: kindSchema,
            channel: Type.Optional(channelSchema),
            required: Type.Boolean({ default: false }),
            words: textWords,
          },
          { ...strict, description: 'Marketing names its channel; the others have none.' },
        ),
        response: { 201: textView, ...refusals(401, 403, 422) },
      },
    },
    async (request, reply) => {
      const { channel = null, ...text } = request.body
      return reply.status(201).send(textShown(await consents.publish({ ...text, ...request.params, channel })))
    },
  )
  app.delete(
    '/v1/consent-texts/:code',
    {
      config: { right: 'consents.write' },
      schema: {
        operationId: 'retireConsentText',
        tags,
        summary: 'Ask nobody any more; what was said stays',
        params: Type.Object({ code: codeSchema }),
        response: { 204: Type.Null(), ...refusals(401, 403, 404) },
      },
    },
    async (request, reply) => {
      await consents.retire(request.params.code)
      return reply.status(204).send(null)
    },
  )
}

const memberPath = Type.Object({ memberId: Type.String({ maxLength: 64 }) })

function ofMember(app: App, consents: ConsentsService): void {
  app.get(
    '/v1/members/:memberId/consents',
    {
      config: { right: 'members.read', own: true },
      schema: {
        operationId: 'getConsents',
        tags,
        summary: 'What a member agreed to, and how much he wants to hear',
        params: memberPath,
        response: { 200: consentsView, ...refusals(401, 403, 404) },
      },
    },
    async (request) => consentsShown(consents, memberIdOf(request.params.memberId)),
  )
  app.put(
    '/v1/members/:memberId/consents',
    {
      config: { right: 'members.write', own: true },
      schema: {
        operationId: 'recordConsents',
        tags,
        summary: 'Record what the member says of texts; saying the same again changes nothing',
        params: memberPath,
        body: Type.Object({ said: saidSchema, source: Type.Optional(sourceSchema) }, strict),
        response: { 200: consentsView, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const memberId = memberIdOf(request.params.memberId)
      const by = byOf(request)
      const source =
        by.kind === 'member' ? 'portal' : (request.body.source ?? (by.kind === 'staff' ? 'console' : 'api'))
      await consents.record(memberId, request.body.said, { by, source })
      return consentsShown(consents, memberId)
    },
  )
  app.put(
    '/v1/members/:memberId/contact',
    {
      config: { right: 'members.write', own: true },
      schema: {
        operationId: 'setContactBudget',
        tags,
        summary: 'How many messages of marketing a week, and when none',
        params: memberPath,
        body: budgetSchema,
        response: { 200: consentsView, ...refusals(401, 403, 404, 422) },
      },
    },
    async (request) => {
      const memberId = memberIdOf(request.params.memberId)
      const { perWeek, quietFrom = null, quietTo = null } = request.body
      await consents.setBudget(memberId, { perWeek, quietFrom, quietTo }, byOf(request))
      return consentsShown(consents, memberId)
    },
  )
}

function textShown({ publishedAt, words: said, ...text }: ConsentText) {
  return { ...text, words: { ...said }, publishedAt: instantText(publishedAt) }
}

async function consentsShown(consents: ConsentsService, memberId: MemberId): Promise<Static<typeof consentsView>> {
  const [items, contact] = await Promise.all([consents.of(memberId), consents.budget(memberId)])
  return { items: items.map(consentShown), contact: { ...contact } }
}

function consentShown({ said, givenNow, ...text }: MemberConsent) {
  return { ...textShown(text), givenNow, said: said === null ? null : { ...said, at: instantText(said.at) } }
}
