/**
 * What the rules of an order need to know of its products, kept in memory. Known and unknown skus are both remembered, the least
 * recently used are let go, and everything is read again after a while because other processes change the catalogue too.
 */
import type { Instant } from '../base/time.ts'

/** `categoryPath`: from the root down, empty without a category. Inactive products are known as well: they were sold once. */
export type KnownProduct = { readonly categoryPath: readonly string[]; readonly brand: string | null }
/** Skus that are not in the catalogue are not in the map. */
export type Lookup = ReadonlyMap<string, KnownProduct>

export type LookupOptions = {
  readonly load: (skus: readonly string[]) => Promise<readonly (KnownProduct & { readonly sku: string })[]>
  readonly now: () => Instant
  /** Products kept at most. */
  readonly atMost?: number
  /** After so many milliseconds a product is read again. */
  readonly freshFor?: number
}

export type ProductLookup = {
  /** From memory, or undefined when one of the skus must be read. */
  knownNow(skus: readonly string[]): Lookup | undefined
  /** From memory where possible; one query for the rest. */
  known(skus: readonly string[]): Promise<Lookup>
  /** Forgets the given skus, or everything. */
  forget(skus?: readonly string[]): void
  readonly size: number
}

type Entry = { readonly product: KnownProduct | undefined; readonly readAt: Instant }

export function productLookup({ load, now, atMost = 50_000, freshFor = 30_000 }: LookupOptions): ProductLookup {
  const entries = new Map<string, Entry>()
  // What was being read while the catalogue changed is given to its caller but not kept.
  let changes = 0

  const fresh = (sku: string, at: Instant): Entry | undefined => {
    const entry = entries.get(sku)
    if (entry === undefined || at - entry.readAt >= freshFor || at < entry.readAt) return undefined
    entries.delete(sku)
    entries.set(sku, entry)
    return entry
  }

  const keep = (sku: string, entry: Entry) => {
    entries.delete(sku)
    entries.set(sku, entry)
    if (entries.size > atMost) for (const oldest of entries.keys()) return entries.delete(oldest)
  }

  const split = (skus: readonly string[]) => {
    const at = now()
    const found = new Map<string, KnownProduct>()
    const missing = new Set<string>()
    for (const sku of skus) {
      const entry = fresh(sku, at)
      if (entry === undefined) missing.add(sku)
      else if (entry.product !== undefined) found.set(sku, entry.product)
    }
    return { found, missing, at }
  }

  return {
    knownNow(skus) {
      const { found, missing } = split(skus)
      return missing.size === 0 ? found : undefined
    },
    async known(skus) {
      const { found, missing, at } = split(skus)
      if (missing.size === 0) return found
      const before = changes
      const read = new Map(
        (await load([...missing])).map(({ sku, categoryPath, brand }) => [sku, { categoryPath, brand }]),
      )
      for (const sku of missing) {
        const product = read.get(sku)
        if (product !== undefined) found.set(sku, product)
        if (before === changes) keep(sku, { product, readAt: at })
      }
      return found
    },
    forget(skus) {
      changes += 1
      if (skus === undefined) entries.clear()
      else for (const sku of skus) entries.delete(sku)
    },
    get size() {
      return entries.size
    },
  }
}
