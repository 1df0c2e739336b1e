/** The member's coupons: what can be used, what is over, and a code that shall be his. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { type FormEvent, useState } from 'react'
import { regulars, tell } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { couponsQuery } from '../asked.ts'
import { Field } from '../parts/field.tsx'
import { LinkRow, Row, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Done, Nothing, Troubled } from '../parts/states.tsx'
import { useSaid } from '../speaking.ts'
import { isViewing } from '../viewing/token.ts'
import { Takeable } from './takeable.tsx'
import { type Coupon, useValidity } from './validity.ts'

export function CouponsPage() {
  const { t } = useTranslation()
  const coupons = useQuery(couponsQuery)
  return (
    <Screen title={t('my.places.coupons')}>
      <Answered of={coupons}>
        {({ items }) => {
          const usable = items.filter(({ status }) => status === 'active')
          return (
            <>
              <Takeable />
              {usable.length === 0 ? (
                <Nothing title={t('my.coupons.nothing')} advice={t('my.coupons.nothingAdvice')} />
              ) : (
                <Rows>
                  {usable.map((coupon) => (
                    <CouponRow key={coupon.code} coupon={coupon} />
                  ))}
                </Rows>
              )}
              {isViewing() ? null : <Claiming />}
              <Over coupons={items.filter(({ status }) => status !== 'active')} />
            </>
          )
        }}
      </Answered>
    </Screen>
  )
}

function CouponRow({ coupon }: { readonly coupon: Coupon }) {
  const { answered } = useSaid()
  const validity = useValidity()
  return (
    <LinkRow link={{ to: '/coupons/$code', params: { code: coupon.code } }} under={validity(coupon)}>
      <strong>{answered(coupon.name)}</strong>
    </LinkRow>
  )
}

function Claiming() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [code, setCode] = useState('')
  const claiming = useMutation({
    mutationFn: () => tell(regulars.POST('/v1/my/coupons/{code}/claim', { params: { path: { code: code.trim() } } })),
    onSuccess: () => {
      setCode('')
      return queries.invalidateQueries({ queryKey: couponsQuery.queryKey })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    claiming.mutate()
  }
  return (
    <form className="form" onSubmit={submit}>
      <Field
        label={t('my.coupons.code')}
        value={code}
        onChange={setCode}
        autoComplete="off"
        autoCapitalize="characters"
      />
      {claiming.isSuccess && code === '' ? <Done>{t('my.coupons.claimed')}</Done> : null}
      {claiming.error === null ? null : <Troubled trouble={claiming.error} />}
      <Button block type="submit" disabled={code.trim() === ''} loading={claiming.isPending}>
        {t('my.coupons.claim')}
      </Button>
    </form>
  )
}

function Over({ coupons }: { readonly coupons: readonly Coupon[] }) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  if (coupons.length === 0) return null
  return (
    <details className="over">
      <summary>{t('my.coupons.over', { count: coupons.length })}</summary>
      <Rows>
        {coupons.map(({ code, name, status }) => (
          <Row key={code} aside={t(`my.coupons.status.${status}`)}>
            {answered(name)}
          </Row>
        ))}
      </Rows>
    </details>
  )
}
