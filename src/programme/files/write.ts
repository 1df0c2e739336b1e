/** A definition as YAML files: one for each item of a section, and one for the rest with the order of the items. */
import { stringify } from 'yaml'
import type { Definition } from '../definition.ts'
import { isCoded } from '../places.ts'
import { ENDING, MAIN, sections, tidied, valuesSchema } from './sections.ts'

/** Texts by path: the same definition gives the same texts, however its fields stand. */
export function filesOf(definition: Definition): Map<string, string> {
  const files = new Map<string, string>()
  const values: Record<string, unknown> = {}
  const order: Record<string, readonly string[]> = {}
  for (const [name, value] of Object.entries(definition)) {
    if (value === undefined) continue
    const item = sections.get(name)
    if (item === undefined || !isCoded(value)) {
      values[name] = value
      continue
    }
    order[name] = value.map(({ code }) => code)
    for (const each of value) files.set(`${name}/${each.code}${ENDING}`, yaml(tidied(each, item)))
  }
  const inOrder = Object.fromEntries(
    [...sections.keys()].flatMap((name) => (order[name] === undefined ? [] : [[name, order[name]]])),
  )
  const main = { ...withFields(tidied(values, valuesSchema)), order: inOrder }
  return new Map([[MAIN, yaml(main)], ...files])
}

function withFields(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

/** Long lines stay whole: a sentence that wraps elsewhere would be a change that nobody made. */
function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
}
