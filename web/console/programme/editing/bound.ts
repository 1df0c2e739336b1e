/** A part of the definition in somebody's hands: what it is, what becomes of a change, and where it stands. */

export type Bound<T> = {
  readonly value: T
  readonly onChange: (next: T) => void
  /** By codes, as findings name it: `earningRules.base-points.earn`. */
  readonly place: string
}

const below = (place: string, step: string | number) => (place === '' ? String(step) : `${place}.${step}`)

/** A field of it. A field that becomes undefined is absent from what is saved. */
export function part<T extends object, K extends keyof T & string>(of: Bound<T>, name: K): Bound<T[K]> {
  return {
    value: of.value[name],
    onChange: (next) => of.onChange({ ...of.value, [name]: next }),
    place: below(of.place, name),
  }
}

/** One of a list, by its place; known by its code where it has one. */
export function row<T>(of: Bound<T[]>, index: number, value: T): Bound<T> {
  return {
    value,
    onChange: (next) => of.onChange(of.value.with(index, next)),
    place: below(of.place, codeOf(value) ?? index),
  }
}

/** The same part, known to be of a narrower kind. */
export function narrowed<T, Narrow extends T>(of: Bound<T>, value: Narrow): Bound<Narrow> {
  return { ...of, value }
}

/** An optional list: without any it is absent. */
export function listed<T>(of: Bound<T[] | undefined>): Bound<T[]> {
  return { ...of, value: of.value ?? [], onChange: (next) => of.onChange(next.length === 0 ? undefined : next) }
}

function codeOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('code' in value)) return undefined
  return typeof value.code === 'string' && value.code !== '' ? value.code : undefined
}

export function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, each) => each !== index)
}

/** @param by places: −1 is one up */
export function moved<T>(list: readonly T[], index: number, by: number): T[] {
  const [item] = list.slice(index, index + 1)
  const to = index + by
  if (item === undefined || to < 0 || to >= list.length) return [...list]
  return without(list, index).toSpliced(to, 0, item)
}
