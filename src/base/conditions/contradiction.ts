/** Whether a condition contradicts itself. Sound, not complete: what is reported can never hold, and much else cannot either. */
import { discriminators } from './discriminators.ts'
import { type Condition, isLeafOfMany, isLeafOfNothing, isLeafOfOne, type Leaf, type Scalar } from './tree.ts'
import { comparable } from './values.ts'
import type { Meaning, Meanings } from './vocabulary.ts'

/** True only when no subject satisfies a parsed condition. @throws TypeError when it does not fit the vocabulary */
export function cannotHold(condition: Condition, meanings: Meanings): boolean {
  if ('all' in condition) return condition.all.some((part) => cannotHold(part, meanings)) || clash(condition, meanings)
  if ('any' in condition) return condition.any.every((part) => cannotHold(part, meanings))
  if ('not' in condition) return alwaysHolds(condition.not, meanings)
  if ('line' in condition)
    return condition.line === 'any' && cannotHold(condition.where, { fields: meanings.lines?.fields ?? new Map() })
  return false
}

function alwaysHolds(condition: Condition, meanings: Meanings): boolean {
  if ('all' in condition) return condition.all.every((part) => alwaysHolds(part, meanings))
  if ('any' in condition) return condition.any.some((part) => alwaysHolds(part, meanings))
  return 'not' in condition && cannotHold(condition.not, meanings)
}

function clash(condition: Condition, meanings: Meanings): boolean {
  if (discriminators(condition, meanings).some(({ values }) => values.length === 0)) return true
  const spans = new Map<string, Span>()
  for (const leaf of together(condition)) {
    const meaning = meanings.fields.get(leaf.field)
    const span = meaning === undefined ? undefined : spanOf(leaf, meaning)
    if (span === undefined) continue
    const both = shared(spans.get(leaf.field), span)
    if (isEmpty(both)) return true
    spans.set(leaf.field, both)
  }
  return false
}

/** The leaves that must all hold. */
function together(condition: Condition): readonly Leaf[] {
  if ('all' in condition) return condition.all.flatMap(together)
  return 'any' in condition || 'not' in condition || 'line' in condition ? [] : [condition]
}

type End = { readonly value: Scalar; readonly included: boolean }
type Span = { readonly from: End | undefined; readonly to: End | undefined }

const ordered: readonly Meaning['type'][] = ['number', 'date', 'instant', 'minutes', 'weekday']

/** Where a field's value lies when the leaf holds; undefined when the leaf does not say. */
function spanOf(leaf: Leaf, meaning: Meaning): Span | undefined {
  if (!ordered.includes(meaning.type) || isLeafOfNothing(leaf)) return undefined
  const end = (value: Scalar, included = true): End => ({ value: comparable(meaning, value), included })
  if (isLeafOfOne(leaf)) {
    if (leaf.is === 'equals') return { from: end(leaf.value), to: end(leaf.value) }
    if (leaf.is === 'at-least' || leaf.is === 'greater-than')
      return { from: end(leaf.value, leaf.is === 'at-least'), to: undefined }
    if (leaf.is === 'at-most' || leaf.is === 'less-than')
      return { from: undefined, to: end(leaf.value, leaf.is === 'at-most') }
    return undefined
  }
  if (isLeafOfMany(leaf)) {
    if (leaf.is !== 'in') return undefined
    const ends = leaf.value.map((value) => end(value)).toSorted((a, b) => (a.value < b.value ? -1 : 1))
    return { from: ends[0], to: ends.at(-1) }
  }
  // A window of minutes may run over midnight: then it is two spans.
  const [from, to] = [end(leaf.value.from), end(leaf.value.to, leaf.is === 'between')]
  return from.value <= to.value ? { from, to } : undefined
}

function shared(a: Span | undefined, b: Span): Span {
  return {
    from: tighter(a?.from, b.from, (one, other) => one > other),
    to: tighter(a?.to, b.to, (one, other) => one < other),
  }
}

function tighter(a: End | undefined, b: End | undefined, within: (one: Scalar, other: Scalar) => boolean) {
  if (a === undefined || b === undefined) return a ?? b
  if (a.value === b.value) return a.included ? b : a
  return within(a.value, b.value) ? a : b
}

function isEmpty({ from, to }: Span): boolean {
  if (from === undefined || to === undefined) return false
  if (from.value !== to.value) return from.value > to.value
  return !(from.included && to.included)
}
