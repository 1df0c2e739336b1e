/** One coupon: what it gives, its code for the till, and giving it to a friend. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd-mobile'
import { type FormEvent, useState } from 'react'
import { QrCode } from '../../ui/qr.tsx'
import { regulars, tell } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { couponsQuery } from '../asked.ts'
import { ReceiverField, receiverOf } from '../parts/receiver.tsx'
import { LinkRow, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Done, Nothing, Troubled } from '../parts/states.tsx'
import { useSaid } from '../speaking.ts'
import { isViewing } from '../viewing/token.ts'
import { type Coupon, useValidity } from './validity.ts'

export function CouponPage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/frame/coupons/$code' })
  const coupons = useQuery(couponsQuery)
  const [given, setGiven] = useState(false)
  return (
    <Screen title={t('my.coupon.title')} up="/coupons">
      {given ? (
        <>
          <Done>{t('my.coupon.given')}</Done>
          <Rows>
            <LinkRow link={{ to: '/coupons' }}>{t('my.places.coupons')}</LinkRow>
          </Rows>
        </>
      ) : (
        <Answered of={coupons}>
          {({ items }) => {
            const coupon = items.find((each) => each.code === code)
            return coupon === undefined ? (
              <Nothing title={t('my.coupon.missing')} advice={t('my.coupon.missingAdvice')} />
            ) : (
              <Shown coupon={coupon} onGiven={() => setGiven(true)} />
            )
          }}
        </Answered>
      )}
    </Screen>
  )
}

type ShownProps = { readonly coupon: Coupon; readonly onGiven: () => void }

function Shown({ coupon, onGiven }: ShownProps) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const validity = useValidity()
  const { code, name, sentence, status, giftable } = coupon
  return (
    <>
      <section className="card">
        <h2>{answered(name)}</h2>
        {sentence === null ? null : <p>{answered(sentence)}</p>}
        <p className="quiet">{status === 'active' ? validity(coupon) : t(`my.coupons.status.${status}`)}</p>
        {status === 'active' ? (
          <>
            <QrCode text={code} label={t('my.coupon.qr')} />
            <p className="digits">{code}</p>
            <p className="quiet">{t('my.coupon.show')}</p>
          </>
        ) : null}
      </section>
      {giftable && status === 'active' && !isViewing() ? <Gift coupon={coupon} onGiven={onGiven} /> : null}
    </>
  )
}

function Gift({ coupon: { code, name }, onGiven }: ShownProps) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const queries = useQueryClient()
  const [to, setTo] = useState('')
  const [sure, setSure] = useState(false)
  const giving = useMutation({
    mutationFn: () =>
      tell(regulars.POST('/v1/my/coupons/{code}/gift', { params: { path: { code } }, body: receiverOf(to) })),
    onSuccess: () => {
      onGiven()
      return queries.invalidateQueries({ queryKey: couponsQuery.queryKey })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (sure) giving.mutate()
    else setSure(true)
  }
  return (
    <form className="form" onSubmit={submit}>
      <h2>{t('my.coupon.gift')}</h2>
      <ReceiverField
        value={to}
        onChange={(typed) => {
          setTo(typed)
          setSure(false)
          giving.reset()
        }}
      />
      {sure ? (
        <div className="note note-ask" role="alert">
          {t('my.coupon.sure', { coupon: answered(name), to: to.trim() })}
        </div>
      ) : null}
      {giving.error === null ? null : <Troubled trouble={giving.error} retry={giving.mutate} />}
      <Button
        block
        type="submit"
        color={sure ? 'primary' : 'default'}
        disabled={to.trim() === ''}
        loading={giving.isPending}
      >
        {t(sure ? 'my.coupon.confirm' : 'my.coupon.give')}
      </Button>
    </form>
  )
}
