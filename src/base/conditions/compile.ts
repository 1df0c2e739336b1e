/**
 * A condition as a predicate: closures over closures, no generated code. Logic has two values. A field that is not set
 * satisfies no positive operator; the negative ones (`not-equals`, `not-in`, `has-none`, `is-not-set`) are their exact
 * opposites, so it satisfies all of them.
 */
import { unreachable } from '../refusals.ts'
import {
  type Condition,
  isLeafOfMany,
  isLeafOfNothing,
  isLeafOfOne,
  type Leaf,
  type LeafOfMany,
  type LeafOfOne,
  type LeafOfRange,
  type LineCondition,
  type Scalar,
} from './tree.ts'
import { comparable, known, knownTexts } from './values.ts'
import { type Field, lineVocabulary, type Meaning, textual, type Vocabulary } from './vocabulary.ts'

export type Predicate<Subject> = (subject: Subject) => boolean

/** What a leaf asks of the value that the reader returned, whatever that is. */
type Test = (raw: unknown) => boolean

/**
 * The predicate of a parsed condition. It is synchronous and never throws: a reader that throws reads as not set.
 * @throws TypeError here, at once, when the condition does not fit the vocabulary: parse it again after a change
 */
export function compile<Subject, Line>(
  condition: Condition,
  vocabulary: Vocabulary<Subject, Line>,
): Predicate<Subject> {
  if ('all' in condition) return every(condition.all.map((each) => compile(each, vocabulary)))
  if ('any' in condition) return some(condition.any.map((each) => compile(each, vocabulary)))
  if ('not' in condition) return opposite(compile(condition.not, vocabulary))
  if ('line' in condition) return ofLines(condition, vocabulary)
  return ofField(condition, vocabulary.fields)
}

function every<Subject>(parts: readonly Predicate<Subject>[]): Predicate<Subject> {
  const [first, second] = parts
  if (first === undefined) return () => true
  if (second === undefined) return first
  if (parts.length === 2) return (subject) => first(subject) && second(subject)
  return (subject) => {
    for (const part of parts) if (!part(subject)) return false
    return true
  }
}

function some<Subject>(parts: readonly Predicate<Subject>[]): Predicate<Subject> {
  const [first, second] = parts
  if (first === undefined) return () => false
  if (second === undefined) return first
  if (parts.length === 2) return (subject) => first(subject) || second(subject)
  return (subject) => {
    for (const part of parts) if (part(subject)) return true
    return false
  }
}

function opposite<Subject>(part: Predicate<Subject>): Predicate<Subject> {
  return (subject) => !part(subject)
}

function ofLines<Subject, Line>(condition: LineCondition, vocabulary: Vocabulary<Subject, Line>): Predicate<Subject> {
  if (vocabulary.lines === undefined) throw new TypeError('a condition over lines needs a vocabulary with lines')
  const { read } = vocabulary.lines
  const matches = compile(condition.where, lineVocabulary(vocabulary))
  switch (condition.line) {
    case 'any':
      return anyLine(read, matches)
    case 'none':
      return opposite(anyLine(read, matches))
    case 'all':
      return opposite(anyLine(read, opposite(matches)))
    default:
      return unreachable(condition.line)
  }
}

/** Lines that cannot be read are no lines. */
function anyLine<Subject, Line>(
  read: (subject: Subject) => readonly Line[],
  matches: Predicate<Line>,
): Predicate<Subject> {
  return (subject) => {
    try {
      for (const line of read(subject)) if (matches(line)) return true
      return false
    } catch {
      return false
    }
  }
}

function ofField<Subject>(leaf: Leaf, fields: ReadonlyMap<string, Field<Subject>>): Predicate<Subject> {
  const field = fields.get(leaf.field)
  if (field === undefined) throw new TypeError(`a condition over an unknown field: ${leaf.field}`)
  const test = testOf(leaf, field)
  const whenNotSet = test(undefined)
  return (subject) => {
    try {
      return test(field.read(subject))
    } catch {
      return whenNotSet
    }
  }
}

