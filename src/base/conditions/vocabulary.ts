/**
 * A vocabulary says which fields a condition may speak about, what each one means, and how it is read from a subject.
 * Rooms declare fields; base knows none. The meaning (type, unit, case) is all that parsing, describing and a second
 * compiler need; `read` serves the JavaScript compiler alone.
 */
import { type Locale, unreachable, type Words } from '../refusals.ts'
import type { Instant } from '../time.ts'
import { type Operator, type Takes, takes } from './tree.ts'

/** What a reader returns for each type of field. */
export type Values = {
  /** Compared by code points, as it is stored: no trimming, no Unicode normalisation. */
  text: string
  /** A safe integer in the field's smallest unit. */
  number: number
  boolean: boolean
  /** Milliseconds since 1970-01-01T00:00Z. */
  instant: Instant
  /** A calendar day `YYYY-MM-DD`. */
  date: string
  /** Wall-clock minutes since midnight, 0 … 1439. */
  minutes: number
  /** ISO 8601: 1 is Monday, 7 is Sunday. */
  weekday: number
  /** A set of texts; order and repetition do not matter. Empty is the same as not set. */
  list: readonly string[]
  /** A place in a tree: the category itself and all its ancestors. Empty is the same as not set. */
  category: readonly string[]
}
export type FieldType = keyof Values

/** How the values of a textual field are compared and shown. */
type Textual = {
  /** A–Z and a–z are the same letter; all other letters stay distinct, as `lower(x collate "C")` in Postgres has it. */
  readonly caseless?: boolean
  /** The only values that exist, with the words a person knows them by. Parsing refuses any other. */
  readonly choices?: ReadonlyMap<string, Words>
  /** What a person calls a value that comes from the company's own data, such as a store or a category. */
  readonly nameOf?: (value: string, locale: Locale) => string | undefined
}
type Counted = {
  /** Shown behind the number: 元, points, days. */
  readonly unit?: Words
  /** Of the shown number: with 2, the value 12345 is shown as 123.45. The value itself stays whole. */
  readonly decimals?: number
}
type Plain = Readonly<Record<never, never>>

type Traits = {
  text: Textual
  number: Counted
  boolean: Plain
  instant: Plain
  date: Plain
  minutes: Plain
  weekday: Plain
  list: Textual
  category: Textual
}

type Declared<T extends FieldType> = {
  readonly type: T
  readonly words: Words
  /** What a model thinks of one person, such as how likely he is to leave: no price may hang on it. */
  readonly personal?: boolean
} & Traits[T]

/** What a field means, without how it is read. `words` name it in the middle of a sentence: "order amount", 订单金额. */
export type Meaning = { [T in FieldType]: Declared<T> }[FieldType]

/**
 * One field of a subject. `read` returns nothing (`undefined` or `null`) when the subject has no such value;
 * a reader that throws, or that returns something of another type, counts as not set.
 */
export type Field<Subject> = {
  [T in FieldType]: Declared<T> & { readonly read: (subject: Subject) => Values[T] | undefined | null }
}[FieldType]

/** Fields by name. A map is for names that come from data, where `__proto__` is a name like any other. */
export type Fields<Subject> = Readonly<Record<string, Field<Subject>>> | ReadonlyMap<string, Field<Subject>>

export type Vocabulary<Subject, Line = never> = {
  readonly fields: ReadonlyMap<string, Field<Subject>>
  readonly lines?: Lines<Subject, Line>
}

/** The lines that `{ line: …, where: … }` speaks about; `fields` alone are known inside `where`. */
export type Lines<Subject, Line> = {
  readonly fields: ReadonlyMap<string, Field<Line>>
  readonly read: (subject: Subject) => readonly Line[]
}

/** A vocabulary as far as its meaning goes: any vocabulary is one, whatever its subject. */
export type Meanings = {
  readonly fields: ReadonlyMap<string, Meaning>
  readonly lines?: { readonly fields: ReadonlyMap<string, Meaning> }
}

