/** Taking goods back by the receipt: with the server at once; while it is away, or the sale itself still waits, noted for later. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Input, type InputRef } from 'antd'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { ask } from '../../ui/server.ts'
import { Answered, Loading, Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { Device } from '../model/database.ts'
import { receiptNumber } from '../model/receipt.ts'
import { isGuests, linesOf, type ReceiptLine, soldHere, unanswered } from '../model/returns.ts'
import { detail } from '../place.ts'
import { isAway, isLost, server, useAway } from '../server.ts'
import { useTyping } from '../typing.ts'
import { Noting } from './noting.tsx'
import { Returning, receiptLinesOf } from './returning.tsx'

/** `alone`: without the server, also when it comes back meanwhile. */
type Wanted = { readonly number: string; readonly alone: boolean }

export function ReturnsPage({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const away = useAway()
  const [text, setText] = useState(detail)
  const [wanted, setWanted] = useState<Wanted>()
  const field = useRef<InputRef>(null)
  const find = () => {
    const number = receiptNumber(text)
    setWanted(number === '' ? undefined : { number, alone: isAway() })
  }
  const note = useCallback(() => setWanted((now) => now && { ...now, alone: true }), [])
  const next = () => {
    setText('')
    setWanted(undefined)
    field.current?.focus()
  }
  return (
    <main className="till-page">
      <h1>{t('till.returns.title')}</h1>
      {away ? (
        <Alert type="warning" showIcon title={t('till.returns.away')} description={t('till.returns.awayAdvice')} />
      ) : null}
      <div className="till-scan-row">
        <Input
          ref={field}
          autoFocus
          size="large"
          value={text}
          maxLength={NUMBER_AT_MOST}
          placeholder={t('till.returns.placeholder')}
          aria-label={t('till.returns.label')}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onPressEnter={find}
        />
        <Button size="large" type="primary" onClick={find}>
          {t('till.returns.find')}
        </Button>
      </div>
      {wanted === undefined ? (
        <>
          <Typed field={field} />
          <Nothing title={t('till.returns.none')} advice={t('till.returns.noneAdvice')} />
        </>
      ) : (
        <Receipt key={`${wanted.number} ${wanted.alone}`} device={device} wanted={wanted} next={next} note={note} />
      )}
    </main>
  )
}

/** An address of the portal with number and total in it. */
const NUMBER_AT_MOST = 300

/** What a scanner types goes to the number until a receipt is open. */
function Typed({ field }: { readonly field: RefObject<InputRef | null> }) {
  useTyping(field)
  return null
}

type ReceiptProps = {
  readonly device: Device
  readonly wanted: Wanted
  readonly next: () => void
  readonly note: () => void
}

function Receipt({ device, wanted: { number: typed, alone }, next, note }: ReceiptProps) {
  const { t } = useTranslation()
  // As it is when it is opened: a sale that waits and is sent meanwhile is still noted to the end.
  const here = useQuery({
    queryKey: ['sold-here', typed],
    queryFn: () => soldHere(typed),
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0 },
  })
  const sale = here.data
  const number = sale?.number ?? typed
  const noted = alone || sale?.state === 'waiting'
  const order = useQuery({
    queryKey: ['order', number],
    queryFn: () => ask(server.GET('/v1/orders/{number}', { params: { path: { number } } })),
    enabled: sale !== undefined && !noted && sale?.state !== 'refused',
    staleTime: 0,
  })
  const lost = isLost(order.error)
  useEffect(() => {
    // The server went away while it was asked.
    if (lost) note()
  }, [lost, note])
  if (sale === undefined || (lost && !noted)) return <Loading />
  if (sale?.state === 'refused')
    return (
      <Alert
        type="error"
        showIcon
        title={t('till.returns.saleRefused', { number })}
        description={t('till.returns.saleRefusedAdvice')}
        action={<a href="#waiting">{t('till.places.waiting')}</a>}
      />
    )
  if (noted) {
    if (unanswered.has(number))
      return (
        <Alert
          type="error"
          showIcon
          title={t('till.returns.unanswered', { number })}
          description={t('till.returns.unansweredAdvice')}
        />
      )
    if (sale === null ? order.data?.memberId === null : isGuests(sale))
      return (
        <Alert
          type="warning"
          showIcon
          title={t('till.returns.guest')}
          description={t('till.returns.guestAway', { number })}
        />
      )
    const lines: ReceiptLine[] | null =
      sale !== null ? linesOf(sale) : order.data === undefined ? null : receiptLinesOf(order.data)
    return <Noting device={device} number={number} lines={lines} next={next} />
  }
  return <Answered of={order}>{(found) => <Returning order={found} next={next} note={note} />}</Answered>
}
