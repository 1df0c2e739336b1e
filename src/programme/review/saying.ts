import { Type } from 'typebox'
import { accepted } from '../../base/refusals.ts'
import type { App } from '../../platform/http/app.ts'
import { refusals } from '../../platform/http/schemas.ts'
import { DEFINITION_BYTES, DefinitionRef } from '../definition.ts'
import { inBothLanguages, programmeView } from '../routes.ts'
import { shapedDefinition } from '../shape.ts'

/** What a definition says while it is being written, sentence by sentence. */
export function sayingRoute(app: App): void {
  app.post(
    '/v1/programme/words',
    {
      bodyLimit: DEFINITION_BYTES,
      config: { right: 'programme.read', audit: 'nothing' },
      schema: {
        operationId: 'sayProgramme',
        tags: ['programme'],
        summary: 'A definition in words, item by item; it may still be wrong, and nothing is kept',
        body: Type.Object({ definition: DefinitionRef }, { additionalProperties: false }),
        response: {
          200: Type.Object({ words: programmeView.properties.words }),
          ...refusals(401, 403, 422),
        },
      },
    },
    async (request) => ({ words: inBothLanguages(accepted(shapedDefinition(request.body.definition))) }),
  )
}
