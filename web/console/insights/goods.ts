/** Conditions on what members bought, of products or of categories. */
export type Level = 'product' | 'category'

/** One of these at least. */
export function boughtAny(level: Level, codes: readonly string[]): object {
  return level === 'product'
    ? { field: 'insight.products', is: 'has-any', value: codes }
    : { field: 'insight.categories', is: 'within-any', value: codes }
}

/** These, but not yet another. */
export function boughtWithout(level: Level, codes: readonly string[], missing: string): object {
  const without = { not: boughtAny(level, [missing]) }
  if (level === 'product') return { all: [{ field: 'insight.products', is: 'has-all', value: codes }, without] }
  return { all: [...codes.map((code) => boughtAny(level, [code])), without] }
}
