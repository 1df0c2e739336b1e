/**
 * A condition as SQL: the second compiler of the language (base/conditions/README.md). A field that is not set satisfies no
 * positive operator, and the negative ones are their opposites. What the value of a leaf is, travels as a parameter.
 */
import { type RawBuilder, sql } from 'kysely'
import { compile } from '../../base/conditions/compile.ts'
import {
  type Condition,
  isLeafOfMany,
  isLeafOfNothing,
  isLeafOfOne,
  type Leaf,
  type LeafOfMany,
  type LeafOfOne,
  type LeafOfRange,
  type Scalar,
} from '../../base/conditions/tree.ts'
import { comparable } from '../../base/conditions/values.ts'
import { type Field, type Meaning, textual } from '../../base/conditions/vocabulary.ts'
import { unreachable } from '../../base/refusals.ts'
import { asInstant } from '../../base/time.ts'
import { stamp } from './database.ts'

type Sql = RawBuilder<unknown>
type Truth = RawBuilder<boolean>

/**
 * Where a field stands. `here`: an expression over the row of the subject, null when not set; a date is text, a list an array.
 * `row`: at most one row of another table, whose value is never null; `absent` is the value where there is no such row, and
 * `given` says for which subjects the field is set at all.
 */
export type Column =
  | { readonly in: 'here'; readonly value: Sql }
  | {
      readonly in: 'row'
      /** `from … where …`, correlated with the subject's row. */
      readonly rows: Sql
      readonly value: Sql
      readonly absent: Scalar | undefined
      readonly given?: Sql
    }

export type Columns = ReadonlyMap<string, Column>

/** @throws TypeError when the condition does not fit: parse it again after a change of the vocabulary */
export function conditionSql(condition: Condition, fields: ReadonlyMap<string, Meaning>, columns: Columns): Truth {
  return said(condition, { fields, columns }, true)
}

type Known = { readonly fields: ReadonlyMap<string, Meaning>; readonly columns: Columns }

/** `wanted` false asks for the opposite: negations are carried to the leaves, so that an index serves what stands plainly. */
function said(condition: Condition, known: Known, wanted: boolean): Truth {
  if ('all' in condition) return joined(condition.all, known, { wanted, every: wanted })
  if ('any' in condition) return joined(condition.any, known, { wanted, every: !wanted })
  if ('not' in condition) return said(condition.not, known, !wanted)
  if ('line' in condition) throw new TypeError('a condition over lines has no SQL')
  return ofField(condition, known, wanted)
}

function joined(parts: readonly Condition[], known: Known, how: { wanted: boolean; every: boolean }): Truth {
  if (parts.length === 0) return how.every ? always : never
  const each = parts.map((part) => said(part, known, how.wanted))
  return sql<boolean>`(${sql.join(each, how.every ? sql` and ` : sql` or `)})`
}

const always = sql<boolean>`true`
const never = sql<boolean>`false`

function ofField(leaf: Leaf, { fields, columns }: Known, wanted: boolean): Truth {
  const meaning = fields.get(leaf.field)
  const column = columns.get(leaf.field)
  if (meaning === undefined || column === undefined)
    throw new TypeError(`a condition over an unknown field: ${leaf.field}`)
  const { positive, opposite } = positiveOf(leaf)
  const asked = wanted !== opposite
  if (column.in === 'here') {
    const holds = testOf(positive, meaning, column.value)
    return asked ? holds : sql<boolean>`(${holds}) is not true`
  }
  return ofRow(positive, { meaning, column, asked })
}

type RowColumn = Extract<Column, { in: 'row' }>

function ofRow(positive: Leaf, asked: { meaning: Meaning; column: RowColumn; asked: boolean }): Truth {
  const { meaning, column } = asked
  const test = testOf(positive, meaning, column.value)
  // Who has no row has the value `absent`: where that satisfies the test, only a row that does not speaks against it.
  const found = holdsOf(positive, meaning, column.absent)
    ? sql<boolean>`not exists (select 1 ${column.rows} and (${test}) is not true)`
    : sql<boolean>`exists (select 1 ${column.rows} and ${test})`
  const holds = column.given === undefined ? found : sql<boolean>`(${column.given} and ${found})`
  return asked.asked ? holds : sql<boolean>`not ${holds}`
}

/** What the first compiler says of one value. */
function holdsOf(leaf: Leaf, meaning: Meaning, value: Scalar | undefined): boolean {
  const field = { ...meaning, read: () => value } as Field<null>
  return compile(leaf, { fields: new Map([[leaf.field, field]]) })(null)
}

