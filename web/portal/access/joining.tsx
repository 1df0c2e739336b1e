/** Becoming a member: one's name, and what one agrees to, each of it by one's own hand. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { type FormEvent, useState } from 'react'
import { ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { tongue } from '../language.ts'
import { ConsentBox, textsQuery } from '../parts/consent.tsx'
import { Field } from '../parts/field.tsx'
import { Answered, Troubled } from '../parts/states.tsx'
import { deviceName } from './device.ts'

type JoiningProps = {
  readonly joining: string
  readonly enter: () => void
  readonly onLapsed: (sentence: string) => void
}

export function Joining({ joining, enter, onLapsed }: JoiningProps) {
  const { t } = useTranslation()
  const texts = useQuery(textsQuery)
  const [name, setName] = useState('')
  const [given, setGiven] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState(false)
  const items = texts.data?.items ?? []
  const missing = items.filter(({ code, required }) => required && !given.has(code))
  const entering = useMutation({
    mutationFn: () =>
      ask(
        regulars.POST('/v1/portal/join', {
          body: {
            joining,
            ...(name.trim() === '' ? {} : { name: name.trim() }),
            locale: tongue.get(),
            device: deviceName(navigator.userAgent),
            consents: items.map(({ code, version }) => ({ code, version, given: given.has(code) })),
          },
        }),
      ),
    onSuccess: enter,
    onError: (trouble) => {
      if (trouble.code === 'portal.joining-lapsed') onLapsed(trouble.message)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (missing.length === 0) entering.mutate()
  }
  const tick = (code: string, ticked: boolean) => {
    const next = new Set(given)
    if (ticked) next.add(code)
    else next.delete(code)
    setGiven(next)
  }
  return (
    <form className="form" onSubmit={submit}>
      <h2>{t('my.joining.title')}</h2>
      <p>{t('my.joining.introduction')}</p>
      <Field
        label={t('my.joining.name')}
        hint={t('my.joining.nameHint')}
        value={name}
        onChange={setName}
        autoComplete="name"
        maxLength={200}
      />
      <Answered of={texts} rows={3}>
        {() =>
          items.map((text) => (
            <ConsentBox
              key={text.code}
              text={text}
              checked={given.has(text.code)}
              wrong={asked && text.required && !given.has(text.code)}
              onChange={(ticked) => tick(text.code, ticked)}
            />
          ))
        }
      </Answered>
      {entering.error === null ? null : <Troubled trouble={entering.error} retry={entering.mutate} />}
      <Button
        block
        type="submit"
        color="primary"
        size="large"
        disabled={texts.data === undefined}
        loading={entering.isPending}
      >
        {t('my.joining.join')}
      </Button>
    </form>
  )
}
