/** Another phone or mailbox: it becomes the member's with the code that was sent there. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Button } from 'antd-mobile'
import { type FormEvent, useState } from 'react'
import { ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { CodeField, isCode, useSending } from '../parts/code.tsx'
import { Field } from '../parts/field.tsx'
import { Screen } from '../parts/screen.tsx'
import { Done, Troubled } from '../parts/states.tsx'
import { meQuery } from '../session.ts'

export function ContactPage() {
  const { t } = useTranslation()
  const { by = 'phone' } = useSearch({ from: '/frame/contact' })
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [code, setCode] = useState('')
  const contact = by === 'phone' ? { phone: typed.trim() } : { email: typed.trim() }
  const sending = useSending(() => ask(regulars.POST('/v1/my/identity/codes', { body: contact })))
  const changing = useMutation({
    mutationFn: () => ask(regulars.PUT('/v1/my/identity', { body: { ...contact, code } })),
    onSuccess: (me) => queries.setQueryData(meQuery.queryKey, me),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (sending.sent === undefined) sending.send()
    else changing.mutate()
  }
  return (
    <Screen title={t(`my.contact.${by}`)} up="/profile">
      {changing.isSuccess ? (
        <Done>{t('my.contact.done')}</Done>
      ) : (
        <form className="form" onSubmit={submit}>
          <p>{t('my.contact.introduction')}</p>
          <Field
            label={t(`my.access.${by}`)}
            value={typed}
            onChange={(to) => {
              setTyped(to)
              setCode('')
              sending.reset()
              changing.reset()
            }}
            type={by === 'phone' ? 'tel' : 'email'}
            autoComplete={by === 'phone' ? 'tel' : 'email'}
          />
          <CodeField sending={sending} value={code} onChange={setCode} />
          {sending.trouble === null ? null : <Troubled trouble={sending.trouble} />}
          {changing.error === null ? null : <Troubled trouble={changing.error} retry={changing.mutate} />}
          {sending.sent === undefined ? (
            <Button
              block
              type="submit"
              color="primary"
              size="large"
              disabled={typed.trim() === ''}
              loading={sending.isPending}
            >
              {t('my.code.send')}
            </Button>
          ) : (
            <Button
              block
              type="submit"
              color="primary"
              size="large"
              disabled={!isCode(code)}
              loading={changing.isPending}
            >
              {t('my.contact.change')}
            </Button>
          )}
        </form>
      )}
    </Screen>
  )
}
