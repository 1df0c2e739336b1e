/** By a code to the phone or the mailbox, or by WeChat. */
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { type FormEvent, useState } from 'react'
import { ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { CodeField, isCode, useSending } from '../parts/code.tsx'
import { Field } from '../parts/field.tsx'
import { Troubled } from '../parts/states.tsx'
import { useAbout } from '../session.ts'
import { useSaid } from '../speaking.ts'
import { deviceName, inWechat } from './device.ts'

type SigningInProps = {
  /** Why one has to begin anew; empty at first. */
  readonly lapsed: string
  readonly enter: () => void
  readonly join: (joining: string) => void
}

export function SigningIn({ lapsed, enter, join }: SigningInProps) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const [by, setBy] = useState<'phone' | 'email'>('phone')
  const [typed, setTyped] = useState('')
  const [code, setCode] = useState('')
  const contact = by === 'phone' ? { phone: typed.trim() } : { email: typed.trim() }
  const sending = useSending(() => ask(regulars.POST('/v1/portal/codes', { body: contact })))
  const signing = useMutation({
    mutationFn: () =>
      ask(regulars.POST('/v1/portal/sign-in', { body: { ...contact, code, device: deviceName(navigator.userAgent) } })),
    onSuccess: ({ joining }) => (joining === null ? enter() : join(joining)),
  })
  const change = (to: string) => {
    setTyped(to)
    setCode('')
    sending.reset()
    signing.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (sending.sent === undefined) sending.send()
    else signing.mutate()
  }
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('my.access.introduction')}</p>
      {lapsed === '' ? null : (
        <div className="note note-bad" role="alert">
          {answered(lapsed)}
        </div>
      )}
      <WechatLink />
      <Field
        key={by}
        label={t(`my.access.${by}`)}
        value={typed}
        onChange={change}
        type={by === 'phone' ? 'tel' : 'email'}
        autoComplete={by === 'phone' ? 'tel' : 'email'}
      />
      <Button
        fill="none"
        size="small"
        color="primary"
        onClick={() => {
          setBy(by === 'phone' ? 'email' : 'phone')
          change('')
        }}
      >
        {t(by === 'phone' ? 'my.access.byEmail' : 'my.access.byPhone')}
      </Button>
      <CodeField sending={sending} value={code} onChange={setCode} />
      {sending.trouble === null ? null : <Troubled trouble={sending.trouble} />}
      {signing.error === null ? null : <Troubled trouble={signing.error} retry={signing.mutate} />}
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
        <Button block type="submit" color="primary" size="large" disabled={!isCode(code)} loading={signing.isPending}>
          {t('my.access.continue')}
        </Button>
      )}
    </form>
  )
}

/** A link and no script: WeChat's browser takes the member away and brings him back. */
function WechatLink() {
  const { t } = useTranslation()
  const { data } = useAbout()
  // Only inside WeChat: its sign-in for official accounts works nowhere else.
  if (data?.wechat !== true || !inWechat(navigator.userAgent)) return null
  return (
    <a className="wechat" href="/v1/portal/wechat">
      {t('my.access.wechat')}
    </a>
  )
}
