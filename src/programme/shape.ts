/** Whether some data has the shape of a definition: for what did not come through a route, and once more for what did. */
import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Refusal } from '../base/refusals.ts'
import { type Definition, DefinitionSchema } from './definition.ts'
import { invalidProgramme } from './errors.ts'

/** `at` is the way to what is wrong, from the top of what was looked at. */
export type Flaw = { readonly at: readonly string[]; readonly problem: string }

/** What a condition is, `parseCondition` decides. */
const known = { 'Condition#': Type.Object({}) }
const definitions = Compile(known, DefinitionSchema)

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
  const errors = [...Compile(known, schema).Errors(data)]
  // Of alternatives such as the kinds of expiry, those of another kind than the data say nothing about it.
  const others = errors
    .filter(({ keyword }) => keyword === 'const')
    .flatMap(({ schemaPath }) => /^(.*\/anyOf\/\d+)\/properties\/\w+$/.exec(schemaPath)?.[1] ?? [])
  const telling = errors.filter(
    ({ keyword, schemaPath }) =>
      keyword !== 'boolean' && !others.some((branch) => schemaPath === branch || schemaPath.startsWith(`${branch}/`)),
  )
  const chosen = telling.some(({ keyword }) => keyword !== 'anyOf')
    ? telling.filter(({ keyword }) => keyword !== 'anyOf')
    : errors.filter(({ keyword }) => keyword === 'anyOf')
  const seen = new Map<string, Flaw>()
  for (const { instancePath, message, params } of chosen) {
    const at = instancePath.split('/').slice(1).map(unescaped)
    for (const flaw of flawsOf(at, message, params)) seen.set(`${flaw.at.join('/')} ${flaw.problem}`, flaw)
  }
  return [...seen.values()]
}

function flawsOf(at: readonly string[], message: string, params: object): Flaw[] {
  const extra: unknown = Reflect.get(params, 'additionalProperties')
  const missing: unknown = Reflect.get(params, 'requiredProperties')
  const choices: unknown = Reflect.get(params, 'allowedValue')
  if (Array.isArray(extra)) return extra.map((name) => ({ at: [...at, String(name)], problem: 'unknown' }))
  if (Array.isArray(missing)) return [{ at, problem: `missing: ${missing.join(', ')}` }]
  return [{ at, problem: choices === undefined ? message : `${message}: ${JSON.stringify(choices)}` }]
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}
