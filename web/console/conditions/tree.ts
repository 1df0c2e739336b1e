/**
 * A condition while a person writes it. The tree is the JSON that the server keeps: what is not touched stays as it was,
 * also what this editor has no form for.
 */

import type { Definition } from '../../ui/programme.ts'
import type { Answer } from '../../ui/server.ts'

export type Condition = NonNullable<Definition['earningRules'][number]['when']>
export type Leaf = Extract<Condition, { field: string }>
export type LineCondition = Extract<Condition, { line: string }>
type Value = NonNullable<Leaf['value']>
type Scalar = Exclude<Value, object>
type Range = Extract<Value, { from: unknown }>

type Fields = Answer<'/v1/conditions/fields', 'get'>
export type FieldCard = Fields['fields'][number]
export type Operator = Leaf['is']
type Takes = FieldCard['operators'][number]['takes']

/** Which fields there are: of the subject, and of its lines where conditions may speak of lines. */
export type Known = { readonly fields: readonly FieldCard[]; readonly lineFields: readonly FieldCard[] }

export type Join = 'all' | 'any'
export type Group = { all: Condition[] } | { any: Condition[] }

export function isGroup(condition: Condition): condition is Group {
  return ('all' in condition && Array.isArray(condition.all)) || ('any' in condition && Array.isArray(condition.any))
}

export const joinOf = (group: Group): Join => ('all' in group ? 'all' : 'any')
export const partsOf = (group: Group): readonly Condition[] => ('all' in group ? group.all : group.any)
export const grouped = (join: Join, parts: readonly Condition[]): Condition =>
  join === 'all' ? { all: [...parts] } : { any: [...parts] }

/** A group that lost a part: nothing is left of an empty one, and a part that is alone needs no group. */
export function without(group: Group, place: number): Condition | undefined {
  const parts = partsOf(group).filter((_, index) => index !== place)
  return parts.length > 1 ? grouped(joinOf(group), parts) : parts[0]
}

/** One more part: beside the others of a group, or in a new group with what was there alone. */
export function extended(condition: Condition | undefined, part: Condition): Condition {
  if (condition === undefined) return part
  return isGroup(condition) ? grouped(joinOf(condition), [...partsOf(condition), part]) : { all: [condition, part] }
}

/** Negated twice is as it was. */
export function negated(condition: Condition): Condition {
  return 'not' in condition ? condition.not : { not: condition }
}

export function takesOf(card: FieldCard, is: string): Takes | undefined {
  return card.operators.find((each) => each.is === is)?.takes
}

/** What the editor has a form for; anything else is shown as data and kept. */
export function formOf(
  condition: Condition,
  fields: readonly FieldCard[],
): 'group' | 'not' | 'line' | 'leaf' | 'other' {
  if (isGroup(condition)) return 'group'
  if ('not' in condition) return 'not'
  if ('line' in condition) return 'line'
  if (!('field' in condition)) return 'other'
  const card = fields.find(({ name }) => name === condition.field)
  const takes = card === undefined ? undefined : takesOf(card, condition.is)
  return takes !== undefined && fits(condition.value, takes) ? 'leaf' : 'other'
}

function fits(value: Leaf['value'], takes: Takes): boolean {
  if (takes === 'nothing') return value === undefined
  if (takes === 'many') return Array.isArray(value)
  if (takes === 'range') return isRange(value)
  return isScalar(value)
}

export const isScalar = (value: Leaf['value']): value is Scalar => value !== undefined && typeof value !== 'object'
export const isRange = (value: Leaf['value']): value is Range =>
  typeof value === 'object' && !Array.isArray(value) && 'from' in value && 'to' in value
export const listOf = (value: Leaf['value']): readonly Scalar[] => (Array.isArray(value) ? value : [])

/** What a value is before anybody said. @param today `YYYY-MM-DD`, and the instant at which it begins */
export type Beginnings = { readonly today: string; readonly midnight: string }

/** A new condition about a field, with its first operator. */
export function freshLeaf(card: FieldCard, beginnings: Beginnings): Leaf {
  const is = card.operators[0]?.is ?? 'is-set'
  return withOperator({ field: card.name, is: 'is-set' }, { card, is, beginnings })
}

/** The same field under another operator: what was said stays as far as the new operator can take it. */
export function withOperator(
  leaf: Leaf,
  { card, is, beginnings }: { card: FieldCard; is: Operator; beginnings: Beginnings },
): Leaf {
  const takes = takesOf(card, is)
  if (takes === 'nothing' || takes === undefined) return { field: leaf.field, is }
  const { value } = leaf
  const one = firstOf(value)
  if (takes === 'many') return { field: leaf.field, is, value: manyFrom(value, card) }
  if (takes === 'range') return { field: leaf.field, is, value: rangeFrom(value, card, beginnings) }
  return { field: leaf.field, is, value: one ?? scalarOf(card, beginnings) }
}

function firstOf(value: Leaf['value']): Scalar | undefined {
  if (isScalar(value)) return value
  if (isRange(value)) return value.from
  return listOf(value)[0]
}

function manyFrom(value: Leaf['value'], card: FieldCard): Scalar[] {
  const one = firstOf(value)
  if (Array.isArray(value)) return [...value]
  if (one !== undefined && one !== '') return [one]
  return card.type === 'weekday' ? [...WEEKEND] : []
}

const WEEKEND = [6, 7] as const
/** Opening hours, until somebody says otherwise: 9:00 to 18:00 in minutes. */
const HOURS: Range = { from: 540, to: 1_080 }

function rangeFrom(value: Leaf['value'], card: FieldCard, beginnings: Beginnings): Range {
  if (isRange(value)) return value
  if (card.type === 'minutes') return { ...HOURS }
  const one = firstOf(value) ?? scalarOf(card, beginnings)
  const end = typeof one === 'boolean' ? '' : one
  return { from: end, to: end }
}

function scalarOf(card: FieldCard, { today, midnight }: Beginnings): Scalar {
  switch (card.type) {
    case 'number':
      return 0
    case 'boolean':
      return true
    case 'weekday':
      return 1
    case 'minutes':
      return HOURS.from
    case 'date':
      return today
    case 'instant':
      return midnight
    default:
      return card.choices?.[0]?.value ?? ''
  }
}

/** 12345 with two decimals is shown as 123.45. */
export const shownNumber = (value: number, decimals: number): number => value / 10 ** decimals
/** And kept whole again, however a computer writes 1.1 × 100. */
export const keptNumber = (shown: number, decimals: number): number => Math.round(shown * 10 ** decimals)

/** Minutes since midnight as a clock shows them; the end of the day is 24:00. */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Undefined when it is no time of day. */
export function minutesOf(clock: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(clock) ?? []
  if (hours === undefined || minutes === undefined) return undefined
  const whole = Number(hours) * 60 + Number(minutes)
  return Number(minutes) < 60 && whole <= 24 * 60 ? whole : undefined
}
