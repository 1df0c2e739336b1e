/** What the portal keeps on the device: the card, so that it is there without a network, and that somebody is signed in. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

export type KeptCard = {
  readonly number: string
  readonly handle: string
  /** It cannot be read out of the browser; undefined where the page is not opened safely (https). */
  readonly key: CryptoKey | undefined
  readonly stepSeconds: number
  /** By how much the server's clock is ahead of the device's, in milliseconds. */
  readonly ahead: number
}

type Shape = DBSchema & { card: { key: 'card'; value: KeptCard } }

let opened: Promise<IDBPDatabase<Shape>> | undefined

function database(): Promise<IDBPDatabase<Shape>> {
  opened ??= openDB<Shape>('regulars.portal', 1, { upgrade: (made) => void made.createObjectStore('card') })
  return opened
}

/** Undefined, too, where the browser keeps nothing: the card then needs a network at the start. */
export function keptCard(): Promise<KeptCard | undefined> {
  return database()
    .then((made) => made.get('card', 'card'))
    .catch(() => undefined)
}

export async function keepCard(card: KeptCard): Promise<void> {
  await database()
    .then((made) => made.put('card', card, 'card'))
    .catch(() => undefined)
}

export async function forgetCard(): Promise<void> {
  await database()
    .then((made) => made.clear('card'))
    .catch(() => undefined)
}

const SIGNED_IN = 'regulars.portal.signed-in'

/** A guess that saves a question to the server; the server decides. */
export function probablySignedIn(): boolean {
  try {
    return localStorage.getItem(SIGNED_IN) !== null
  } catch {
    return true
  }
}

export function noteSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(SIGNED_IN, 'yes')
    else localStorage.removeItem(SIGNED_IN)
  } catch {
    // Then the server is asked each time.
  }
}
