/** Taking goods back: choose lines, see what it does to money, points and tier, then do it. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, InputNumber, Modal, Table, type TableColumnsType } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { useKeyed } from '../../ui/keyed.ts'
import { useNaming } from '../../ui/programme.ts'
import { ask, regulars, type Sent } from '../../ui/server.ts'
import { Answered, Loading, Troubled } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { refresh } from '../member/queries.ts'
import { type Order, useOrder } from './queries.ts'

type Line = Order['lines'][number]
type Quantities = Readonly<Record<number, number>>
type Wanted = readonly { readonly line: number; readonly quantity: number }[]

const REASON_AT_MOST = 200
const PAUSE_MILLISECONDS = 250

type Props = { readonly number: string; readonly memberId: string; readonly close: () => void }

export function ReturnDialog({ number, memberId, close }: Props) {
  const { t } = useTranslation()
  const order = useOrder(number)
  const [reason, setReason] = useState('')
  const [quantities, setQuantities] = useState<Quantities>({})
  const wanted = wantedOf(quantities)
  const returning = useReturning({ number, memberId, close })
  return (
    <Modal
      open
      width={680}
      title={t('returning.title', { number })}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{t('dialog.cancel')}</Button>
          <Button
            type="primary"
            danger
            disabled={wanted.length === 0 || reason.trim() === ''}
            loading={returning.isPending}
            onClick={() => returning.mutate({ lines: wanted, reason })}
          >
            {t('returning.confirm')}
          </Button>
        </>
      }
    >
      <Answered of={order} rows={3}>
        {(found) => (
          <>
            <Lines order={found} quantities={quantities} onChange={setQuantities} />
            <Form layout="vertical">
              <Form.Item label={t('returning.reason')} htmlFor="return-reason" extra={t('standing.reasonMissing')}>
                <Input
                  id="return-reason"
                  maxLength={REASON_AT_MOST}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              </Form.Item>
            </Form>
            <Preview number={number} wanted={wanted} />
          </>
        )}
      </Answered>
      {returning.error === null ? null : <Troubled trouble={returning.error} />}
    </Modal>
  )
}

function wantedOf(quantities: Quantities): Wanted {
  return Object.entries(quantities).flatMap(([line, quantity]) =>
    quantity > 0 ? [{ line: Number(line), quantity }] : [],
  )
}

function useReturning({ number, memberId, close }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const keyOf = useKeyed()
  return useMutation({
    mutationFn: ({ lines, reason }: { lines: Wanted; reason: string }) => {
      const body = { lines: [...lines], reason }
      return askReturn({ path: { number }, query: { dry: false }, header: { 'idempotency-key': keyOf(body) } }, body)
    },
    onSuccess: async ({ refundMinor, currency }) => {
      toast.success(t('returning.done', { money: format.money(refundMinor, currency) }))
      close()
      await refresh(queries, memberId)
    },
  })
}

type Params = {
  readonly path: { readonly number: string }
  readonly query: { readonly dry: boolean }
  readonly header?: { readonly 'idempotency-key': string }
}

function askReturn(params: Params, body: Sent<'/v1/orders/{number}/returns', 'post'>) {
  return ask(regulars.POST('/v1/orders/{number}/returns', { params, body }))
}

type LinesProps = {
  readonly order: Order
  readonly quantities: Quantities
  readonly onChange: (quantities: Quantities) => void
}

function Lines({ order, quantities, onChange }: LinesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const left = (line: Line) => line.quantity - line.returnedQuantity
  const everything = Object.fromEntries(
    order.lines.filter((line) => left(line) > 0).map((line) => [line.line, left(line)]),
  )
  const columns: TableColumnsType<Line> = [
    { title: t('orders.item'), key: 'item', render: (_, { name, sku }) => name ?? sku },
    {
      title: t('orders.net'),
      key: 'net',
      align: 'right',
      className: 'figures',
      render: (_, { netMinor, returnedMinor }) => format.money(netMinor - returnedMinor, order.currency),
    },
    {
      title: t('returning.left'),
      key: 'left',
      align: 'right',
      className: 'figures',
      render: (_, line) => format.number(left(line)),
    },
    {
      title: t('returning.quantity'),
      key: 'quantity',
      align: 'right',
      render: (_, line) => (
        <InputNumber
          size="small"
          min={0}
          max={left(line)}
          precision={0}
          disabled={left(line) === 0}
          aria-label={t('returning.quantityOf', { item: line.name ?? line.sku })}
          value={quantities[line.line] ?? 0}
          onChange={(quantity) => onChange({ ...quantities, [line.line]: quantity ?? 0 })}
        />
      ),
    },
  ]
  return (
    <>
      <Table<Line> size="small" rowKey="line" columns={columns} dataSource={order.lines} pagination={false} />
      <div className="more">
        <Button size="small" onClick={() => onChange(everything)}>
          {t('returning.everything')}
        </Button>
      </div>
    </>
  )
}

/** What the return will do, asked for as the quantities change; nothing is written. */
function Preview({ number, wanted }: { readonly number: string; readonly wanted: Wanted }) {
  const { t } = useTranslation()
  const lines = useSettled(wanted)
  if (lines.length === 0) return <p className="quiet">{t('returning.choose')}</p>
  return <ReturnPreview number={number} lines={[...lines]} />
}

