/** What becomes of what is scanned: it outlives the dialog that was open when it came. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Product } from '../model/database.ts'
import type { Asking } from './page.tsx'
import { type Scanned, scanned } from './scanning.ts'
import type { Selling } from './selling.ts'

/** Of what a price is asked: a product that has none, or nothing in particular. */
type Unpriced = { readonly product: Product | null }
type Props = { readonly selling: Selling; readonly ask: (asking: Asking) => void }

export type Scans = ReturnType<typeof useScans>

export function useScans({ selling, ask }: Props) {
  const [unpriced, setUnpriced] = useState<readonly Unpriced[]>([])
  /** What nobody knows stays until the cashier says what it is, whatever is scanned after it. */
  const [unknowns, setUnknowns] = useState<readonly string[]>([])
  // One after another: the next may be scanned before the first has its price.
  const price = (one: Unpriced) => setUnpriced((before) => [...before, one])
  const add = (product: Product, unitPriceMinor: number) =>
    selling.change({ kind: 'add', sku: product.sku, name: product.name, unitPriceMinor })
  const sell = (product: Product) => {
    if (product.priceMinor === null) price({ product })
    else add(product, product.priceMinor)
  }
  const scanning = useMutation({
    // In the order in which they were scanned, however fast.
    scope: { id: 'scan' },
    mutationFn: scanned,
    onSuccess: (found: Scanned) => {
      if (found.kind === 'product') sell(found.product)
      if (found.kind === 'member')
        selling.change({ kind: 'buyer', buyer: found.member, presence: found.presence ?? null })
      if (found.kind === 'coupon') selling.change({ kind: 'scanned', code: found.code })
      if (found.kind === 'unknown') setUnknowns((before) => [...before, found.text])
      if (found.kind === 'phone') ask({ kind: 'enrol', phone: found.phone })
    },
  })
  return {
    ...{ scanning, sell, add, price, unpriced },
    nextPrice: () => setUnpriced((before) => before.slice(1)),
    unknown: unknowns[0],
    nextUnknown: () => setUnknowns((before) => before.slice(1)),
    /** Undefined when it could not be looked up; why stands beside the basket. */
    scan: (code: string): Promise<Scanned | undefined> => scanning.mutateAsync(code).catch(() => undefined),
  }
}
