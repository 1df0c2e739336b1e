/** Mappings for files that many people have. They are data: a YAML file each, in the form that `--map` takes. */
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { isRefusal, type Refusal } from '../base/refusals.ts'
import { mappingInvalid, presetUnknown } from './errors.ts'
import { type Mapping, mappingOf } from './mapping.ts'

const folder = new URL('./presets/', import.meta.url)
const ending = '.yaml'

export function presetNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort()
}

export function preset(name: string): Mapping | Refusal {
  const presets = presetNames()
  if (!presets.includes(name)) return presetUnknown({ preset: name.slice(0, 60), presets })
  const mapping = mappingText(readFileSync(new URL(`${name}${ending}`, folder), 'utf8'))
  if (isRefusal(mapping)) throw new Error(`the preset ${name} is not right: ${JSON.stringify(mapping.facts)}`)
  return mapping
}

/** Aliases can make a small text expand without end; no mapping needs many. */
const ALIASES_AT_MOST = 20

/** A mapping written as YAML or JSON. */
export function mappingText(text: string): Mapping | Refusal {
  try {
    return mappingOf(parse(text, { maxAliasCount: ALIASES_AT_MOST, uniqueKeys: true }))
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split('\n')[0] ?? 'no YAML') : 'no YAML'
    return mappingInvalid({ where: 'the text', problem })
  }
}
