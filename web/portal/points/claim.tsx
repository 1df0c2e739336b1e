/** A receipt from before one said who one is: by its number and total, or by the code that is printed on it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Button } from 'antd-mobile'
import { type FormEvent, useState } from 'react'
import { ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useFormat, useNaming } from '../naming.ts'
import { Field } from '../parts/field.tsx'
import { LinkRow, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Done, Troubled } from '../parts/states.tsx'
import { useAbout } from '../session.ts'
import { minorOf } from './minor.ts'

export function ClaimPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const { currency } = useNaming()
  const { data: about } = useAbout()
  const printed = useSearch({ from: '/frame/claim' })
  const [number, setNumber] = useState(printed.number ?? '')
  const [total, setTotal] = useState(printed.total ?? '')
  const totalMinor = minorOf(total, currency)
  const claiming = useMutation({
    mutationFn: (minor: number) =>
      ask(regulars.POST('/v1/my/receipts', { body: { number: number.trim(), totalMinor: minor } })),
    onSuccess: () => queries.invalidateQueries(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (totalMinor !== undefined) claiming.mutate(totalMinor)
  }
  return (
    <Screen title={t('my.claim.title')} up="/points">
      <form className="form" onSubmit={submit}>
        <p>{about === undefined ? null : t('my.claim.introduction', { count: about.claimDays })}</p>
        <Field
          label={t('my.claim.number')}
          value={number}
          onChange={setNumber}
          autoCapitalize="characters"
          autoComplete="off"
        />
        <Field
          label={currency === null ? t('my.claim.total') : t('my.claim.totalIn', { currency })}
          value={total}
          onChange={setTotal}
          inputMode="decimal"
          wrong={total !== '' && totalMinor === undefined ? t('my.claim.totalWrong') : undefined}
        />
        {claiming.error === null ? null : <Troubled trouble={claiming.error} />}
        <Button
          block
          type="submit"
          color="primary"
          size="large"
          disabled={number.trim() === '' || totalMinor === undefined}
          loading={claiming.isPending}
        >
          {t('my.claim.claim')}
        </Button>
      </form>
      {claiming.data === undefined ? null : (
        <>
          <Done>
            {t('my.claim.done')}{' '}
            {claiming.data.points.map(({ wallet, points }) => format.change(points, wallet)).join(' · ')}
          </Done>
          <Rows>
            <LinkRow link={{ to: '/orders/$number', params: { number: claiming.data.number } }}>
              {t('my.claim.order')}
            </LinkRow>
          </Rows>
        </>
      )}
    </Screen>
  )
}
