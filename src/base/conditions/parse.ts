/**
 * Reads a condition from JSON that anyone may have written. Limits are checked before anything is walked, so a hostile
 * tree costs what an honest one of the largest size costs. Object keys are only ever compared, never assigned.
 */
import { isRefusal, type Refusal, unreachable } from '../refusals.ts'
import {
  badRange,
  badText,
  emptyList,
  emptyText,
  noLines,
  tooDeep,
  tooLarge,
  unknownChoice,
  unknownField,
  unknownKey,
  unknownOperator,
  unknownQuantifier,
  unknownShape,
  wrongType,
} from './errors.ts'
import { nearest } from './nearest.ts'
import {
  type Condition,
  isOperator,
  isQuantifier,
  limits,
  type Operator,
  type Range,
  type Scalar,
  takesMany,
  takesNothing,
  takesOne,
  takesRange,
} from './tree.ts'
import { comparable, MINUTES_OF_DAY, normalised, oneLine } from './values.ts'
import { type Meaning, type Meanings, operatorsOf, textual } from './vocabulary.ts'

/** What has been used of the limits, in one walk over one tree. */
type Used = { nodes: number; values: number; text: number }

/** Where the walk stands: the way from the root, the level, and the fields known there. */
type Place = {
  readonly path: string
  readonly depth: number
  readonly fields: ReadonlyMap<string, Meaning>
  /** Line fields, where `line` is allowed: not inside another `line`. */
  readonly lineFields: ReadonlyMap<string, Meaning> | undefined
  readonly used: Used
}

type Json = Readonly<Record<string, unknown>>

const keysIn = {
  all: ['all'],
  any: ['any'],
  not: ['not'],
  line: ['line', 'where'],
  field: ['field', 'is', 'value'],
} as const

/** Facts of a refusal name at most this many choices; the console has the whole list. */
const CHOICES_SHOWN = 20

/**
 * The condition, or the first refusal on the way from the root: `condition.unknown-shape`, `unknown-key`,
 * `unknown-field`, `unknown-operator`, `unknown-quantifier`, `unknown-choice`, `no-lines`, `wrong-type`, `bad-text`,
 * `bad-range`, `empty-text`, `empty-list`, `too-deep`, `too-large` (each with the prefix `condition.`).
 * @param json the outcome of `JSON.parse`
 * @param at where the condition stands in a larger document: the paths begin with it
 */
export function parseCondition(json: unknown, meanings: Meanings, at = ''): Condition | Refusal {
  return node(json, {
    path: at,
    depth: 1,
    fields: meanings.fields,
    lineFields: meanings.lines?.fields,
    used: { nodes: 0, values: 0, text: 0 },
  })
}

function node(json: unknown, place: Place): Condition | Refusal {
  const path = shown(place)
  if (place.depth > limits.depth) return tooDeep({ path, limit: limits.depth })
  place.used.nodes += 1
  if (place.used.nodes > limits.nodes) return tooLarge({ path, counted: 'nodes', limit: limits.nodes })
  if (!isObject(json)) return unknownShape({ path })
  const form = formOf(json)
  if (form === undefined) return unknownShape({ path })
  const stray = strayKey(json, keysIn[form])
  if (stray !== undefined) return unknownKey({ path, key: oneLine(stray) })
  switch (form) {
    case 'all': {
      const children = group(json.all, step(place, 'all'))
      return isRefusal(children) ? children : { all: children }
    }
    case 'any': {
      const children = group(json.any, step(place, 'any'))
      return isRefusal(children) ? children : { any: children }
    }
    case 'not': {
      const child = node(json.not, step(place, 'not'))
      return isRefusal(child) ? child : { not: child }
    }
    case 'line':
      return lines(json, place)
    case 'field':
      return leaf(json, place)
    default:
      return unreachable(form)
  }
}

/** The only form whose key is there; undefined when there is none or more than one. */
function formOf(json: Json): keyof typeof keysIn | undefined {
  const forms = (['all', 'any', 'not', 'line', 'field'] as const).filter((form) => Object.hasOwn(json, form))
  return forms.length === 1 ? forms[0] : undefined
}

function group(json: unknown, place: Place): readonly Condition[] | Refusal {
  const path = shown(place)
  if (!Array.isArray(json)) return wrongType({ path, expected: 'list' })
  if (json.length > limits.nodes) return tooLarge({ path, counted: 'nodes', limit: limits.nodes })
  const children: Condition[] = []
  for (const [index, each] of json.entries()) {
    const child = node(each, { ...place, path: `${place.path}[${index}]` })
    if (isRefusal(child)) return child
    children.push(child)
  }
  return children
}

function lines(json: Json, place: Place): Condition | Refusal {
  if (place.lineFields === undefined) return noLines({ path: shown(place) })
  const quantifier = json.line
  if (!isQuantifier(quantifier)) return unknownQuantifier({ path: shown(place), quantifier: named(quantifier) })
  const where = node(json.where, { ...step(place, 'where'), fields: place.lineFields, lineFields: undefined })
  return isRefusal(where) ? where : { line: quantifier, where }
}

