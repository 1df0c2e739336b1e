/**
 * An order's lines as they are kept: one document in the order's row, so that confirming writes one row and not one per line.
 * Fields that most lines leave at nothing are left out, which halves the document.
 */
import type { OrderLine } from './order.ts'

type Always = 'line' | 'sku' | 'quantity' | 'grossMinor'
export type StoredLine = Pick<OrderLine, Always> & Partial<Omit<OrderLine, Always>>

export function storedLines(lines: readonly OrderLine[]): StoredLine[] {
  return lines.map(({ line, sku, quantity, grossMinor, ...rest }) => {
    const { name, category, brand, discountMinor, fee, returnedQuantity, returnedMinor } = rest
    return {
      line,
      sku,
      quantity,
      grossMinor,
      ...(name === null ? {} : { name }),
      ...(category.length === 0 ? {} : { category }),
      ...(brand === null ? {} : { brand }),
      ...(discountMinor === 0 ? {} : { discountMinor }),
      ...(fee ? { fee } : {}),
      ...(returnedQuantity === 0 ? {} : { returnedQuantity }),
      ...(returnedMinor === 0 ? {} : { returnedMinor }),
    }
  })
}

export function orderLines(stored: readonly StoredLine[]): OrderLine[] {
  return stored.map(({ discountMinor = 0, ...line }) => ({
    line: line.line,
    sku: line.sku,
    name: line.name ?? null,
    category: line.category ?? [],
    brand: line.brand ?? null,
    quantity: line.quantity,
    grossMinor: line.grossMinor,
    discountMinor,
    netMinor: line.grossMinor - discountMinor,
    fee: line.fee ?? false,
    returnedQuantity: line.returnedQuantity ?? 0,
    returnedMinor: line.returnedMinor ?? 0,
  }))
}
