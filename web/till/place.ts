/** Which of the till's pages is shown. They stand behind `#`, so that the page kept on the device serves them all. */
import { useSyncExternalStore } from 'react'

export const places = ['sale', 'returns', 'waiting'] as const
export type Place = (typeof places)[number]

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

const current = (): Place => places.find((place) => window.location.hash.split('/')[0] === `#${place}`) ?? 'sale'

/** What the address says beside the page: the number of a receipt. */
export function detail(): string {
  const [, text = ''] = window.location.hash.split('/')
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, current)
}
