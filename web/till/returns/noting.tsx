/** Goods come back while the server is away: what came back is noted; what that does, the server decides later. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { newKey } from '../../ui/server.ts'
import { Loading, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { Device, NotedPiece, QueuedSale } from '../model/database.ts'
import { keeping } from '../model/keeping.ts'
import { productBy } from '../model/products.ts'
import { leftAfter, notedOf, queueReturn, type ReceiptLine } from '../model/returns.ts'
import { meQuery } from '../session.ts'
import { useTyping } from '../typing.ts'
import { Counter, type Reason, Reasons, ReturnLines } from './lines.tsx'
import { usePieces } from './pieces.ts'
import { Slip } from './slip.tsx'

type Props = {
  readonly device: Device
  readonly number: string
  /** Null for a receipt that this device does not know. */ readonly lines: readonly ReceiptLine[] | null
  readonly next: () => void
}

export function Noting({ device, number, lines, next }: Props) {
  const { data: noted } = useQuery({
    queryKey: ['queue', 'noted', number],
    queryFn: () => notedOf(number),
    ...{ staleTime: 0, gcTime: 0 },
  })
  if (noted === undefined) return <Loading />
  return <NotingForm device={device} number={number} lines={lines} next={next} noted={noted} />
}

type FormProps = Props & { readonly noted: readonly QueuedSale[] }

function NotingForm({ device, number, lines, next, noted }: FormProps) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState<ReadonlyMap<number, number>>(new Map())
  const [goods, setGoods] = useState<readonly NotedPiece[]>([])
  const [all, setAll] = useState(false)
  const [reason, setReason] = useState<Reason>('unwanted')
  const noting = useNoting({ order: number, lines, reason: t(`till.reasons.${reason}`) })
  if (noting.data !== undefined) return <Slip device={device} entry={noting.data} next={next} />
  const left = lines === null ? null : leftAfter(lines, noted)
  const pieces: NotedPiece[] =
    left === null
      ? goods.filter(({ quantity }) => quantity > 0)
      : left.flatMap(({ line, sku, name }) => {
          const quantity = wanted.get(line) ?? 0
          return quantity > 0 ? [{ line, sku, name, quantity }] : []
        })
  const gone = left === null ? noted.some(({ back }) => back?.pieces === 'all') : left.every((line) => line.left === 0)
  const everything = () =>
    left === null ? setAll(true) : setWanted(new Map(left.map((line) => [line.line, line.left])))
  return (
    <>
      <div className="till-panel-head">
        <span className="quiet">{number}</span>
        <Button disabled={gone} type={all ? 'primary' : 'default'} aria-pressed={all} onClick={everything}>
          {t('till.returns.everything')}
        </Button>
      </div>
      <NotedBefore noted={noted} gone={gone} />
      {left === null ? (
        <Goods goods={goods} all={all} some={() => setAll(false)} change={setGoods} />
      ) : (
        <ReturnLines lines={left} currency={device.currency} wanted={wanted} want={setWanted} />
      )}
      <Reasons chosen={reason} choose={setReason} />
      <p className="quiet">{t('till.returns.later')}</p>
      {noting.error === null ? null : <Troubled trouble={noting.error} />}
      <Button
        type="primary"
        size="large"
        block
        disabled={gone || (!all && pieces.length === 0)}
        loading={noting.isPending}
        onClick={() => noting.mutate(all ? 'all' : pieces)}
      >
        {t('till.returns.note')}
      </Button>
    </>
  )
}

type Wish = { readonly order: string; readonly lines: readonly ReceiptLine[] | null; readonly reason: string }

function useNoting({ order, lines, reason }: Wish) {
  const queries = useQueryClient()
  const [wish] = useState(newKey)
  return useMutation({
    mutationFn: async (pieces: 'all' | readonly NotedPiece[]) => {
      const { id: soldBy } = await queries.ensureQueryData(meQuery)
      return keeping(() => queueReturn({ order, lines, pieces, reason, soldBy, wish }))
    },
  })
}

/** What of the receipt was noted here before: the same goods come back once. */
function NotedBefore({ noted, gone }: { readonly noted: readonly QueuedSale[]; readonly gone: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const piecesText = usePieces()
  if (noted.length === 0 && !gone) return null
  return (
    <Alert
      type={gone ? 'error' : 'info'}
      showIcon
      title={t(gone ? 'till.returns.nothingLeft' : 'till.returns.notedHere')}
      description={
        <ul className="plain">
          {noted.map((each) => (
            <li key={each.sequence}>
              {each.number} · {format.moment(each.placedAt)} · {piecesText(each)}
            </li>
          ))}
        </ul>
      }
    />
  )
}

type GoodsProps = {
  readonly goods: readonly NotedPiece[]
  /** Everything comes back, whatever it was. */ readonly all: boolean
  readonly some: () => void
  readonly change: (goods: readonly NotedPiece[]) => void
}

const PIECES_AT_MOST = 9_999
const CODE_AT_MOST = 120

/** Nobody here knows what is on the receipt: what came back is scanned. */
function Goods({ goods, all, some, change }: GoodsProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const field = useRef<InputRef>(null)
  useTyping(field)
  const now = useRef(goods)
  now.current = goods
  const add = useMutation({
    // One after another, however fast they are scanned.
    scope: { id: 'goods' },
    mutationFn: async (sku: string) => (await productBy(sku)) ?? { sku, name: sku },
    onSuccess: ({ sku, name }) => {
      some()
      const known = now.current.some((each) => each.sku === sku)
      const more = (each: NotedPiece) => (each.sku === sku ? { ...each, quantity: each.quantity + 1 } : each)
      now.current = known ? now.current.map(more) : [...now.current, { line: null, sku, name, quantity: 1 }]
      change(now.current)
    },
  })
  return (
    <>
      <p className="quiet">{t('till.returns.unknownHere')}</p>
      <Input
        ref={field}
        size="large"
        value={text}
        maxLength={CODE_AT_MOST}
        placeholder={t('till.returns.scanGoods')}
        aria-label={t('till.returns.scanGoods')}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => {
          const sku = text.trim()
          setText('')
          if (sku !== '') add.mutate(sku)
        }}
      />
      {add.error === null ? null : <Troubled trouble={add.error} />}
      {all ? <p>{t('till.returns.allOfIt')}</p> : null}
      <ul className="till-lines">
        {(all ? [] : goods).map(({ sku, name, quantity }) => (
          <li key={sku}>
            <span className="till-grow">
              <span className="till-item">{name}</span>
            </span>
            <Counter
              name={name}
              quantity={quantity}
              most={PIECES_AT_MOST}
              count={(to) =>
                change(
                  goods.flatMap((each) => (each.sku !== sku ? [each] : to === 0 ? [] : [{ ...each, quantity: to }])),
                )
              }
            />
          </li>
        ))}
      </ul>
    </>
  )
}
