/** Deleting the account: what is lost, and the code without which it does not happen. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd-mobile'
import { type FormEvent, useState } from 'react'
import { ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { couponsQuery, statementQuery } from '../asked.ts'
import { useFormat, useNaming } from '../naming.ts'
import { CodeField, isCode, useSending } from '../parts/code.tsx'
import { Row, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Done, Troubled } from '../parts/states.tsx'
import { forget } from '../session.ts'

export function DeletePage() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [sure, setSure] = useState(false)
  const [code, setCode] = useState('')
  const sending = useSending(() => ask(regulars.POST('/v1/my/erasure/codes')))
  const erasing = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/my/erasure', { body: { code } })),
    onSuccess: () => forget(queries),
  })
  if (erasing.isSuccess)
    return (
      <Screen title={t('my.delete.title')}>
        <Done>{t('my.delete.done')}</Done>
      </Screen>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (sending.sent === undefined) sending.send()
    else erasing.mutate()
  }
  return (
    <Screen title={t('my.delete.title')} up="/me">
      <Lost />
      <form className="form" onSubmit={submit}>
        <p>
          {t('my.delete.before')} <Link to="/own">{t('my.own.title')}</Link>
        </p>
        <Checkbox checked={sure} onChange={setSure}>
          {t('my.delete.sure')}
        </Checkbox>
        <CodeField sending={sending} value={code} onChange={setCode} />
        {sending.trouble === null ? null : <Troubled trouble={sending.trouble} />}
        {erasing.error === null ? null : <Troubled trouble={erasing.error} retry={erasing.mutate} />}
        {sending.sent === undefined ? (
          <Button block type="submit" color="danger" disabled={!sure} loading={sending.isPending}>
            {t('my.code.send')}
          </Button>
        ) : (
          <Button block type="submit" color="danger" disabled={!sure || !isCode(code)} loading={erasing.isPending}>
            {t('my.delete.confirm')}
          </Button>
        )}
      </form>
    </Screen>
  )
}

function Lost() {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  const { data: statement } = useQuery(statementQuery)
  const { data: coupons } = useQuery(couponsQuery)
  const usable = coupons?.items.filter(({ status }) => status === 'active').length ?? 0
  return (
    <Rows title={t('my.delete.lost')}>
      <Row>{t('my.delete.person')}</Row>
      {(statement?.wallets ?? [])
        .filter(({ balance }) => balance > 0)
        .map(({ wallet, balance }) => (
          <Row key={wallet}>{format.points(balance, wallet)}</Row>
        ))}
      {usable === 0 ? null : <Row>{t('my.delete.coupons', { count: usable })}</Row>}
      {(statement?.ladders ?? []).map(({ ladder, tier }) => (
        <Row key={ladder}>{t('my.delete.tier', { tier: tierName(ladder, tier) })}</Row>
      ))}
    </Rows>
  )
}
