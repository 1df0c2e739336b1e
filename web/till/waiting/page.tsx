/** What was sold while the server was away: what waits, what arrived, and what was refused and needs a person. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Popconfirm, Tag } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { Loading, Nothing, useSentence } from '../../ui/states.tsx'
import { useSaid } from '../../ui/texts.ts'
import { sendNow, useSendingTrouble } from '../beat.ts'
import type { QueuedSale } from '../model/database.ts'
import { dismiss, onQueue, queued } from '../model/queue.ts'
import { useAway } from '../server.ts'
import { toSignIn } from '../session.ts'

export function WaitingPage() {
  const { t } = useTranslation()
  const { data, refetch } = useQuery({ queryKey: ['queue', 'all'], queryFn: queued, staleTime: 0 })
  useEffect(() => onQueue(() => void refetch()), [refetch])
  if (data === undefined) return <Loading />
  const of = (state: QueuedSale['state']) => data.filter((sale) => sale.state === state)
  const [refused, waiting, accepted] = [of('refused'), of('waiting'), of('accepted')]
  return (
    <main className="till-page">
      <h1>{t('till.queue.title')}</h1>
      <Sending waiting={waiting.length} />
      {data.length === 0 ? <Nothing title={t('till.queue.none')} advice={t('till.queue.noneAdvice')} /> : null}
      <Sales title={t('till.queue.refused')} advice={t('till.queue.refusedAdvice')} sales={refused} />
      <Sales title={t('till.queue.waiting')} advice={t('till.queue.waitingAdvice')} sales={waiting} />
      <Sales title={t('till.queue.accepted')} sales={accepted} />
    </main>
  )
}

function Sending({ waiting }: { readonly waiting: number }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const away = useAway()
  const trouble = useSendingTrouble()
  const [busy, setBusy] = useState(false)
  if (waiting === 0) return null
  if (away) return <Alert type="warning" showIcon title={t('till.queue.away', { count: waiting })} />
  return (
    <Alert
      type={trouble === undefined ? 'info' : 'error'}
      showIcon
      title={t('till.queue.sending', { count: waiting })}
      description={trouble === undefined ? undefined : sentence(trouble)}
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
  const { answered } = useSaid()
  const format = useFormat()
  const { sequence, number, placedAt, member, totalMinor, currency, state, note, problem, printed } = sale
  return (
    <li data-queued={state}>
      <span className="till-grow">
        <span className="till-item">
          {number} {note === null ? null : <Tag>{t(`till.notes.${note}`)}</Tag>}
        </span>
        <span className="quiet">
          {format.moment(placedAt)} · {member ?? t('till.queue.guest')}
        </span>
        {printed === undefined ? null : <span className="quiet">{t('till.queue.printed', { number: printed })}</span>}
        {problem === null ? null : <span className="bad">{answered(problem.title)}</span>}
      </span>
      <span className="till-sum figures">{format.money(totalMinor, currency)}</span>
      {state === 'refused' ? (
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
