import { instantText } from '../base/time.ts'
import type { App } from '../platform/http/app.ts'
import { refusals } from '../platform/http/schemas.ts'
import { demoBody, demoView } from './schemas.ts'
import type { DemoService, DemoStatus } from './service.ts'

function shown({ state, shop }: DemoStatus) {
  return { state, shop: shop === null ? null : { ...shop, until: instantText(shop.until) } }
}

export function demoRoutes(app: App, { demo }: { demo: DemoService }): void {
  app.get(
    '/v1/demo',
    {
      config: { right: 'imports.run' },
      schema: {
        operationId: 'getDemo',
        tags: ['operations'],
        summary: 'Whether the generated sample shop can be loaded, is being loaded, or is here',
        response: { 200: demoView, ...refusals(401, 403) },
      },
    },
    async () => shown(await demo.status()),
  )
  app.post(
    '/v1/demo',
    {
      config: { right: 'imports.run' },
      schema: {
        operationId: 'loadDemo',
        tags: ['operations'],
        summary:
          'Load the generated sample shop into an empty database, in the background; an interrupted load goes on',
        body: demoBody,
        response: { 202: demoView, ...refusals(401, 403, 409, 422) },
      },
    },
    async (request, reply) => {
      const begun = shown(await demo.start(request.body))
      return reply.code(202).send(begun)
    },
  )
}
