/** What the till does by itself: it looks whether the server is there, sends what waits, and keeps the list of products. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { type Answer, ask, Trouble } from '../ui/server.ts'
import type { Device } from './model/database.ts'
import { refreshProducts } from './model/products.ts'
import { countToSee, countWaiting, forgetOld, onQueue, trySending } from './model/queue.ts'
import { report } from './model/reporting.ts'
import { onReach, server, useAway } from './server.ts'
import { useMay } from './session.ts'

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

/** @returns whether what waited was sent, so that the server may hear that nothing waits any more */
async function sendWaiting(): Promise<boolean> {
  if ((await countWaiting()) === 0) return false
  await sendNow()
  return (await countWaiting()) === 0
}

/** Says how the device is and hears how it stands; who may not sell only looks. @throws Trouble */
async function look(tillId: string, maySell: boolean): Promise<Answer<'/v1/tills/{tillId}', 'get'>> {
  const heard = maySell ? await report().catch(unlessItMatters) : undefined
  return heard ?? ask(server.GET('/v1/tills/{tillId}', { params: { path: { tillId } } }))
}

const mattering = new Set(['till.revoked', 'till.unknown'])

/** What waits is sent also where the server does not take what the device says of itself. */
function unlessItMatters(error: unknown): undefined {
  const refused = error instanceof Trouble && error.status >= 400 && error.status < 500 && error.status !== 401
  if (!refused || mattering.has(error.code)) throw error
}

/** @returns whether the till was revoked */
export function useBeat({ tillId, name, store, aloneMinor }: Device): boolean {
  const away = useAway()
  const queries = useQueryClient()
  const maySell = useMay()('orders.write')
  const asked = useQuery({
    queryKey: ['till', tillId, maySell],
    queryFn: () => look(tillId, maySell),
    refetchInterval: away ? AWAY_MILLISECONDS : THERE_MILLISECONDS,
    refetchIntervalInBackground: true,
  })
  useEffect(() => onReach(() => void queries.invalidateQueries({ queryKey: ['me'] })), [queries])
  const { data: heard, refetch } = asked
  const refused = mattering.has(asked.error?.code ?? '')
  useEffect(() => {
    const back = () => void refetch()
    window.addEventListener('online', back)
    return () => window.removeEventListener('online', back)
  }, [refetch])
  // A manager renamed it, moved it or set its budget.
  useEffect(() => {
    const same = heard?.name === name && heard.store === store && heard.aloneMinor === aloneMinor
    if (heard !== undefined && !same) void queries.invalidateQueries({ queryKey: ['device'] })
  }, [heard, name, store, aloneMinor, queries])
  // Each answer of the server is an occasion to send; a till that was revoked hears why nothing is taken.
  const answeredAt = Math.max(asked.dataUpdatedAt, refused ? asked.errorUpdatedAt : 0)
  useEffect(() => {
    if (answeredAt > 0 && !away) void sendWaiting().then((sent) => (sent ? refetch() : undefined))
  }, [answeredAt, away, refetch])
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
  return heard?.revokedAt != null || refused
}

async function counted() {
  const [waiting, toSee] = await Promise.all([countWaiting(), countToSee()])
  return { waiting, toSee }
}

/** How much waits to be sent, and how much needs a person. */
export function useQueueCounts() {
  const { data, refetch } = useQuery({ queryKey: ['queue', 'count'], queryFn: counted, staleTime: 0 })
  useEffect(() => onQueue(() => void refetch()), [refetch])
  return data ?? { waiting: 0, toSee: 0 }
}
