/** What the till does by itself: it looks whether the server is there, sends what waits, and keeps the list of products. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { ask, Trouble } from '../ui/server.ts'
import type { Device } from './model/database.ts'
import { refreshProducts } from './model/products.ts'
import { countWaiting, forgetOld, onQueue, trySending } from './model/queue.ts'
import { onReach, server, useAway } from './server.ts'

const AWAY_MILLISECONDS = 4_000
const THERE_MILLISECONDS = 30_000
const PRODUCTS_MILLISECONDS = 30 * 60_000

let trouble: Trouble | undefined
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Why what waits could not be sent the last time. */
export function useSendingTrouble(): Trouble | undefined {
  return useSyncExternalStore(subscribe, () => trouble)
}

export async function sendNow(): Promise<void> {
  trouble = await trySending()
  for (const listener of listeners) listener()
}

/** @returns whether the till was revoked */
export function useBeat({ tillId }: Device): boolean {
  const away = useAway()
  const queries = useQueryClient()
  const asked = useQuery({
    queryKey: ['till', tillId],
    queryFn: () => ask(server.GET('/v1/tills/{tillId}', { params: { path: { tillId } } })),
    refetchInterval: away ? AWAY_MILLISECONDS : THERE_MILLISECONDS,
    refetchIntervalInBackground: true,
  })
  useEffect(() => onReach(() => void queries.invalidateQueries({ queryKey: ['me'] })), [queries])
  useEffect(() => {
    const back = () => void asked.refetch()
    window.addEventListener('online', back)
    return () => window.removeEventListener('online', back)
  }, [asked.refetch])
  const { dataUpdatedAt } = asked
  // Each answer of the server is an occasion to send.
  useEffect(() => {
    if (dataUpdatedAt > 0 && !away) void countWaiting().then((count) => (count > 0 ? sendNow() : undefined))
  }, [dataUpdatedAt, away])
  useQuery({
    queryKey: ['products'],
    queryFn: async () => {
      await forgetOld()
      return refreshProducts()
    },
    enabled: !away,
    staleTime: PRODUCTS_MILLISECONDS,
    refetchInterval: PRODUCTS_MILLISECONDS,
  })
  return asked.data?.revokedAt != null || (asked.error instanceof Trouble && asked.error.code === 'till.unknown')
}

/** How many sales wait to be sent. */
export function useWaitingCount(): number {
  const { data, refetch } = useQuery({ queryKey: ['queue', 'count'], queryFn: countWaiting, staleTime: 0 })
  useEffect(() => onQueue(() => void refetch()), [refetch])
  return data ?? 0
}
