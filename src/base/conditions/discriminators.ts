/**
 * What any match must have in common, so that rules can be found by channel, store, tier, sku or category instead of
 * being tried one after another. Only necessary constraints are returned: a subject that misses one cannot match.
 */
import { unreachable } from '../refusals.ts'
import { type Condition, isLeafOfMany, isLeafOfOne, type Leaf, type LineCondition, type Scalar } from './tree.ts'
import { comparable, known, knownTexts } from './values.ts'
import { type Field, lineVocabulary, type Meaning, type Meanings, type Vocabulary } from './vocabulary.ts'

/** Whether the keys are those of the subject itself or those of all its lines together. */
export type KeyedBy = 'subject' | 'lines'

/**
 * A subject matches only when one of its keys (see `keyReader`) is among `values`. Without values nothing matches.
 * Values are in compared form: caseless text is folded, so a lookup by equality is enough.
 */
export type Discriminator = {
  readonly field: string
  readonly of: KeyedBy
  readonly values: readonly Scalar[]
}

/** `single` when a subject has at most one key for the field, so that two constraints must hold of the same key. */
type Constraint = {
  readonly field: string
  readonly of: KeyedBy
  readonly single: boolean
  readonly values: ReadonlySet<Scalar>
}

/**
 * The necessary equalities of a parsed condition, possibly none. Lists, categories and line fields may come several
 * times: each time is a constraint of its own. @throws TypeError when the condition does not fit the vocabulary
 */
export function discriminators(condition: Condition, meanings: Meanings): readonly Discriminator[] {
  return gather(condition, { meanings, negated: false }).map(({ field, of, values }) => ({
    field,
    of,
    values: [...values],
  }))
}

type Scope = { readonly meanings: Meanings; readonly negated: boolean }

function gather(condition: Condition, scope: Scope): readonly Constraint[] {
  const inside = (each: Condition): readonly Constraint[] => gather(each, scope)
  if ('all' in condition) {
    const parts = condition.all.map(inside)
    return scope.negated ? disjunction(parts) : conjunction(parts)
  }
  if ('any' in condition) {
    const parts = condition.any.map(inside)
    return scope.negated ? conjunction(parts) : disjunction(parts)
  }
  if ('not' in condition) return gather(condition.not, { ...scope, negated: !scope.negated })
  if ('line' in condition) return ofLines(condition, scope)
  return ofLeaf(condition, scope)
}

/** Only "some line …" asks for a line at all; "every line" and "no line" are true of an order without lines. */
function ofLines(condition: LineCondition, { meanings, negated }: Scope): readonly Constraint[] {
  const some = negated ? condition.line !== 'any' : condition.line === 'any'
  if (!some) return []
  const lineScope = {
    meanings: { fields: meanings.lines?.fields ?? new Map<string, Meaning>() },
    negated: condition.line === 'all',
  }
  return gather(condition.where, lineScope).map((each) => ({ ...each, of: 'lines', single: false }))
}

function ofLeaf(leaf: Leaf, { meanings, negated }: Scope): readonly Constraint[] {
  const meaning = meanings.fields.get(leaf.field)
  if (meaning === undefined) throw new TypeError(`a condition over an unknown field: ${leaf.field}`)
  const single = meaning.type !== 'list' && meaning.type !== 'category'
  const needs = (values: readonly Scalar[]): readonly Constraint[] => [
    {
      field: leaf.field,
      of: 'subject',
      single,
      values: new Set(values.map((each) => comparable(meaning, each))),
    },
  ]
  if (isLeafOfOne(leaf)) {
    const positive = negated ? leaf.is === 'not-equals' : leaf.is === 'equals' || leaf.is === 'within'
    return positive ? needs([leaf.value]) : []
  }
  if (!isLeafOfMany(leaf)) return []
  const { is, value } = leaf
  switch (is) {
    case 'in':
    case 'has-any':
    case 'within-any':
      return negated ? [] : needs(value)
    case 'has-all':
      return negated ? [] : needs(value.slice(0, 1))
    case 'not-in':
    case 'has-none':
      return negated ? needs(value) : []
    default:
      return unreachable(is)
  }
}

/** Everything that any part needs; a single key that two parts constrain must satisfy both. */
function conjunction(parts: readonly (readonly Constraint[])[]): readonly Constraint[] {
  const singles = new Map<string, Constraint>()
  const others: Constraint[] = []
  for (const each of parts.flat()) {
    if (!each.single) {
      others.push(each)
      continue
    }
    const earlier = singles.get(each.field)
    singles.set(
      each.field,
      earlier === undefined ? each : { ...each, values: earlier.values.intersection(each.values) },
    )
  }
  return [...singles.values(), ...others]
}

/** What all branches constrain, each by its narrowest constraint; one branch without it makes it unnecessary. */
function disjunction(branches: readonly (readonly Constraint[])[]): readonly Constraint[] {
  const [first, ...rest] = branches.map(narrowest)
  if (first === undefined) return []
  const shared: Constraint[] = []
  for (const [key, constraint] of first) {
    const others = rest.map((branch) => branch.get(key)?.values)
    const values = others.reduce((sum, each) => (sum && each ? sum.union(each) : undefined), constraint.values)
    if (values !== undefined) shared.push({ ...constraint, values })
  }
  return shared
}

function narrowest(constraints: readonly Constraint[]): ReadonlyMap<string, Constraint> {
  const chosen = new Map<string, Constraint>()
  for (const each of constraints) {
    const key = `${each.of} ${each.field}`
    const earlier = chosen.get(key)
    if (earlier === undefined || each.values.size < earlier.values.size) chosen.set(key, each)
  }
  return chosen
}

/**
 * Reads the keys under which a subject is found for a discriminator's field: none when it is not set. Never throws.
 * @throws TypeError here, at once, when the vocabulary has no such field
 */
export function keyReader<Subject, Line>(
  key: { readonly field: string; readonly of: KeyedBy },
  vocabulary: Vocabulary<Subject, Line>,
): (subject: Subject) => readonly Scalar[] {
  if (key.of === 'subject') return keysOf(key.field, vocabulary.fields)
  if (vocabulary.lines === undefined) throw new TypeError('keys of lines need a vocabulary with lines')
  const { read } = vocabulary.lines
  const ofLine = keysOf(key.field, lineVocabulary(vocabulary).fields)
  return (subject) => {
    try {
      const keys = new Set<Scalar>()
      for (const line of read(subject)) for (const key of ofLine(line)) keys.add(key)
      return [...keys]
    } catch {
      return []
    }
  }
}

function keysOf<Subject>(
  name: string,
  fields: ReadonlyMap<string, Field<Subject>>,
): (subject: Subject) => readonly Scalar[] {
  const field = fields.get(name)
  if (field === undefined) throw new TypeError(`keys of an unknown field: ${name}`)
  const keys = keysOfValue(field)
  return (subject) => {
    try {
      return keys(field.read(subject))
    } catch {
      return []
    }
  }
}

function keysOfValue(meaning: Meaning): (raw: unknown) => readonly Scalar[] {
  if (meaning.type === 'list' || meaning.type === 'category') return knownTexts(meaning)
  const value = known(meaning)
  return (raw) => {
    const key = value(raw)
    return key === undefined ? [] : [key]
  }
}
