/**
 * What differs between two definitions, by structure alone. A top-level list whose items have codes is a section and is compared
 * item by item; everything else at the top is a value. Within an item each field is one thing: compared as a whole, unless it is a
 * list of coded parts (the tiers of a ladder) or a text in several languages.
 */
import { canonical } from '../base/canonical.ts'
import { locales } from '../base/refusals.ts'
import { type Coded, fieldOf, isCoded, isJson, type Json } from './places.ts'

/** `before` and `after` are undefined where there is nothing. */
export type FieldChange = { readonly path: string; readonly before: unknown; readonly after: unknown }

export type Difference = {
  /** `earningRules.base-points`, or `timeZone`. */
  readonly place: string
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered'
  /** Both null for a value; `code` is null too for the order of a section. */
  readonly section: string | null
  readonly code: string | null
  readonly before: unknown
  readonly after: unknown
  /** Of a changed item: what changed in it, with the way from the item: `tiers.gold.reach`. */
  readonly fields: readonly FieldChange[]
}

/** None exactly when the two are equal, whatever the order of their fields. */
export function differences(before: object, after: object): Difference[] {
  return keysOf(before, after).flatMap((key) => {
    const [was, is] = [fieldOf(before, key), fieldOf(after, key)]
    if (same(was, is)) return []
    const parts = areSections(was, is) ? sectionDifferences(key, was ?? [], is ?? []) : []
    return parts.length > 0 ? parts : [valueDifference(key, was, is)]
  })
}

/** Sections of either side; a list that is there on one side only is one when its items have codes. */
function areSections(was: unknown, is: unknown): boolean {
  return isCoded(was ?? []) && isCoded(is ?? [])
}

function valueDifference(place: string, before: unknown, after: unknown): Difference {
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  return { place, kind, section: null, code: null, before, after, fields: [] }
}

function sectionDifferences(section: string, was: unknown, is: unknown): Difference[] {
  const [before, after] = [coded(was), coded(is)]
  const items = codesOf(before, after).flatMap((code): Difference[] => {
    const [old, now] = [before.get(code), after.get(code)]
    const whole = { place: `${section}.${code}`, section, code, before: old, after: now, fields: [] }
    if (old === undefined) return [{ ...whole, kind: 'added' }]
    if (now === undefined) return [{ ...whole, kind: 'removed' }]
    return same(old, now) ? [] : [{ ...whole, kind: 'changed', fields: fieldChanges(old, now) }]
  })
  const order = reordered(before, after)
  if (order === undefined) return items
  return [...items, { place: section, kind: 'reordered', section, code: null, ...order, fields: [] }]
}

function fieldChanges(before: Json, after: Json, path = ''): FieldChange[] {
  return keysOf(before, after).flatMap((key) =>
    changesOf(fieldOf(before, key), fieldOf(after, key), path === '' ? key : `${path}.${key}`),
  )
}

function changesOf(before: unknown, after: unknown, path: string): FieldChange[] {
  if (same(before, after)) return []
  const whole = [{ path, before, after }]
  if (inLanguages(before) && inLanguages(after)) return fieldChanges(before, after, path)
  if (!isCoded(before) || !isCoded(after)) return whole
  const [old, now] = [coded(before), coded(after)]
  const parts = codesOf(old, now).flatMap((code): FieldChange[] => {
    const [was, is] = [old.get(code), now.get(code)]
    const at = `${path}.${code}`
    return was === undefined || is === undefined ? [{ path: at, before: was, after: is }] : fieldChanges(was, is, at)
  })
  const order = reordered(old, now)
  return order === undefined ? parts : [...parts, { path, ...order }]
}

/** The codes that are on both sides, when their order differs. */
function reordered(before: Items, after: Items): { before: readonly string[]; after: readonly string[] } | undefined {
  const was = [...before.keys()].filter((code) => after.has(code))
  const is = [...after.keys()].filter((code) => before.has(code))
  return same(was, is) ? undefined : { before: was, after: is }
}

type Items = ReadonlyMap<string, Coded>

function coded(list: unknown): Items {
  return new Map(isCoded(list) ? list.map((item) => [item.code, item]) : [])
}

/** Those of the new side in its order, then those that are gone. */
function codesOf(before: Items, after: Items): string[] {
  return [...new Set([...after.keys(), ...before.keys()])]
}

function keysOf(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
}

/** A text in some of the languages that Regulars speaks, or an empty object. */
export function inLanguages(value: unknown): value is Json {
  return isJson(value) && Object.keys(value).every((key) => locales.some((locale) => locale === key))
}

export function same(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b
  return canonical(a) === canonical(b)
}
