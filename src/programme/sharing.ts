import type { App } from '../platform/http/app.ts'
import { SharedDefinition } from './definition.ts'

/** Makes the definition's schema known to the routes that point at it; whichever of them is registered first does it. */
export function shareDefinition(app: App): void {
  if (app.getSchema(SharedDefinition.$id) === undefined) app.addSchema(SharedDefinition)
}
