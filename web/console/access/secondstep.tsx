/** The second step of signing in: a code of the app, the passkey, or a recovery code. */
import { KeyOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { passkeysPossible } from './passkey.ts'
import { type SecondStep, usePasskeySignIn, useSecondStep } from './signingin.ts'

type Props = {
  readonly by: NonNullable<SecondStep>
  readonly rememberMe: boolean
  readonly done: () => unknown
  readonly startOver: () => void
}

export function SecondStepForm({ by, rememberMe, done, startOver }: Props) {
  const { t } = useTranslation()
  const [recovering, setRecovering] = useState(!by.totp && !by.passkey)
  const byPasskey = usePasskeySignIn({ rememberMe, done })
  const passkey = by.passkey && passkeysPossible()
  return (
    <>
      {recovering ? <RecoveryForm done={done} /> : by.totp ? <CodeForm done={done} /> : null}
      {passkey && !recovering ? (
        <Button
          block
          size="large"
          type={by.totp ? 'default' : 'primary'}
          icon={<KeyOutlined />}
          loading={byPasskey.isPending}
          onClick={() => byPasskey.mutate()}
        >
          {t('access.withPasskey')}
        </Button>
      ) : null}
      {byPasskey.error === null ? null : <Troubled trouble={byPasskey.error} />}
      <div className="access-other">
        {by.recoveryCode ? (
          <Button type="link" onClick={() => setRecovering(!recovering)}>
            {recovering ? t('access.noRecovery') : t('access.recover')}
          </Button>
        ) : null}
        <Button type="link" onClick={startOver}>
          {t('access.startOver')}
        </Button>
      </div>
      {by.recoveryCode ? null : <p className="quiet access-help">{t('access.lostFactor')}</p>}
    </>
  )
}

const DIGITS = 6

function CodeForm({ done }: { readonly done: () => unknown }) {
  const { t } = useTranslation()
  const step = useSecondStep(done)
  const [code, setCode] = useState('')
  const send = (typed: string) => {
    setCode(typed)
    if (typed.length === DIGITS && !step.isPending) step.mutate({ code: typed }, { onError: () => setCode('') })
  }
  return (
    <Form layout="vertical" onFinish={() => step.mutate({ code })}>
      <Form.Item label={t('access.code6')} htmlFor="one-time-code">
        <Input
          id="one-time-code"
          value={code}
          onChange={({ target }) => send(target.value.replace(/\D/g, '').slice(0, DIGITS))}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          size="large"
          className="one-time-code"
        />
      </Form.Item>
      {step.error === null ? null : (
        <Form.Item>
          <Troubled trouble={step.error} />
        </Form.Item>
      )}
      <Form.Item>
        <Button
          type="primary"
          htmlType="submit"
          block
          size="large"
          loading={step.isPending}
          disabled={code.length !== DIGITS}
        >
          {t('access.signIn')}
        </Button>
      </Form.Item>
    </Form>
  )
}

function RecoveryForm({ done }: { readonly done: () => unknown }) {
  const { t } = useTranslation()
  const step = useSecondStep(done)
  return (
    <Form<{ recoveryCode: string }> layout="vertical" requiredMark={false} onFinish={(given) => step.mutate(given)}>
      <Form.Item
        name="recoveryCode"
        label={t('access.recoveryCode')}
        extra={t('access.recoveryAdvice')}
        rules={[{ required: true, whitespace: true, message: t('access.recoveryMissing') }]}
      >
        <Input autoComplete="off" autoFocus size="large" maxLength={60} />
      </Form.Item>
      {step.error === null ? null : (
        <Form.Item>
          <Troubled trouble={step.error} />
        </Form.Item>
      )}
      <Form.Item>
        <Button type="primary" htmlType="submit" block size="large" loading={step.isPending}>
          {t('access.signIn')}
        </Button>
      </Form.Item>
    </Form>
  )
}
