/**
 * Whether data that came through no route have the shape that a schema says. What checks them is made with the first question, and
 * what makes it is loaded then: half of TypeBox, of which most processes need nothing.
 */
import { createRequire } from 'node:module'
import type { Static, TProperties, TSchema } from 'typebox'
import type { Validator } from 'typebox/compile'

export type Shape<T> = {
  Check(data: unknown): data is T
  /** The data. @throws when they have another shape */ Parse(data: unknown): T
  /** What is wrong; several at once, not always all. */ Errors(data: unknown): ReturnType<Validator['Errors']>
}

const load = createRequire(import.meta.url)

/** Several kinds of one thing bring several errors each, and all of them are needed to tell which kind was meant. */
const ERRORS_AT_MOST = 200

/** @param known schemas that `schema` names by their id */
export function shapeOf<const Schema extends TSchema>(schema: Schema, known: TProperties = {}): Shape<Static<Schema>> {
  let made: Validator | undefined
  const checker = (): Validator => {
    made ??= compiled(schema, known)
    return made
  }
  return {
    Check: (data): data is Static<Schema> => checker().Check(data),
    Parse: (data) => checker().Parse(data) as Static<Schema>,
    Errors: (data) => checker().Errors(data),
  }
}

function compiled(schema: TSchema, known: TProperties): Validator {
  const { Settings } = load('typebox/system') as typeof import('typebox/system')
  Settings.Set({ maxErrors: ERRORS_AT_MOST })
  const { Compile } = load('typebox/compile') as typeof import('typebox/compile')
  return Compile(known, schema)
}
