import type { App } from '../../platform/http/app.ts'
import { refusals } from '../../platform/http/schemas.ts'
import { answered, asked, BODY_BYTES, TOPICS_USUAL } from './schemas.ts'
import type { TextsService } from './service.ts'

/** A question that only looks like a writing: it is too long for an address. */
export function textRoutes(app: App, { texts }: { texts: TextsService }): void {
  app.post(
    '/v1/insights/text',
    {
      config: { right: 'insights.read', stores: 'all', audit: 'nothing' },
      bodyLimit: BODY_BYTES,
      schema: {
        ...{ operationId: 'readTexts', tags: ['insights'] },
        summary:
          'What reviews say: content or complaint, with the words that show it; over time; keyphrases and topics',
        description:
          'Reads Chinese and English. Nothing is stored, neither what is sent nor what is answered, and nothing is changed.',
        body: asked,
        response: { 200: answered, ...refusals(401, 403, 413, 422, 429) },
      },
    },
    async ({ body: { reviews, topics = TOPICS_USUAL } }) => texts.read({ reviews, topics }),
  )
}
