/** Taking goods back by the receipt: its number, what comes back, what that does, then the deed. */
import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Input, Result } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { type Answer, ask, newKey } from '../../ui/server.ts'
import { Answered, Nothing, Troubled } from '../../ui/states.tsx'
import { receiptNumber } from '../model/receipt.ts'
import { server, useAway } from '../server.ts'
import { Claiming } from './claiming.tsx'
import { ReturnEffects } from './effects.tsx'

type Order = Answer<'/v1/orders/{number}', 'get'>
export type Returned = Answer<'/v1/orders/{number}/returns', 'post'>
type Wanted = ReadonlyMap<number, number>

const reasons = ['unwanted', 'faulty', 'mistaken'] as const

export function ReturnsPage() {
  const { t } = useTranslation()
  const away = useAway()
  const [text, setText] = useState('')
  const [number, setNumber] = useState('')
  const order = useQuery({
    queryKey: ['order', number],
    queryFn: () => ask(server.GET('/v1/orders/{number}', { params: { path: { number } } })),
    enabled: number !== '' && !away,
    staleTime: 0,
  })
  return (
    <main className="till-page">
      <h1>{t('till.returns.title')}</h1>
      {away ? (
        <Alert type="warning" showIcon title={t('till.returns.away')} description={t('till.returns.awayAdvice')} />
      ) : null}
      <Input.Search
        autoFocus
        size="large"
        value={text}
        disabled={away}
        placeholder={t('till.returns.placeholder')}
        aria-label={t('till.returns.label')}
        enterButton={t('till.returns.find')}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onSearch={() => setNumber(receiptNumber(text))}
      />
      {number === '' ? (
        <Nothing title={t('till.returns.none')} advice={t('till.returns.noneAdvice')} />
      ) : (
        <Answered of={order}>
          {(found) => (
            <Returning
              key={found.number}
              order={found}
              next={() => {
                setText('')
                setNumber('')
              }}
            />
          )}
        </Answered>
      )}
    </main>
  )
}

type ReturningProps = { readonly order: Order; readonly next: () => void }

function Returning({ order, next }: ReturningProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [wanted, setWanted] = useState<Wanted>(new Map())
  const [reason, setReason] = useState<(typeof reasons)[number]>('unwanted')
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
  const everything = () => setWanted(new Map(order.lines.map((line) => [line.line, leftOf(line)])))
  return (
    <>
      <div className="till-panel-head">
        <span className="quiet">
          {order.number} · {format.moment(order.placedAt)}
        </span>
        <Button onClick={everything}>{t('till.returns.everything')}</Button>
      </div>
      <ul className="till-lines">
        {order.lines.map((line) => (
          <ReturnLine
            key={line.line}
            line={line}
            currency={order.currency}
            quantity={wanted.get(line.line) ?? 0}
            count={(quantity) => setWanted(new Map(wanted).set(line.line, quantity))}
          />
        ))}
      </ul>
      <div className="till-choices" role="radiogroup" aria-label={t('till.returns.reason')}>
        {reasons.map((each) => (
          <Button
            key={each}
            role="radio"
            aria-checked={each === reason}
            type={each === reason ? 'primary' : 'default'}
            onClick={() => setReason(each)}
          >
            {t(`till.reasons.${each}`)}
          </Button>
        ))}
      </div>
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
  })
}

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
      {(answer) => <ReturnEffects answer={answer} />}
    </Answered>
  )
}

type Line = Order['lines'][number]
const leftOf = ({ quantity, returnedQuantity }: Line): number => quantity - returnedQuantity

type LineProps = {
  readonly line: Line
  readonly currency: string
  readonly quantity: number
  readonly count: (quantity: number) => void
}

function ReturnLine({ line, currency, quantity, count }: LineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = line.name ?? line.sku
  const left = leftOf(line)
  return (
    <li>
      <span className="till-grow">
        <span className="till-item">{name}</span>
        <span className="quiet">
          {t('till.returns.left', { left: format.number(left), of: format.number(line.quantity) })}
        </span>
      </span>
      <span className="till-count">
        <Button
          icon={<MinusOutlined />}
          aria-label={t('till.basket.fewer', { name })}
          disabled={quantity === 0}
          onClick={() => count(quantity - 1)}
        />
        <span className="figures">{format.number(quantity)}</span>
        <Button
          icon={<PlusOutlined />}
          aria-label={t('till.basket.more', { name })}
          disabled={quantity >= left}
          onClick={() => count(quantity + 1)}
        />
      </span>
      <span className="till-sum figures">{format.money(line.netMinor - line.returnedMinor, currency)}</span>
    </li>
  )
}