/** A negative operator as the opposite of its positive one. */
function positiveOf(leaf: Leaf): { positive: Leaf; opposite: boolean } {
  switch (leaf.is) {
    case 'not-equals':
      return { positive: { ...leaf, is: 'equals' }, opposite: true }
    case 'not-in':
      return { positive: { ...leaf, is: 'in' }, opposite: true }
    case 'has-none':
      return { positive: { ...leaf, is: 'has-any' }, opposite: true }
    case 'is-not-set':
      return { positive: { ...leaf, is: 'is-set' }, opposite: true }
    default:
      return { positive: leaf, opposite: false }
  }
}

function isMany(meaning: Meaning): boolean {
  return meaning.type === 'list' || meaning.type === 'category'
}

function testOf(leaf: Leaf, meaning: Meaning, raw: Sql): Truth {
  const value = folding(meaning, raw)
  if (isLeafOfNothing(leaf))
    return isMany(meaning) ? sql<boolean>`cardinality(${raw}) > 0` : sql<boolean>`${raw} is not null`
  if (isLeafOfOne(leaf)) return testOfOne(leaf, meaning, value)
  if (isLeafOfMany(leaf)) return testOfMany(leaf, meaning, value)
  return testOfRange(leaf, meaning, value)
}

/** Only A–Z become a–z. */
function folding(meaning: Meaning, raw: Sql): Sql {
  if (textual(meaning)?.caseless !== true) return raw
  return isMany(meaning)
    ? sql`array(select lower(each collate "C") from unnest(${raw}) as each)`
    : sql`lower(${raw} collate "C")`
}

function parameter(meaning: Meaning, value: Scalar): Sql {
  switch (meaning.type) {
    case 'number':
    case 'minutes':
    case 'weekday':
      return sql`${value}::int8`
    case 'boolean':
      return sql`${value}::bool`
    case 'instant':
      return sql`${stamp(asInstant(Number(value)))}::timestamptz`
    case 'text':
    case 'date':
    case 'list':
    case 'category':
      return sql`${value}::text`
    default:
      return unreachable(meaning)
  }
}

/** Text has one order, whatever language the database sorts in. */
function sorted(meaning: Meaning, value: Sql): Sql {
  return meaning.type === 'date' ? sql`${value} collate "C"` : value
}

function testOfOne(leaf: LeafOfOne, meaning: Meaning, value: Sql): Truth {
  const wanted = parameter(meaning, comparable(meaning, leaf.value))
  const ordered = sorted(meaning, value)
  switch (leaf.is) {
    case 'equals':
      return sql<boolean>`${value} = ${wanted}`
    case 'less-than':
      return sql<boolean>`${ordered} < ${wanted}`
    case 'at-most':
      return sql<boolean>`${ordered} <= ${wanted}`
    case 'greater-than':
      return sql<boolean>`${ordered} > ${wanted}`
    case 'at-least':
      return sql<boolean>`${ordered} >= ${wanted}`
    case 'contains':
      return sql<boolean>`strpos(${value}, ${wanted}) > 0`
    case 'starts-with':
      return sql<boolean>`starts_with(${value}, ${wanted})`
    case 'within':
      return sql<boolean>`${value} @> array[${wanted}]`
    case 'not-equals':
      throw new TypeError('a negative operator is asked for as the opposite of its positive one')
    default:
      return unreachable(leaf.is)
  }
}

function testOfMany(leaf: LeafOfMany, meaning: Meaning, value: Sql): Truth {
  const wanted = sql`array[${sql.join(leaf.value.map((each) => parameter(meaning, comparable(meaning, each))))}]`
  switch (leaf.is) {
    case 'in':
      return sql<boolean>`${value} = any(${wanted})`
    case 'has-any':
    case 'within-any':
      return sql<boolean>`${value} && ${wanted}`
    case 'has-all':
      return sql<boolean>`${value} @> ${wanted}`
    case 'not-in':
    case 'has-none':
      throw new TypeError('a negative operator is asked for as the opposite of its positive one')
    default:
      return unreachable(leaf.is)
  }
}

function testOfRange(leaf: LeafOfRange, meaning: Meaning, raw: Sql): Truth {
  const [from, to] = [comparable(meaning, leaf.value.from), comparable(meaning, leaf.value.to)]
  const value = sorted(meaning, raw)
  const [after, before] = [parameter(meaning, from), parameter(meaning, to)]
  if (leaf.is === 'between') return sql<boolean>`(${value} >= ${after} and ${value} <= ${before})`
  if (leaf.is === 'during')
    return from < to
      ? sql<boolean>`(${value} >= ${after} and ${value} < ${before})`
      : sql<boolean>`(${value} >= ${after} or ${value} < ${before})`
  return unreachable(leaf.is)
}
