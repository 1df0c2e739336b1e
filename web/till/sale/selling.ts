/** The sale at the counter with what becomes of it. It outlives a change of page and a restart of the browser. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useState } from 'react'
import { type Answer, ask, type Trouble } from '../../ui/server.ts'
import { unitsOf } from '../model/amounts.ts'
import { type Device, kept } from '../model/database.ts'
import { type Change, changed, emptySale, isKnown, type Sale } from '../model/sale.ts'
import { server, useAway } from '../server.ts'
import { type Alone, useAlone } from './alone.ts'

export const meansOfPayment = ['cash', 'card', 'wechat', 'alipay'] as const
export type Means = (typeof meansOfPayment)[number]
export type Evaluation = Answer<'/v1/orders/evaluate', 'post'>
export type Confirmed = Answer<'/v1/orders/{number}', 'put'>
export type Payable = NonNullable<Evaluation['payable']>[number]

/** What was sold, for the receipt. */
export type Done = {
  readonly number: string
  readonly placedAt: string
  readonly sale: Sale
  readonly means: Means
  /** What the lines came to, in the order of the sale. */ readonly amounts: readonly number[]
  readonly totalMinor: number
  /** In points, also while the server was away. */
  readonly paid: readonly { readonly wallet: string; readonly points: number; readonly minor: number }[]
  readonly dueMinor: number
  /** Undefined when the sale waits on the device. */ readonly confirmed: Confirmed | undefined
}

export type Selling = {
  readonly sale: Sale
  readonly change: (change: Change) => void
  readonly evaluating: Evaluating
  readonly done: Done | undefined
  readonly finish: (done: Done) => void
  /** Back to an empty basket. */ readonly next: () => void
}

export function useSelling(device: Device, begun: Sale | undefined): Selling {
  const [sale, change] = useReducer(changed, begun ?? emptySale)
  const [done, setDone] = useState<Done>()
  const evaluating = useEvaluating(device, sale)
  const queries = useQueryClient()
  useEffect(() => {
    // On a device that is full the basket does not outlive a restart; selling says so.
    void kept()
      .then((database) => database.put('sale', sale, 'sale'))
      .catch(() => undefined)
  }, [sale])
  return {
    ...{ sale, change, evaluating, done },
    finish: (finished) => {
      setDone(finished)
      change({ kind: 'clear' })
      void queries.invalidateQueries({ queryKey: ['buyer'] })
      void queries.invalidateQueries({ queryKey: ['queue'] })
    },
    next: () => setDone(undefined),
  }
}

export type Evaluating = {
  /** With the points that pay; undefined until it is known. */ readonly answer: Evaluation | undefined
  /** How many points could pay, whatever is chosen. */ readonly payable: readonly Payable[]
  /** What points pay while the server is away. */ readonly alone: Alone['paid']
  /** To be paid in money. */ readonly dueMinor: number
  readonly pending: boolean
  readonly error: Trouble | null
  readonly again: () => unknown
}

export function basketOf({ currency, channel, store }: Device, sale: Sale) {
  const { buyer, coupons, scanned } = sale
  return {
    ...{ currency, channel },
    ...(store === null ? {} : { store }),
    ...(isKnown(buyer) ? { memberId: buyer.memberId } : {}),
    lines: sale.lines.map(({ sku, name, quantity, unitPriceMinor }) => ({ sku, name, quantity, unitPriceMinor })),
    coupons: coupons === 'best' ? [...scanned] : [...coupons],
  }
}

function useEvaluating(device: Device, sale: Sale): Evaluating {
  const away = useAway()
  const bestCoupons = sale.coupons === 'best' && isKnown(sale.buyer)
  const body = { ...basketOf(device, sale), bestCoupons }
  const wanted = sale.lines.length > 0 && !away
  const plain = useQuery({
    queryKey: ['evaluate', body],
    queryFn: () => ask(server.POST('/v1/orders/evaluate', { body })),
    enabled: wanted,
    staleTime: 0,
    placeholderData: (before: Evaluation | undefined) => before,
  })
  const pay = sale.pay === null || sale.pay.points === 0 ? [] : [sale.pay]
  const paid = useQuery({
    queryKey: ['evaluate', body, pay],
    queryFn: () => ask(server.POST('/v1/orders/evaluate', { body: { ...body, pay } })),
    enabled: wanted && pay.length > 0,
    staleTime: 0,
    placeholderData: (before: Evaluation | undefined) => before,
  })
  const shown = pay.length > 0 ? paid : plain
  // While the server is away, what it said of another basket says nothing of this one.
  const settled = sale.lines.length > 0 && !(away && shown.isPlaceholderData)
  const answer = settled ? shown.data : undefined
  const totalMinor = unitsOf(amountsOf(sale, answer))
  const { payable, paid: alone } = useAlone(device, sale, { away, dueMinor: totalMinor })
  return {
    ...{ answer, alone },
    dueMinor: away ? totalMinor - (alone?.minor ?? 0) : (answer?.dueMinor ?? totalMinor),
    payable: away ? payable : (plain.data?.payable ?? []),
    pending: wanted && (shown.isFetching || shown.isPlaceholderData),
    error: shown.error,
    again: shown.refetch,
  }
}

/** What each line comes to after offers. */
export function amountsOf(sale: Sale, answer: Evaluation | undefined): number[] {
  const off = new Map<number, number>()
  for (const { line, minor } of answer?.offers.flatMap(({ lines }) => lines) ?? [])
    off.set(line, (off.get(line) ?? 0) + minor)
  return sale.lines.map(({ quantity, unitPriceMinor }, index) => quantity * unitPriceMinor - (off.get(index + 1) ?? 0))
}
