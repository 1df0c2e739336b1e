import { Type } from 'typebox'
import { parseCondition } from '../../base/conditions/index.ts'
import { ConditionRef } from '../../base/conditions/schema.ts'
import { accepted } from '../../base/refusals.ts'
import type { App } from '../../platform/http/app.ts'
import { refusals } from '../../platform/http/schemas.ts'
import { fieldsOf, fieldsSchema, sentenceOf, sentenceSchema } from '../../programme/conditions/cards.ts'
import type { MembersService } from '../service.ts'

const closed = { additionalProperties: false } as const
const tags = ['conditions']
const read = { right: 'members.read' } as const
const body = Type.Object({ condition: ConditionRef }, closed)

const countSchema = Type.Object({
  members: Type.Integer({ description: 'All there are, whatever their status' }),
  matching: Type.Integer({ description: 'Of these' }),
  looked: Type.Integer({ description: 'So many were looked at' }),
  sampled: Type.Boolean({ description: 'True when not all were looked at: `matching` is an estimate' }),
})

/** What conditions on members can say, and what one says. */
export function memberConditionRoutes(app: App, { members }: { members: Pick<MembersService, 'conditions'> }): void {
  app.get(
    '/v1/member-conditions/fields',
    {
      config: read,
      schema: {
        operationId: 'listMemberConditionFields',
        tags,
        summary: 'What conditions on members may speak about, in words, with the operators of each field',
        response: { 200: fieldsSchema, ...refusals(401, 403) },
      },
    },
    async () => fieldsOf((await members.conditions.vocabulary()).meanings),
  )
  app.post(
    '/v1/member-conditions/words',
    {
      config: { ...read, audit: 'nothing' },
      schema: {
        operationId: 'sayMemberCondition',
        tags,
        summary: 'A condition on members in words; refused with the place of its first mistake',
        body,
        response: { 200: sentenceSchema, ...refusals(401, 403, 422) },
      },
    },
    async (request) => {
      const { meanings, timeZone } = await members.conditions.vocabulary()
      return sentenceOf(accepted(parseCondition(request.body.condition, meanings)), meanings, timeZone)
    },
  )
  app.post(
    '/v1/member-conditions/count',
    {
      config: { ...read, audit: 'nothing' },
      schema: {
        operationId: 'countMatchingMembers',
        tags,
        summary: 'How many members satisfy a condition now; an estimate from a sample where counting takes too long',
        body,
        response: { 200: countSchema, ...refusals(401, 403, 422, 503) },
      },
    },
    async (request) => members.conditions.count(request.body.condition),
  )
}
