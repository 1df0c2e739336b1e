/** Places in a programme, by the codes that people know: `earningRules.base-points.when` instead of `earningRules[0].when`. */

export type Json = Readonly<Record<string, unknown>>

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field of its own; undefined when it has none of this name. */
export function fieldOf(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}

export type Coded = { readonly code: string } & Json

/** Things that are known by their codes, each of which is there once; their order may matter. */
export function isCoded(value: unknown): value is readonly Coded[] {
  if (!Array.isArray(value)) return false
  const codes = value.map((item: unknown) => (isJson(item) ? item['code'] : undefined))
  return codes.every((code) => typeof code === 'string') && new Set(codes).size === codes.length
}

/** `earningRules[0].when` to `earningRules.base-points.when`; an index of something without a code stays. */
export function placeByCode(definition: unknown, where: string): string {
  const steps = where.split(/[.[\]]+/).filter((step) => step !== '')
  let here: unknown = definition
  return steps
    .map((step) => {
      here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined
      const isItem = /^\d+$/.test(step) && isJson(here) && typeof here['code'] === 'string'
      return isItem && isJson(here) ? String(here['code']) : step
    })
    .join('.')
}
