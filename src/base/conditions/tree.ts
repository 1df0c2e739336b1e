/**
 * The tree of a condition. A parsed condition is plain JSON: it is stored, sent and compared as it is,
 * and parsing it again gives the same tree. See README.md for what each operator means.
 */
import { unreachable } from '../refusals.ts'

/** One value as JSON. Dates and instants are text; minutes and weekdays are whole numbers. */
export type Scalar = string | number | boolean

/** Two ends of one type. `between` includes both; `during` includes `from` only. */
export type Range = { readonly from: string | number; readonly to: string | number }

const withNothing = ['is-set', 'is-not-set'] as const
const withOne = [
  'equals',
  'not-equals',
  'less-than',
  'at-most',
  'greater-than',
  'at-least',
  'contains',
  'starts-with',
  'within',
] as const
const withMany = ['in', 'not-in', 'has-any', 'has-all', 'has-none', 'within-any'] as const
const withRange = ['between', 'during'] as const

export const operators = [...withNothing, ...withOne, ...withMany, ...withRange] as const
export const quantifiers = ['any', 'all', 'none'] as const

export type OperatorOfNothing = (typeof withNothing)[number]
export type OperatorOfOne = (typeof withOne)[number]
export type OperatorOfMany = (typeof withMany)[number]
export type OperatorOfRange = (typeof withRange)[number]
export type Operator = (typeof operators)[number]
export type Quantifier = (typeof quantifiers)[number]

export type LeafOfNothing = { readonly field: string; readonly is: OperatorOfNothing }
export type LeafOfOne = { readonly field: string; readonly is: OperatorOfOne; readonly value: Scalar }
export type LeafOfMany = { readonly field: string; readonly is: OperatorOfMany; readonly value: readonly Scalar[] }
export type LeafOfRange = { readonly field: string; readonly is: OperatorOfRange; readonly value: Range }
export type Leaf = LeafOfNothing | LeafOfOne | LeafOfMany | LeafOfRange

export type All = { readonly all: readonly Condition[] }
export type Any = { readonly any: readonly Condition[] }
export type Not = { readonly not: Condition }

/** `any`: at least one line satisfies `where`. `none`: no line does. `all`: no line fails it; true without lines. */
export type LineCondition = { readonly line: Quantifier; readonly where: Condition }

export type Condition = All | Any | Not | LineCondition | Leaf

/** True of every subject: what an empty condition in an editor means. */
export const always: Condition = { all: [] }

/** What a tree may hold, so that any accepted condition is shown, compiled and counted in bounded time. */
export const limits = {
  /** Levels; the root is level 1. A person does not read further, and no walk can exhaust the stack. */
  depth: 20,
  /** Groups, negations, quantifiers and leaves together. */
  nodes: 500,
  /** Values of one list. */
  values: 1_000,
  /** UTF-16 units of one text. */
  text: 500,
  /** Values of all leaves together: 500 lists of 1,000 would each be fine and together be an attack. */
  valuesInAll: 10_000,
  /** UTF-16 units of all texts together; keeps a whole tree well under 1 MB. */
  textInAll: 100_000,
} as const

/** What an operator takes as its value. */
export type Takes = 'nothing' | 'one' | 'many' | 'range'

const includes = <T extends string>(names: readonly T[], name: unknown): name is T =>
  names.some((each) => each === name)

export const takesNothing = (name: unknown): name is OperatorOfNothing => includes(withNothing, name)
export const takesOne = (name: unknown): name is OperatorOfOne => includes(withOne, name)
export const takesMany = (name: unknown): name is OperatorOfMany => includes(withMany, name)
export const takesRange = (name: unknown): name is OperatorOfRange => includes(withRange, name)
export const isOperator = (name: unknown): name is Operator => includes(operators, name)
export const isQuantifier = (name: unknown): name is Quantifier => includes(quantifiers, name)

export function takes(operator: Operator): Takes {
  if (takesNothing(operator)) return 'nothing'
  if (takesOne(operator)) return 'one'
  if (takesMany(operator)) return 'many'
  if (takesRange(operator)) return 'range'
  return unreachable(operator)
}

/** Narrow a leaf by what its operator takes. */
export const isLeafOfNothing = (leaf: Leaf): leaf is LeafOfNothing => takesNothing(leaf.is)
export const isLeafOfOne = (leaf: Leaf): leaf is LeafOfOne => takesOne(leaf.is)
export const isLeafOfMany = (leaf: Leaf): leaf is LeafOfMany => takesMany(leaf.is)

/** Names of the fields that a condition reads, each once, sorted by code unit. */
export function fieldsUsed(condition: Condition): readonly string[] {
  const names = new Set<string>()
  collect(condition, names)
  return [...names].sort()
}

function collect(condition: Condition, names: Set<string>): void {
  if ('all' in condition) for (const each of condition.all) collect(each, names)
  else if ('any' in condition) for (const each of condition.any) collect(each, names)
  else if ('not' in condition) collect(condition.not, names)
  else if ('line' in condition) collect(condition.where, names)
  else names.add(condition.field)
}
