/** What was sold and taken back while the server was away: what waits, what arrived, and what needs a person. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Popconfirm, Progress, Tag } from 'antd'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useFormat } from '../../ui/format.ts'
import { Loading, Nothing, useSentence } from '../../ui/states.tsx'
import { useSaid } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { sendNow, useSendingTrouble } from '../beat.ts'
import type { NotedReturn, QueuedSale } from '../model/database.ts'
import { dismiss, howFar, onQueue, queued } from '../model/queue.ts'
import { ReturnEffects } from '../returns/effects.tsx'
import { usePieces } from '../returns/pieces.ts'
import { useAway } from '../server.ts'
import { toSignIn } from '../session.ts'

export function WaitingPage() {
  const { t } = useTranslation()
  const { data, refetch } = useQuery({ queryKey: ['queue', 'all'], queryFn: queued, staleTime: 0 })
  useEffect(() => onQueue(() => void refetch()), [refetch])
  if (data === undefined) return <Loading />
  const of = (state: QueuedSale['state']) => data.filter((sale) => sale.state === state)
  const [refused, decided] = [of('refused'), of('decided')]
  const [waiting, accepted] = [of('waiting'), of('accepted')]
  return (
    <main className="till-page">
      <h1>{t('till.queue.title')}</h1>
      <Sending waiting={waiting.length} />
      {data.length === 0 ? <Nothing title={t('till.queue.none')} advice={t('till.queue.noneAdvice')} /> : null}
      <Sales title={t('till.queue.refused')} advice={t('till.queue.refusedAdvice')} sales={refused} />
      <Sales title={t('till.queue.decided')} advice={t('till.queue.decidedAdvice')} sales={decided} />
      <Sales title={t('till.queue.waiting')} advice={t('till.queue.waitingAdvice')} sales={waiting} />
      <Sales title={t('till.queue.accepted')} sales={accepted} />
    </main>
  )
}

const WHOLE = 100

function Sending({ waiting }: { readonly waiting: number }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const away = useAway()
  const trouble = useSendingTrouble()
  const [busy, setBusy] = useState(false)
  const far = useSyncExternalStore(onQueue, howFar)
  const format = useFormat()
  if (waiting === 0) return null
  if (away) return <Alert type="warning" showIcon title={t('till.queue.away', { count: waiting })} />
  return (
    <Alert
      type={trouble === undefined ? 'info' : 'error'}
      showIcon
      title={t('till.queue.sending', { count: waiting })}
      description={
        far !== undefined ? (
          <>
            <Progress
              percent={Math.floor((far.sent / far.of) * WHOLE)}
              aria-label={t('till.queue.title')}
              showInfo={false}
            />
            <span className="figures" data-sent={far.sent}>
              {t('till.queue.sent', { sent: format.number(far.sent), of: format.number(far.of) })}
            </span>
          </>
        ) : trouble === undefined ? undefined : (
          sentence(trouble)
        )
      }
      action={
        trouble?.status === 401 ? (
          <Button onClick={toSignIn}>{t('till.queue.signIn')}</Button>
        ) : (
          <Button
            loading={busy}
            onClick={() => {
              setBusy(true)
              void sendNow().finally(() => setBusy(false))
            }}
          >
            {t('till.queue.sendNow')}
          </Button>
        )
      }
    />
  )
}

/** A day’s queue is thousands of lines; nobody reads them at a counter. */
const SHOWN_AT_MOST = 50

type SalesProps = { readonly title: string; readonly advice?: string; readonly sales: readonly QueuedSale[] }

function Sales({ title, advice, sales }: SalesProps) {
  const { t } = useTranslation()
  if (sales.length === 0) return null
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {advice === undefined ? null : <p className="quiet">{advice}</p>}
      <ul className="till-lines">
        {sales.slice(0, SHOWN_AT_MOST).map((sale) => (
          <QueuedLine key={sale.sequence} sale={sale} />
        ))}
      </ul>
      {sales.length > SHOWN_AT_MOST ? (
        <p className="quiet">{t('till.queue.more', { count: sales.length - SHOWN_AT_MOST })}</p>
      ) : null}
    </section>
  )
}

function QueuedLine({ sale }: { readonly sale: QueuedSale }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { sequence, number, placedAt, member, totalMinor, currency, state, note, printed, back } = sale
  const isOver = state === 'refused' || state === 'decided'
  return (
    <li data-queued={state}>
      <span className="till-grow">
        <span className="till-item">
          {back === undefined ? number : t('till.queue.returnOf', { number, order: back.order })}{' '}
          {note === null ? null : <Tag>{t(`till.notes.${note}`)}</Tag>}
        </span>
        <span className="quiet">
          {format.moment(placedAt)}
          {back === undefined ? ` · ${member ?? t('till.queue.guest')}` : null}
        </span>
        {printed === undefined ? null : <span className="quiet">{t('till.queue.printed', { number: printed })}</span>}
        {back === undefined ? null : <ReturnedLine sale={sale} back={back} />}
        <Refusal sale={sale} />
      </span>
      {back === undefined ? <span className="till-sum figures">{format.money(totalMinor, currency)}</span> : null}
      {isOver ? (
        <Popconfirm
          title={t('till.queue.dismissTitle')}
          description={t('till.queue.dismissAdvice')}
          okText={t('till.queue.dismiss')}
          cancelText={t('dialog.cancel')}
          onConfirm={() => dismiss(sequence)}
        >
          <Button>{t('till.queue.dismiss')}</Button>
        </Popconfirm>
      ) : null}
    </li>
  )
}

/** What came back, and what that came to: nothing before the server has said. */
function ReturnedLine({ sale, back }: { readonly sale: QueuedSale; readonly back: NotedReturn }) {
  const { t } = useTranslation()
  const pieces = usePieces()
  return (
    <>
      <span className="quiet">{pieces(sale)}</span>
      {back.returned === null ? null : <ReturnEffects answer={back.returned} currency={sale.currency} />}
      {sale.state === 'waiting' ? <span>{t('till.queue.undecided')}</span> : null}
    </>
  )
}

/** Why, and what to do next. */
function Refusal({ sale: { problem, back } }: { readonly sale: QueuedSale }) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  if (problem === null) return null
  if (back === undefined) return <span className="bad">{answered(problem.title)}</span>
  const next = nextAfter(problem.code)
  return (
    <>
      <span className="bad">{answered(problem.title)}</span>
      <span>{t(`till.queue.next.${next}`)}</span>
      <a className="till-link" href={`#returns/${encodeURIComponent(back.order)}`}>
        {t('till.queue.openReceipt', { order: back.order })}
      </a>
    </>
  )
}

const nexts = new Map([
  ['order.no-member', 'guest'],
  ['order.unknown', 'unknown'],
  ['auth.other-store', 'store'],
  ['return.too-much', 'before'],
  ['return.nothing', 'before'],
  ['till.return-beyond', 'before'],
] as const)

function nextAfter(code: string) {
  for (const [known, next] of nexts) if (known === code) return next
  return 'look'
}