function leaf(json: Json, place: Place): Condition | Refusal {
  const field = json.field
  if (typeof field !== 'string') return wrongType({ path: shown(step(place, 'field')), expected: 'text' })
  const meaning = place.fields.get(field)
  if (meaning === undefined)
    return unknownField({ path: shown(place), field: oneLine(field), nearest: nearest(field, place.fields.keys()) })
  const is = json.is
  const allowed = operatorsOf[meaning.type]
  if (!isOperator(is) || !allowed.includes(is))
    return unknownOperator({ path: shown(place), field, operator: named(is), allowed })
  const valuePlace = step(place, 'value')
  if (takesNothing(is))
    return Object.hasOwn(json, 'value') ? wrongType({ path: shown(valuePlace), expected: 'nothing' }) : { field, is }
  const subject = { field, is, meaning, place: valuePlace }
  if (takesOne(is)) {
    const value = scalar(json.value, subject)
    return isRefusal(value) ? value : { field, is, value }
  }
  if (takesMany(is)) {
    const value = list(json.value, subject)
    return isRefusal(value) ? value : { field, is, value }
  }
  if (takesRange(is)) {
    const value = range(json.value, subject)
    return isRefusal(value) ? value : { field, is, value }
  }
  return unreachable(is)
}

/** What a value belongs to. */
type Owner = { readonly field: string; readonly is: Operator; readonly meaning: Meaning; readonly place: Place }

/** `index` when the value stands in a list: the path of each is only written when it is refused. */
function scalar(json: unknown, owner: Owner, index?: number): Scalar | Refusal {
  const { field, is, meaning, place } = owner
  const path = () => (index === undefined ? shown(place) : `${place.path}[${index}]`)
  if (typeof json === 'string' && json.length > limits.text)
    return tooLarge({ path: path(), counted: 'text', limit: limits.text })
  const value = normalised(meaning, json)
  const traits = textual(meaning)
  if (value === undefined)
    return wrongType({
      path: path(),
      expected: meaning.type === 'list' || meaning.type === 'category' ? 'text' : meaning.type,
    })
  if (traits === undefined || typeof value !== 'string') return value
  place.used.text += value.length
  if (place.used.text > limits.textInAll)
    return tooLarge({ path: path(), counted: 'textInAll', limit: limits.textInAll })
  if (!value.isWellFormed() || value.includes('\0')) return badText({ path: path() })
  const part = is === 'contains' || is === 'starts-with'
  if (part && value === '') return emptyText({ path: path() })
  if (!part && traits.choices !== undefined && !traits.choices.has(value))
    return unknownChoice({
      path: path(),
      field,
      value: oneLine(value),
      allowed: [...traits.choices.keys()].slice(0, CHOICES_SHOWN),
    })
  return value
}

function list(json: unknown, owner: Owner): readonly Scalar[] | Refusal {
  const { place } = owner
  const path = shown(place)
  if (!Array.isArray(json)) return wrongType({ path, expected: 'list' })
  if (json.length === 0) return emptyList({ path })
  if (json.length > limits.values) return tooLarge({ path, counted: 'values', limit: limits.values })
  place.used.values += json.length
  if (place.used.values > limits.valuesInAll)
    return tooLarge({ path, counted: 'valuesInAll', limit: limits.valuesInAll })
  const values = new Set<Scalar>()
  for (const [index, each] of json.entries()) {
    const value = scalar(each, owner, index)
    if (isRefusal(value)) return value
    values.add(value)
  }
  return [...values]
}

function range(json: unknown, owner: Owner): Range | Refusal {
  const { meaning, place, is } = owner
  const path = shown(place)
  if (!isObject(json)) return wrongType({ path, expected: 'range' })
  const stray = strayKey(json, ['from', 'to'])
  if (stray !== undefined) return unknownKey({ path, key: oneLine(stray) })
  const from = scalar(json.from, { ...owner, place: step(place, 'from') })
  if (isRefusal(from)) return from
  const to = scalar(json.to, { ...owner, place: step(place, 'to') })
  if (isRefusal(to)) return to
  if (typeof from === 'boolean' || typeof to === 'boolean') return wrongType({ path, expected: 'range' })
  return holdsNothing({ is, meaning, from, to }) ? badRange({ path, from, to }) : { from, to }
}

/** A window of minutes may run over midnight, from 22:00 until 2:00; everything else runs forwards. */
function holdsNothing(asked: { is: Operator; meaning: Meaning; from: string | number; to: string | number }): boolean {
  const from = comparable(asked.meaning, asked.from)
  const to = comparable(asked.meaning, asked.to)
  if (asked.meaning.type === 'minutes') return from === to || (from === MINUTES_OF_DAY && to === 0)
  return asked.is === 'during' ? from >= to : from > to
}

function isObject(json: unknown): json is Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function strayKey(json: Json, allowed: readonly string[]): string | undefined {
  return Object.keys(json).find((key) => !allowed.includes(key))
}

function step(place: Place, name: string): Place {
  return { ...place, path: place.path === '' ? name : `${place.path}.${name}`, depth: place.depth + levels(name) }
}

/** `field`, `value` and their ends are parts of a leaf, not levels of the tree. */
function levels(name: string): number {
  return name === 'all' || name === 'any' || name === 'not' || name === 'where' ? 1 : 0
}

function shown(place: Place): string {
  return place.path === '' ? 'condition' : place.path
}

function named(json: unknown): string {
  return typeof json === 'string' ? oneLine(json) : typeof json
}