/** Builds a vocabulary; `lines` is for subjects that have order lines. */
export function vocabulary<Subject, Line = never>(parts: {
  readonly fields: Fields<Subject>
  readonly lines?: { readonly fields: Fields<Line>; readonly read: (subject: Subject) => readonly Line[] }
}): Vocabulary<Subject, Line> {
  const fields = byName(parts.fields)
  if (parts.lines === undefined) return { fields }
  return { fields, lines: { fields: byName(parts.lines.fields), read: parts.lines.read } }
}

/** The vocabulary of one line, for line scopes: conditions over line fields alone. */
export function lineVocabulary<Subject, Line>(whole: Vocabulary<Subject, Line>): Vocabulary<Line> {
  return { fields: whole.lines?.fields ?? new Map() }
}

function byName<Subject>(fields: Fields<Subject>): ReadonlyMap<string, Field<Subject>> {
  return new Map(isMap(fields) ? fields : Object.entries(fields))
}

function isMap<Subject>(fields: Fields<Subject>): fields is ReadonlyMap<string, Field<Subject>> {
  return fields instanceof Map
}

const ordered = ['less-than', 'at-most', 'greater-than', 'at-least'] as const
const same = ['equals', 'not-equals'] as const
const oneOf = ['in', 'not-in'] as const
const known = ['is-set', 'is-not-set'] as const

/** The operators that a type of field understands, in the order in which an editor offers them. */
export const operatorsOf: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: [...same, ...oneOf, 'contains', 'starts-with', ...known],
  number: ['at-least', 'greater-than', 'at-most', 'less-than', ...same, 'between', ...oneOf, ...known],
  boolean: [...same, ...known],
  instant: [...ordered, 'during', ...known],
  date: [...same, ...ordered, 'between', ...oneOf, ...known],
  minutes: ['during', ...ordered, ...known],
  weekday: [...oneOf, ...same, ...known],
  list: ['has-any', 'has-all', 'has-none', ...known],
  category: ['within', 'within-any', ...known],
}

/** The traits of a textual field; undefined for the others. */
export function textual(meaning: Meaning): Textual | undefined {
  switch (meaning.type) {
    case 'text':
    case 'list':
    case 'category':
      return meaning
    case 'number':
    case 'boolean':
    case 'instant':
    case 'date':
    case 'minutes':
    case 'weekday':
      return undefined
    default:
      return unreachable(meaning)
  }
}

/** One field as an editor needs it: JSON, without functions. */
export type FieldCard = {
  readonly name: string
  readonly type: FieldType
  readonly words: Words
  readonly unit: Words | null
  readonly decimals: number
  readonly caseless: boolean
  readonly choices: readonly { readonly value: string; readonly words: Words }[] | null
  readonly operators: readonly { readonly is: Operator; readonly takes: Takes }[]
}

/** The fields of a vocabulary for an editor: those of the subject, and those known inside `where`. */
export function fieldCards(meanings: Meanings): {
  readonly fields: readonly FieldCard[]
  readonly lineFields: readonly FieldCard[]
} {
  const cards = (fields: Meanings['fields']): FieldCard[] => [...fields].map(([name, meaning]) => card(name, meaning))
  return {
    fields: cards(meanings.fields),
    lineFields: meanings.lines === undefined ? [] : cards(meanings.lines.fields),
  }
}

function card(name: string, meaning: Meaning): FieldCard {
  const counted = meaning.type === 'number' ? meaning : undefined
  const choices = textual(meaning)?.choices
  return {
    name,
    type: meaning.type,
    words: meaning.words,
    unit: counted?.unit ?? null,
    decimals: counted?.decimals ?? 0,
    caseless: textual(meaning)?.caseless ?? false,
    choices: choices === undefined ? null : [...choices].map(([value, words]) => ({ value, words })),
    operators: operatorsOf[meaning.type].map((is) => ({ is, takes: takes(is) })),
  }
}
