/** Whether some data has the shape of a definition: for what did not come through a route, and once more for what did. */
import { type TSchema, Type } from 'typebox'
import type { Refusal } from '../base/refusals.ts'
import { type Shape, shapeOf } from '../base/shapes.ts'
import { type Definition, DefinitionSchema } from './definition.ts'
import { invalidProgramme } from './errors.ts'

/** `at` is the way to what is wrong, from the top of what was looked at. */
export type Flaw = { readonly at: readonly string[]; readonly problem: string }

/** What a condition is, `parseCondition` decides. */
const known = { 'Condition#': Type.Object({}) }
const definitions = shapeOf(DefinitionSchema, known)

const checkers = new WeakMap<TSchema, Pick<Shape<unknown>, 'Check' | 'Errors'>>()

type ShapeError = {
  readonly keyword: string
  readonly schemaPath: string
  readonly instancePath: string
  readonly params: object
  readonly message: string
}

/** The definition that some data is, or the first flaw of its shape. What it says may still be wrong: see `mistakesIn`. */
export function shapedDefinition(data: unknown): Definition | Refusal {
  if (definitions.Check(data)) return data
  const [first] = flawsIn(data, DefinitionSchema)
  return invalidProgramme({
    where: first === undefined || first.at.length === 0 ? 'definition' : first.at.join('.'),
    problem: first?.problem ?? 'it has another shape',
  })
}

/** What is wrong with the shape of some part of a definition; several at once, not always all. */
export function flawsIn(data: unknown, schema: TSchema): Flaw[] {
  const checker = checkers.get(schema) ?? shapeOf(schema, known)
  checkers.set(schema, checker)
  if (checker.Check(data)) return []
  const errors = [...checker.Errors(data)].filter(({ keyword }) => keyword !== 'boolean')
  const { chosen, unknownKinds } = alternatives(errors)
  const telling = chosen.filter(({ keyword }) => keyword !== 'anyOf')
  const flaws = (telling.length + unknownKinds.length > 0 ? telling : chosen).flatMap(flawsOf)
  const seen = new Map([...unknownKinds, ...flaws].map((flaw) => [`${flaw.at.join('/')} ${flaw.problem}`, flaw]))
  return [...seen.values()]
}

/** A branch of a choice between kinds of things, and the field that says which kind it is; no field where kinds are mere words. */
const branch = /^(.*\/anyOf)\/(\d+)(?:\/properties\/\w+)?$/

/**
 * Of kinds of things, such as those of expiry, errors about another kind than the data say mean nothing. Where the data say no kind
 * at all, the kinds that there are mean all.
 */
function alternatives(errors: readonly ShapeError[]): { chosen: ShapeError[]; unknownKinds: Flaw[] } {
  const choices = new Map<string, { failed: Set<string>; named: Map<string, string>; at: string }>()
  for (const { schemaPath, keyword, instancePath, params } of errors) {
    const [, choice, index] = /^(.*\/anyOf)\/(\d+)/.exec(schemaPath) ?? []
    if (choice === undefined || index === undefined) continue
    const known = choices.get(choice) ?? { failed: new Set<string>(), named: new Map<string, string>(), at: '' }
    choices.set(choice, known)
    known.failed.add(index)
    if (keyword !== 'const' || !branch.test(schemaPath)) continue
    known.named.set(index, String(Reflect.get(params, 'allowedValue')))
    known.at = instancePath
  }
  const others = [...choices].flatMap(([choice, { named }]) => [...named.keys()].map((index) => `${choice}/${index}`))
  const unknown = [...choices].filter(([, { failed, named }]) => named.size > 1 && named.size === failed.size)
  return {
    chosen: errors.filter(
      ({ schemaPath }) => !others.some((other) => schemaPath === other || schemaPath.startsWith(`${other}/`)),
    ),
    unknownKinds: unknown.map(([, { at, named }]) => ({
      ...{ at: stepsOf(at), problem: `it is one of: ${[...named.values()].join(', ')}` },
    })),
  }
}

function stepsOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function flawsOf({ instancePath, message, params }: ShapeError): Flaw[] {
  const at = stepsOf(instancePath)
  const extra: unknown = Reflect.get(params, 'additionalProperties')
  const missing: unknown = Reflect.get(params, 'requiredProperties')
  if (Array.isArray(extra)) return extra.map((name) => ({ at: [...at, String(name)], problem: 'unknown' }))
  if (Array.isArray(missing)) return [{ at, problem: `missing: ${missing.join(', ')}` }]
  return [{ at, problem: message }]
}
