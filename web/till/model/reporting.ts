/** What the device tells the server of itself, and what it hears: its name and place, the time, and how far its numbers went. */
import { type Answer, ask } from '../../ui/server.ts'
import { server } from '../server.ts'
import { leftOf } from './alone.ts'
import { heardTime, ownTime, soldAt } from './clock.ts'
import { type Device, kept } from './database.ts'
import { queued } from './queue.ts'
import { signatureOf } from './sealed.ts'

type Heard = Answer<'/v1/tills/{tillId}/report', 'put'>

/** The version of the page that is kept on the device: the older one when a newer waits to take over. */
async function version(): Promise<string | null> {
  const names = 'caches' in window ? await caches.keys() : []
  return names.find((name) => name.startsWith('till-'))?.slice('till-'.length, 'till-'.length + 40) ?? null
}

/** As the server reads it (src/tills/rules.ts). */
async function payloadOf({ tillId, currency, aloneMinor, lastNumber, lastSequence }: Device): Promise<string> {
  const sold = await queued()
  const waiting = sold.filter(({ state }) => state === 'waiting')
  const used = aloneMinor - leftOf(aloneMinor, sold, Date.parse(await soldAt()))
  return JSON.stringify({
    ...{ tillId, sentAt: ownTime(), version: await version(), currency },
    waiting: waiting.length,
    waitingMinor: waiting.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
    // The newest are first.
    oldestAt: waiting.at(-1)?.placedAt ?? null,
    refused: sold.filter(({ state }) => state === 'refused').length,
    ...{ aloneMinor: used, lastNumber, lastSequence },
  })
}

/** @throws Trouble */
export async function report(): Promise<Heard | undefined> {
  const database = await kept()
  const device = await database.get('device', 'till')
  if (device === undefined) return undefined
  const payload = await payloadOf(device)
  const signature = await signatureOf(device, payload)
  const asked = Date.now()
  const params = { path: { tillId: device.tillId } }
  const heard = await ask(server.PUT('/v1/tills/{tillId}/report', { params, body: { payload, signature } }))
  await heardTime(Date.parse(heard.now), asked)
  await takeOver(heard)
  return heard
}

/** Name, store and budget as a manager set them. The numbers go on where the server knows the till to have been. */
async function takeOver({ name, store, aloneMinor, lastNumber, lastSequence }: Heard): Promise<void> {
  const database = await kept()
  const now = await database.get('device', 'till')
  if (now === undefined) return
  const storeName = now.store === store ? now.storeName : await nameOfStore(store)
  const taking = database.transaction('device', 'readwrite')
  const device = await taking.store.get('till')
  if (device !== undefined)
    await taking.store.put(
      {
        ...{ ...device, name, store, storeName, aloneMinor },
        lastNumber: Math.max(device.lastNumber, lastNumber),
        lastSequence: Math.max(device.lastSequence, lastSequence),
      },
      'till',
    )
  await taking.done
}

const STORES_AT_MOST = 200

async function nameOfStore(code: string | null): Promise<string | null> {
  if (code === null) return null
  const { items } = await ask(server.GET('/v1/stores', { params: { query: { limit: STORES_AT_MOST } } }))
  return items.find((store) => store.code === code)?.name ?? code
}
