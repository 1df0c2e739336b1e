/** Keeping something on a device that is full: what can be fetched again makes room; otherwise a person is told, and nothing is lost. */
import i18next from 'i18next'
import { Trouble } from '../../ui/server.ts'
import { kept } from './database.ts'

/** Products are asked for again, and what was sent is with the server. */
async function makeRoom(): Promise<void> {
  const clearing = (await kept()).transaction(['products', 'queue'], 'readwrite')
  await clearing.objectStore('products').clear()
  const sent = await clearing.objectStore('queue').index('state').getAllKeys('accepted')
  for (const sequence of sent) void clearing.objectStore('queue').delete(sequence)
  await clearing.done
}

/** @throws Trouble when the device keeps nothing more */
export async function keeping<Kept>(work: () => Promise<Kept>): Promise<Kept> {
  try {
    return await work().catch(async (error: unknown) => {
      if (!(error instanceof DOMException)) throw error
      await makeRoom()
      return work()
    })
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    throw new Trouble({ title: i18next.t('till.notKept'), status: 422, code: 'device.full' })
  }
}
