/** The device: its key, its registration, the numbers that it gives. */
import { ask } from '../../ui/server.ts'
import { server } from '../server.ts'
import { type Device, kept } from './database.ts'

export type Registration = {
  readonly name: string
  readonly store: string | null
  /** As it stands on receipts. */ readonly storeName: string | null
  readonly channel: string
  readonly currency: string
  readonly aloneMinor: number
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
const DIGITS = 6

/** False where the page was opened over plain http from another machine: browsers then lend neither keys nor a worker. */
export const canSellAlone = (): boolean => window.isSecureContext && 'subtle' in crypto

export function base64url(bytes: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(bytes))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Makes the key and registers the device. @throws Trouble */
export async function register({ currency, store, storeName, ...asked }: Registration): Promise<Device> {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const publicKey = base64url(await crypto.subtle.exportKey('spki', pair.publicKey))
  const body = { ...asked, ...(store === null ? {} : { store }), publicKey }
  const { tillId, prefix } = await ask(server.POST('/v1/tills', { body }))
  const { privateKey } = pair
  const device = { ...asked, store, storeName, currency, tillId, prefix, privateKey, lastNumber: 0, lastSequence: 0 }
  // Browsers throw away what a page keeps when space is short, unless it asked them not to.
  await navigator.storage.persist().catch(() => false)
  const database = await kept()
  await database.put('device', device, 'till')
  return device
}

export async function device(): Promise<Device | undefined> {
  return (await kept()).get('device', 'till')
}

/** A number that no other sale of any till has. */
export async function nextNumber(): Promise<string> {
  const taking = (await kept()).transaction('device', 'readwrite')
  const now = await taking.store.get('till')
  if (now === undefined) throw new Error('the device is no till')
  const lastNumber = now.lastNumber + 1
  await taking.store.put({ ...now, lastNumber }, 'till')
  await taking.done
  return numberOf(now, lastNumber)
}

export function numberOf({ prefix }: Pick<Device, 'prefix'>, count: number): string {
  return `${prefix}${String(count).padStart(DIGITS, '0')}`
}
