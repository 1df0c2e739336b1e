import { type ShopLine, type ShopOrder, shop } from './shop.fixture.ts'
import { type Condition, isLeafOfMany, isLeafOfNothing, isLeafOfOne, type Leaf } from './tree.ts'
import type { Meaning } from './vocabulary.ts'

/** The language again, as SQL would have it: nulls first, then plain loops. Shares no code with the compiler. */
export function replay(condition: Condition, subject: ShopOrder): boolean {
  return said(
    condition,
    subject,
    (line, inner) => said(inner, line, () => false, shop.lines?.fields),
    shop.fields,
    subject.lines,
  )
}

function said<S>(
  condition: Condition,
  subject: S,
  ofLine: (line: ShopLine, inner: Condition) => boolean,
  fields: ReadonlyMap<string, Meaning & { read: (subject: S) => unknown }> = new Map(),
  lines: readonly ShopLine[] = [],
): boolean {
  const inner = (each: Condition) => said(each, subject, ofLine, fields, lines)
  if ('all' in condition) return condition.all.filter(inner).length === condition.all.length
  if ('any' in condition) return condition.any.filter(inner).length > 0
  if ('not' in condition) return !inner(condition.not)
  if ('line' in condition) {
    const count = lines.filter((line) => ofLine(line, condition.where)).length
    return condition.line === 'any' ? count > 0 : condition.line === 'none' ? count === 0 : count === lines.length
  }
  const field = fields.get(condition.field)
  return field === undefined
    ? false
    : leafSaid(condition, field.type, field.read(subject), field.type === 'text' && field.caseless === true)
}

function leafSaid(leaf: Leaf, type: string, raw: unknown, caseless: boolean): boolean {
  const plain = (each: unknown) =>
    type === 'instant' && typeof each === 'string'
      ? Date.parse(each)
      : caseless
        ? String(each).replace(/[A-Z]/g, (c) => c.toLowerCase())
        : each
  const empty = raw === null || raw === undefined || (Array.isArray(raw) && raw.length === 0)
  if (isLeafOfNothing(leaf)) return (leaf.is === 'is-set') !== empty
  if (leaf.is.startsWith('not-') || leaf.is === 'has-none') if (empty) return true
  if (empty) return false
  const has = new Set<unknown>(Array.isArray(raw) ? raw : [plain(raw)])
  const number = (each: unknown) => (typeof each === 'number' ? each : Date.parse(String(each)))
  const x = number(raw)
  if (isLeafOfOne(leaf)) {
    const v = number(leaf.value)
    if (leaf.is === 'less-than') return x < v
    if (leaf.is === 'at-most') return x <= v
    if (leaf.is === 'greater-than') return x > v
    if (leaf.is === 'at-least') return x >= v
    if (leaf.is === 'contains') return String(plain(raw)).split(String(plain(leaf.value))).length > 1
    if (leaf.is === 'starts-with') return String(plain(raw)).slice(0, String(leaf.value).length) === plain(leaf.value)
    return (leaf.is !== 'not-equals') === has.has(plain(leaf.value))
  }
  if (isLeafOfMany(leaf)) {
    const found = leaf.value.filter((each) => has.has(plain(each))).length
    if (leaf.is === 'has-all') return found === leaf.value.length
    return (leaf.is !== 'not-in' && leaf.is !== 'has-none') === found > 0
  }
  const [from, to] = [number(leaf.value.from), number(leaf.value.to)]
  if (leaf.is === 'between') return from <= x && x <= to
  return from < to ? from <= x && x < to : !(to <= x && x < from)
}
