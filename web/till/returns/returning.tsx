/** Taking goods back with the server: what comes back, what that does, then the deed. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Result } from 'antd'
import { useRef, useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { type Answer, ask, newKey } from '../../ui/server.ts'
import { Answered, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { type ReceiptLine, unanswered } from '../model/returns.ts'
import { isLost, server, useAway } from '../server.ts'
import { Claiming } from './claiming.tsx'
import { ReturnEffects } from './effects.tsx'
import { type Reason, Reasons, ReturnLines } from './lines.tsx'

export type Order = Answer<'/v1/orders/{number}', 'get'>
type Returned = Answer<'/v1/orders/{number}/returns', 'post'>

export function receiptLinesOf({ lines }: Order): ReceiptLine[] {
  return lines.map(({ line, sku, name, quantity, returnedQuantity, netMinor, returnedMinor }) => ({
    ...{ line, sku, name: name ?? sku, quantity },
    ...{ left: quantity - returnedQuantity, restMinor: netMinor - returnedMinor },
  }))
}

type Props = {
  readonly order: Order
  readonly next: () => void
  /** The server went away: it is noted instead. */ readonly note: () => void
}

export function Returning({ order, next, note }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const away = useAway()
  const [wanted, setWanted] = useState<ReadonlyMap<number, number>>(new Map())
  const [reason, setReason] = useState<Reason>('unwanted')
  const returning = useReturning(order)
  if (returning.data !== undefined)
    return (
      <Result
        status="success"
        title={t('till.returns.done', { amount: format.money(returning.data.refundMinor, order.currency) })}
        extra={
          <Button type="primary" size="large" onClick={next}>
            {t('till.returns.next')}
          </Button>
        }
      />
    )
  if (order.memberId === null) return <Claiming number={order.number} />
  if (order.status !== 'confirmed') return <Alert type="info" showIcon title={t('till.returns.notConfirmed')} />
  const lines = [...wanted].flatMap(([line, quantity]) => (quantity > 0 ? [{ line, quantity }] : []))
  const receipt = receiptLinesOf(order)
  const everything = () => setWanted(new Map(receipt.map(({ line, left }) => [line, left])))
  return (
    <>
      <div className="till-panel-head">
        <span className="quiet">
          {order.number} · {format.moment(order.placedAt)}
        </span>
        <Button onClick={everything}>{t('till.returns.everything')}</Button>
      </div>
      {away && returning.error === null ? (
        <Alert
          type="warning"
          showIcon
          title={t('till.returns.wentAway')}
          action={<Button onClick={note}>{t('till.returns.noteInstead')}</Button>}
        />
      ) : null}
      <ReturnLines lines={receipt} currency={order.currency} wanted={wanted} want={setWanted} />
      <Reasons chosen={reason} choose={setReason} />
      <Preview number={order.number} lines={lines} />
      {returning.error === null ? null : <Troubled trouble={returning.error} />}
      <Button
        type="primary"
        danger
        size="large"
        block
        disabled={lines.length === 0}
        loading={returning.isPending}
        onClick={() => returning.mutate({ lines, reason: t(`till.reasons.${reason}`) })}
      >
        {t('till.returns.confirm')}
      </Button>
    </>
  )
}

type Given = { readonly lines: { line: number; quantity: number }[]; readonly reason: string }

function useReturning({ number }: Order) {
  const sent = useRef({ of: '', key: '' })
  return useMutation({
    mutationFn: (body: Given) => {
      const of = JSON.stringify(body)
      if (sent.current.of !== of) sent.current = { of, key: newKey() }
      const params = { path: { number }, query: { dry: false }, header: { 'idempotency-key': sent.current.key } }
      return ask(server.POST('/v1/orders/{number}/returns', { params, body }))
    },
    // Whether it was taken back is not known: pressed again it is the same return, noted beside it would be another.
    onError: (trouble) => (isLost(trouble) ? unanswered.add(number) : unanswered.delete(number)),
    onSuccess: () => unanswered.delete(number),
  })
}

const owedOf = ({ wallets }: Returned) =>
  wallets.flatMap(({ wallet, owed }) => (owed > 0 ? [{ wallet, points: owed }] : []))

/** What it will do; nothing is written. */
function Preview({ number, lines }: { readonly number: string; readonly lines: Given['lines'] }) {
  const { t } = useTranslation()
  const preview = useQuery({
    queryKey: ['order', number, 'return', lines],
    queryFn: () => {
      const params = { path: { number }, query: { dry: true } }
      return ask(server.POST('/v1/orders/{number}/returns', { params, body: { lines, reason: 'preview' } }))
    },
    enabled: lines.length > 0,
    staleTime: 0,
    placeholderData: (before: Returned | undefined) => before,
  })
  if (lines.length === 0) return <p className="quiet">{t('till.returns.choose')}</p>
  return (
    <Answered of={preview} rows={2}>
      {(answer) => <ReturnEffects answer={{ ...answer, owed: owedOf(answer) }} currency={answer.currency} />}
    </Answered>
  )
}