type PreviewProps = {
  readonly number: string
  readonly lines: Sent<'/v1/orders/{number}/returns', 'post'>['lines']
}

/** What taking these lines back will do; nothing is written. */
export function ReturnPreview({ number, lines }: PreviewProps) {
  const { t } = useTranslation()
  const preview = useQuery({
    queryKey: ['order', number, 'return', lines],
    queryFn: () => askReturn({ path: { number }, query: { dry: true } }, { lines, reason: t('returning.preview') }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  if (preview.error !== null) return <Troubled trouble={preview.error} retry={preview.refetch} />
  if (preview.data === undefined) return <Loading rows={2} />
  return <Effects answer={preview.data} />
}

function useSettled(wanted: Wanted): Wanted {
  const text = JSON.stringify(wanted)
  const [settled, setSettled] = useState(wanted)
  const latest = useRef(wanted)
  latest.current = wanted
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list with the same content is no change
  useEffect(() => {
    const timer = setTimeout(() => setSettled(latest.current), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

function Effects({ answer }: { readonly answer: Awaited<ReturnType<typeof askReturn>> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { ruleName, tierName } = useNaming()
  const touched = new Set(answer.takenBack.map(({ wallet }) => wallet))
  return (
    <Alert
      type="info"
      data-preview
      title={t('returning.refund', { money: format.money(answer.refundMinor, answer.currency) })}
      description={
        <ul className="plain">
          {answer.takenBack.map(({ wallet, rule, points }) => (
            <li key={rule}>
              {t('returning.takesBack', { points: format.points(points, wallet), rule: ruleName(rule) })}
            </li>
          ))}
          {answer.takenBack.length === 0 ? <li>{t('returning.takesNothing')}</li> : null}
          {answer.pointsBack.map(({ wallet, points }) => (
            <li key={wallet}>{t('returning.pointsBack', { points: format.points(points, wallet) })}</li>
          ))}
          {answer.wallets
            .filter(({ wallet }) => touched.has(wallet))
            .map(({ wallet, available, owed }) => (
              <li key={wallet}>
                {t('returning.after', { available: format.points(available, wallet) })}
                {owed === 0 ? null : (
                  <strong className="bad"> {t('returning.owed', { owed: format.points(owed, wallet) })}</strong>
                )}
              </li>
            ))}
          {answer.tiers
            .filter(({ before, tier }) => before !== tier)
            .map(({ ladder, before, tier }) => (
              <li key={ladder} className="bad">
                {t('returning.tier', { before: tierName(ladder, before), tier: tierName(ladder, tier) })}
              </li>
            ))}
        </ul>
      }
    />
  )
}
