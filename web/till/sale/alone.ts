/** How many points may pay now that the server is away. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { programmeQuery } from '../../ui/programme.ts'
import { type AlonePayable, alonePayables, aloneWorth, leftOf } from '../model/alone.ts'
import { aboutNow } from '../model/clock.ts'
import type { Device } from '../model/database.ts'
import { queued } from '../model/queue.ts'
import { isKnown, type Sale } from '../model/sale.ts'
import type { Statement } from './buyer.tsx'

export type Alone = {
  readonly payable: readonly AlonePayable[]
  /** What was chosen, when it is possible. */
  readonly paid: { readonly wallet: string; readonly points: number; readonly minor: number } | null
}

export const nothingAlone: Alone = { payable: [], paid: null }

export function useAlone(device: Device, sale: Sale, { away, dueMinor }: { away: boolean; dueMinor: number }): Alone {
  const queries = useQueryClient()
  const { data: programme } = useQuery(programmeQuery)
  const { aloneMinor, currency } = device
  const { data: sold } = useQuery({ queryKey: ['queue', 'all'], queryFn: queued, enabled: away && aloneMinor > 0 })
  const { buyer, pay } = sale
  if (!away || buyer === null || programme === undefined || sold === undefined) return nothingAlone
  const { definition } = programme
  const known = isKnown(buyer)
    ? queries.getQueryData<Statement>(['buyer', buyer.memberId, 'statement'])?.wallets
    : undefined
  const payable = alonePayables({
    ...{ definition, currency, dueMinor, leftMinor: leftOf(aloneMinor, sold, aboutNow()) },
    available: known === undefined ? undefined : new Map(known.map(({ wallet, available }) => [wallet, available])),
  })
  const chosen = payable.find(({ wallet }) => wallet === pay?.wallet)
  if (pay === null || chosen === undefined || pay.points > chosen.most || pay.points % chosen.step !== 0)
    return { payable, paid: null }
  return { payable, paid: { ...pay, minor: aloneWorth(definition, pay.wallet, pay.points) } }
}
