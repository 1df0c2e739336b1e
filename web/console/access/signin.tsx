/** Signing in: with a password and what belongs to it, with a passkey, or through the company's own sign-in. */
import { KeyOutlined, LoginOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Divider, Form, Input } from 'antd'
import { useState } from 'react'
import { ask, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { AccessCard } from './card.tsx'
import { passkeysPossible } from './passkey.ts'
import { SecondStepForm } from './secondstep.tsx'
import { type Credentials, usePasskeySignIn, useSigningIn } from './signingin.ts'

export function SignInPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { to, sso } = useSearch({ from: '/sign-in' })
  // Only to pages of this console, whatever the address says.
  const next = to?.startsWith('/') === true && !/^\/[/\\]/.test(to) ? to : '/'
  const done = () => navigate({ href: next, replace: true })
  const signing = useSigningIn(done)
  const [rememberMe, remember] = useState(true)
  const step = signing.data?.secondStep ?? null
  if (step !== null)
    return (
      <AccessCard title={t('access.secondStep')} advice={step.totp ? t('access.secondStepAdvice') : undefined}>
        <SecondStepForm by={step} rememberMe={rememberMe} done={done} startOver={signing.reset} />
      </AccessCard>
    )
  return (
    <AccessCard title={t('access.signIn')}>
      {sso === undefined || signing.isPending ? null : <SsoTrouble of={sso} />}
      <CredentialsForm signing={signing} rememberMe={rememberMe} remember={remember} />
      <OtherWays next={next} rememberMe={rememberMe} done={done} />
      <p className="quiet access-help">{t('access.forgotten')}</p>
    </AccessCard>
  )
}

type FormProps = {
  readonly signing: ReturnType<typeof useSigningIn>
  readonly rememberMe: boolean
  readonly remember: (wanted: boolean) => void
}

function CredentialsForm({ signing, rememberMe, remember }: FormProps) {
  const { t } = useTranslation()
  return (
    <Form<Credentials>
      layout="vertical"
      requiredMark={false}
      onFinish={(credentials) => signing.mutate({ ...credentials, rememberMe })}
    >
      <Form.Item name="email" label={t('access.email')} rules={[{ required: true, message: t('access.emailMissing') }]}>
        <Input type="email" autoComplete="username" autoFocus size="large" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('access.password')}
        rules={[{ required: true, message: t('access.passwordMissing') }]}
      >
        <Input.Password autoComplete="current-password" size="large" />
      </Form.Item>
      <Form.Item>
        <Checkbox checked={rememberMe} onChange={({ target }) => remember(target.checked)}>
          {t('access.remember')}
        </Checkbox>
      </Form.Item>
      {signing.error === null ? null : (
        <Form.Item>
          <Troubled trouble={signing.error} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block size="large" loading={signing.isPending}>
        {t('access.signIn')}
      </Button>
    </Form>
  )
}

type WaysProps = { readonly next: string; readonly rememberMe: boolean; readonly done: () => unknown }

function OtherWays({ next, rememberMe, done }: WaysProps) {
  const { t } = useTranslation()
  const offered = useQuery({ queryKey: ['sign-in-options'], queryFn: () => ask(regulars.GET('/v1/sign-in-options')) })
  const byPasskey = usePasskeySignIn({ rememberMe, done })
  const sso = offered.data?.sso ?? null
  const passkey = passkeysPossible()
  if (sso === null && !passkey) return null
  return (
    <>
      <Divider plain>{t('access.or')}</Divider>
      <div className="access-ways">
        {passkey ? (
          <Button
            block
            size="large"
            icon={<KeyOutlined />}
            loading={byPasskey.isPending}
            onClick={() => byPasskey.mutate()}
          >
            {t('access.withPasskey')}
          </Button>
        ) : null}
        {sso === null ? null : (
          <Button
            block
            size="large"
            icon={<LoginOutlined />}
            href={`/api/auth/sso?remember=${rememberMe}&to=${encodeURIComponent(next)}`}
          >
            {t('access.withSso', { name: sso })}
          </Button>
        )}
        {byPasskey.error === null ? null : <Troubled trouble={byPasskey.error} />}
      </div>
    </>
  )
}

const ssoTroubles = ['unknown', 'unverified', 'taken', 'unreachable', 'denied', 'expired'] as const

function SsoTrouble({ of }: { readonly of: string }) {
  const { t } = useTranslation()
  const known = ssoTroubles.find((one) => one === of) ?? 'failed'
  return <Alert type="warning" showIcon className="access-trouble" title={t(`ssoTrouble.${known}`)} />
}
