/** Giving points to a friend: said, read again, and then done. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Button } from 'antd-mobile'
import { type FormEvent, useState } from 'react'
import { ask, newKey, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { statementQuery } from '../asked.ts'
import { useFormat, useNaming } from '../naming.ts'
import { Field } from '../parts/field.tsx'
import { ReceiverField, receiverOf } from '../parts/receiver.tsx'
import { LinkRow, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Done, Loading, Troubled } from '../parts/states.tsx'

const MESSAGE_LENGTH = 120

export function GivePage() {
  const { t } = useTranslation()
  const { wallet: wanted } = useSearch({ from: '/frame/give' })
  const { transfers } = useNaming()
  const rule = transfers.find(({ wallet }) => wallet === wanted) ?? transfers[0]
  return (
    <Screen title={t('my.give.title')} up="/points">
      {rule === undefined ? <Loading /> : <Giving {...rule} />}
    </Screen>
  )
}

type Rule = { readonly wallet: string; readonly least: number; readonly feePercent: number }

function Giving({ wallet, least, feePercent }: Rule) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const { data: statement } = useQuery(statementQuery)
  const [to, setTo] = useState('')
  const [typed, setTyped] = useState('')
  const [message, setMessage] = useState('')
  const [sure, setSure] = useState(false)
  // One wish, one effect: asked again after a broken connection nothing is given twice.
  const [key, setKey] = useState(newKey)
  const amount = Number(typed)
  const available = statement?.wallets.find((each) => each.wallet === wallet)?.available
  const giving = useMutation({
    mutationFn: () =>
      ask(
        regulars.POST('/v1/my/transfers', {
          headers: { 'idempotency-key': key },
          body: { to: receiverOf(to), wallet, amount, ...(message.trim() === '' ? {} : { message: message.trim() }) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries(),
    onError: ({ status }) => {
      // Refused is refused; what is then wished is another thing.
      if (status !== 0) setKey(newKey())
    },
  })
  if (giving.data !== undefined)
    return (
      <>
        <Done>
          {t(giving.data.state === 'returned' ? 'my.give.returned' : 'my.give.done', {
            amount: format.points(amount, wallet),
          })}
        </Done>
        <Rows>
          <LinkRow link={{ to: '/points' }}>{t('my.points.title')}</LinkRow>
        </Rows>
      </>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (sure) giving.mutate()
    else setSure(true)
  }
  const change = (set: (value: string) => void) => (value: string) => {
    set(value)
    setSure(false)
    giving.reset()
  }
  return (
    <form className="form" onSubmit={submit}>
      <p>{available === undefined ? null : t('my.give.available', { amount: format.points(available, wallet) })}</p>
      <ReceiverField value={to} onChange={change(setTo)} />
      <Field
        label={t('my.give.amount')}
        hint={[
          least > 1 ? t('my.give.least', { amount: format.points(least, wallet) }) : '',
          feePercent > 0 ? t('my.give.fee', { percent: format.percent(feePercent / 100) }) : '',
        ].join(' ')}
        value={typed}
        onChange={change((value) => setTyped(value.replace(/\D/g, '')))}
        inputMode="numeric"
      />
      <Field label={t('my.give.message')} value={message} onChange={change(setMessage)} maxLength={MESSAGE_LENGTH} />
      {sure ? (
        <div className="note note-ask" role="alert">
          {t('my.give.sure', { amount: format.points(amount, wallet), to: to.trim() })}
        </div>
      ) : null}
      {giving.error === null ? null : <Troubled trouble={giving.error} retry={giving.mutate} />}
      <Button
        block
        type="submit"
        color="primary"
        size="large"
        disabled={to.trim() === '' || amount < least}
        loading={giving.isPending}
      >
        {t(sure ? 'my.give.confirm' : 'my.give.next')}
      </Button>
    </form>
  )
}