function testOf(leaf: Leaf, meaning: Meaning): Test {
  if (isLeafOfNothing(leaf)) {
    const isSet = testOfPresence(meaning)
    return leaf.is === 'is-set' ? isSet : opposite(isSet)
  }
  if (isLeafOfOne(leaf)) return testOfOne(leaf, meaning)
  if (isLeafOfMany(leaf)) return testOfMany(leaf, meaning)
  return testOfRange(leaf, meaning)
}

function testOfPresence(meaning: Meaning): Test {
  if (meaning.type === 'list' || meaning.type === 'category') {
    const texts = knownTexts(meaning)
    return (raw) => texts(raw).length > 0
  }
  const value = known(meaning)
  return (raw) => value(raw) !== undefined
}

function testOfOne(leaf: LeafOfOne, meaning: Meaning): Test {
  const wanted = comparable(meaning, leaf.value)
  switch (leaf.is) {
    case 'equals':
      return equal(meaning, wanted)
    case 'not-equals':
      return opposite(equal(meaning, wanted))
    case 'less-than':
      return ordered(meaning, (value) => value < wanted)
    case 'at-most':
      return ordered(meaning, (value) => value <= wanted)
    case 'greater-than':
      return ordered(meaning, (value) => value > wanted)
    case 'at-least':
      return ordered(meaning, (value) => value >= wanted)
    case 'contains':
      return inText(meaning, (text) => text.includes(String(wanted)))
    case 'starts-with':
      return inText(meaning, (text) => text.startsWith(String(wanted)))
    case 'within':
      return anyOf(meaning, new Set([wanted]))
    default:
      return unreachable(leaf.is)
  }
}

function equal(meaning: Meaning, wanted: Scalar): Test {
  if (meaning.type === 'text' && textual(meaning)?.caseless !== true) return (raw) => raw === wanted
  const value = known(meaning)
  return (raw) => value(raw) === wanted
}

function ordered(meaning: Meaning, compares: (value: Scalar) => boolean): Test {
  const value = known(meaning)
  return (raw) => {
    const read = value(raw)
    return read !== undefined && compares(read)
  }
}

function inText(meaning: Meaning, compares: (text: string) => boolean): Test {
  const value = known(meaning)
  return (raw) => {
    const read = value(raw)
    return typeof read === 'string' && compares(read)
  }
}

function testOfMany(leaf: LeafOfMany, meaning: Meaning): Test {
  const wanted = new Set(leaf.value.map((each) => comparable(meaning, each)))
  switch (leaf.is) {
    case 'in':
      return member(meaning, wanted)
    case 'not-in':
      return opposite(member(meaning, wanted))
    case 'has-any':
    case 'within-any':
      return anyOf(meaning, wanted)
    case 'has-none':
      return opposite(anyOf(meaning, wanted))
    case 'has-all':
      return allOf(meaning, wanted)
    default:
      return unreachable(leaf.is)
  }
}

function member(meaning: Meaning, wanted: ReadonlySet<Scalar>): Test {
  const value = known(meaning)
  return (raw) => {
    const read = value(raw)
    return read !== undefined && wanted.has(read)
  }
}

function anyOf(meaning: Meaning, wanted: ReadonlySet<Scalar>): Test {
  const texts = knownTexts(meaning)
  return (raw) => {
    for (const text of texts(raw)) if (wanted.has(text)) return true
    return false
  }
}

function allOf(meaning: Meaning, wanted: ReadonlySet<Scalar>): Test {
  const texts = knownTexts(meaning)
  return (raw) => wanted.isSubsetOf(new Set(texts(raw)))
}

function testOfRange(leaf: LeafOfRange, meaning: Meaning): Test {
  const from = comparable(meaning, leaf.value.from)
  const to = comparable(meaning, leaf.value.to)
  if (leaf.is === 'between') return ordered(meaning, (value) => value >= from && value <= to)
  if (leaf.is === 'during')
    return from < to
      ? ordered(meaning, (value) => value >= from && value < to)
      : ordered(meaning, (value) => value >= from || value < to)
  return unreachable(leaf.is)
}
