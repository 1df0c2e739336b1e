/** Products by their code, on the device, so that a scan needs no server. */
import { type Answer, ask, Trouble } from '../../ui/server.ts'
import { isAway, server } from '../server.ts'
import { kept, type Product } from './database.ts'

type Listed = Answer<'/v1/products/{sku}', 'get'>

const PAGE = 200
/** What a tablet keeps and searches without anybody noticing. Beyond it a scan asks the server. */
const KEPT_AT_MOST = 20_000

/** A shop that keeps its prices in the catalogue gives products this attribute, in minor units. */
const PRICE = 'price_minor'

function productOf({ sku, name, attributes }: Listed): Product {
  const price = attributes[PRICE]
  return {
    sku,
    name,
    priceMinor: typeof price === 'number' && Number.isSafeInteger(price) && price >= 0 ? price : null,
  }
}

/** @returns how many are kept. @throws Trouble */
export async function refreshProducts(): Promise<number> {
  const found: Product[] = []
  let cursor: string | undefined
  do {
    const query = { limit: PAGE, active: true, ...(cursor === undefined ? {} : { cursor }) }
    const { items, nextCursor } = await ask(server.GET('/v1/products', { params: { query } }))
    found.push(...items.map(productOf))
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined && found.length < KEPT_AT_MOST)
  const writing = (await kept()).transaction('products', 'readwrite')
  // A price that was typed here stays until the catalogue says one.
  const typed = new Map((await writing.store.getAll()).map(({ sku, priceMinor }) => [sku, priceMinor]))
  await writing.store.clear()
  for (const product of found)
    void writing.store.put({ ...product, priceMinor: product.priceMinor ?? typed.get(product.sku) ?? null })
  await writing.done
  return found.length
}

/** @throws Trouble when the server was there and could not say */
export async function productBy(sku: string): Promise<Product | undefined> {
  const known = await (await kept()).get('products', sku)
  if (known !== undefined || isAway()) return known
  try {
    return productOf(await ask(server.GET('/v1/products/{sku}', { params: { path: { sku } } })))
  } catch (error) {
    if (error instanceof Trouble && (error.status === 404 || error.status === 422 || error.status === 0))
      return undefined
    throw error
  }
}

export async function rememberPrice(product: Product): Promise<void> {
  await (await kept()).put('products', product)
}

const SHOWN_AT_MOST = 6

/** Of the products on the device, those whose name or code holds the text. */
export async function productsLike(text: string): Promise<Product[]> {
  const wanted = text.trim().toLocaleLowerCase()
  if (wanted.length < 2) return []
  const all = await (await kept()).getAll('products')
  return all.filter(({ sku, name }) => `${name}\n${sku}`.toLocaleLowerCase().includes(wanted)).slice(0, SHOWN_AT_MOST)
}
