/** A one-time code: sent to a phone or a mailbox, typed in, and sent again when it did not come. */
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { useEffect, useState } from 'react'
import type { Trouble } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { Field } from './field.tsx'

export type SentCode = { readonly sentTo: string; readonly againSeconds: number }

export type Sending = {
  /** What was sent last; undefined before. */
  readonly sent: SentCode | undefined
  readonly trouble: Trouble | null
  readonly isPending: boolean
  readonly send: () => void
  readonly reset: () => void
}

/** What was sent stays while another one is asked for. */
export function useSending(ask: () => Promise<SentCode>): Sending {
  const [sent, setSent] = useState<SentCode>()
  const sending = useMutation({ mutationFn: ask, onSuccess: setSent })
  return {
    sent,
    trouble: sending.error,
    isPending: sending.isPending,
    send: () => sending.mutate(),
    reset: () => {
      setSent(undefined)
      sending.reset()
    },
  }
}

type CodeFieldProps = {
  readonly sending: Sending
  readonly value: string
  readonly onChange: (value: string) => void
}

const CODE_DIGITS = 6

/** Shown once a code was sent. */
export function CodeField({ sending: { sent, isPending, send }, value, onChange }: CodeFieldProps) {
  const { t } = useTranslation()
  const seconds = useSecondsLeft(sent)
  if (sent === undefined) return null
  return (
    <>
      <Field
        label={t('my.code.label')}
        hint={t('my.code.sent', { to: sent.sentTo })}
        value={value}
        onChange={(typed) => onChange(typed.replace(/\D/g, '').slice(0, CODE_DIGITS))}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
      />
      <Button fill="none" size="small" color="primary" disabled={seconds > 0} loading={isPending} onClick={send}>
        {seconds > 0 ? t('my.code.againIn', { count: seconds }) : t('my.code.again')}
      </Button>
    </>
  )
}

export function isCode(text: string): boolean {
  return text.length === CODE_DIGITS
}

/** Until another one may be asked for. */
function useSecondsLeft(sent: SentCode | undefined): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (sent === undefined) return undefined
    const until = Date.now() + sent.againSeconds * 1000
    const look = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)))
    look()
    const timer = setInterval(look, 1000)
    return () => clearInterval(timer)
  }, [sent])
  return left
}
