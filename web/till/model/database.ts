/** What the till keeps on the device, through a restart of the browser. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Programme } from '../../ui/programme.ts'
import type { Answer } from '../../ui/server.ts'
import type { Sale } from './sale.ts'

export type Me = Answer<'/v1/me', 'get'>
export type Product = { readonly sku: string; readonly name: string; readonly priceMinor: number | null }

/** The device as it was registered. The key is in the browser's keeping: no script can read it, not even ours. */
export type Device = {
  readonly tillId: string
  /** Every order number begins with it. */ readonly prefix: string
  readonly name: string
  readonly store: string | null
  /** As it stands on receipts. */ readonly storeName: string | null
  readonly channel: string
  readonly currency: string
  /** Worth of the points that it may take in 24 hours while the server is away. */ readonly aloneMinor: number
  readonly privateKey: CryptoKey
  /** Of order numbers, whether sold with the server or without. */ readonly lastNumber: number
  /** Of the queue: orders that were sold without it. */ readonly lastSequence: number
}

export type Problem = { readonly code: string; readonly title: string }

export type NotedPiece = {
  /** Of a receipt that is known here; null for goods that were scanned. */ readonly line: number | null
  readonly sku: string
  readonly name: string
  readonly quantity: number
}

/** Goods that came back: noted here, decided by the server. */
export type NotedReturn = {
  /** The number of the receipt. */ readonly order: string
  readonly pieces: 'all' | readonly NotedPiece[]
  readonly reason: string
  /** So that pressing twice is one return. */ readonly wish: string
  /** What it did; null until the server decided. */
  readonly returned: Answer<'/v1/tills/{tillId}/orders', 'post'>['results'][number]['returned']
}

/** A sale that was made while the server was away, or goods that came back meanwhile. */
export type QueuedSale = {
  readonly sequence: number
  readonly number: string
  /** The text that is signed and sent, to the letter. */ readonly payload: string
  /** Null between the moment the sale is kept and the moment it is signed. */ readonly signature: string | null
  readonly placedAt: string
  readonly currency: string
  readonly totalMinor: number
  /** What points pay of it. */ readonly pointsMinor: number
  /** For the cashier to recognise it: masked. Null for a guest. */ readonly member: string | null
  /** `decided`: a return that was taken; the customer is to be told. */
  readonly state: 'waiting' | 'accepted' | 'refused' | 'decided'
  readonly note: 'member-unknown' | 'there-already' | 'points-not-taken' | 'clock-wrong' | null
  /** Absent for a sale. */ readonly back?: NotedReturn
  /** What the receipt says, where another sale had the number and it was sent under a new one. */
  readonly printed?: string
  readonly problem: Problem | null
  readonly answeredAt: string | null
}

interface Kept extends DBSchema {
  device: { key: 'till'; value: Device }
  queue: { key: number; value: QueuedSale; indexes: { state: string } }
  products: { key: string; value: Product }
  me: { key: 'me'; value: Me }
  programme: { key: 'programme'; value: Programme }
  sale: { key: 'sale'; value: Sale }
  /** How far ahead the device's clock is, and the last moment that is known; milliseconds. */
  clock: { key: 'clock'; value: { readonly ahead: number; readonly last: number } }
}

const VERSION = 2
let opened: Promise<IDBPDatabase<Kept>> | undefined

export function kept(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>('regulars-till', VERSION, {
    upgrade(database, before) {
      if (before < 2) database.createObjectStore('clock')
      if (before > 0) return
      for (const name of ['device', 'me', 'programme', 'sale'] as const) database.createObjectStore(name)
      database.createObjectStore('products', { keyPath: 'sku' })
      database.createObjectStore('queue', { keyPath: 'sequence' }).createIndex('state', 'state')
    },
    // Another window has a newer version of the page: it must not wait for this one.
    blocking: (_now, _wanted, event) => {
      if (event.target instanceof IDBDatabase) event.target.close()
      window.location.reload()
    },
  })
  return opened
}
