/** The ways in which somebody proves again who he is. */
import { KeyOutlined, LoginOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { Button, Form, Input, Modal } from 'antd'
import { ask, regulars, type Sent } from '../../ui/server.ts'
import { Answered, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { securityQuery } from '../session.ts'
import { passkeysPossible, signedByPasskey } from './passkey.ts'

type Proof = Sent<'/api/auth/confirm', 'post'>

export function ProvingDialog({ answer }: { readonly answer: (confirmed: boolean) => void }) {
  const { t } = useTranslation()
  return (
    <Modal open title={t('confirming.title')} footer={null} onCancel={() => answer(false)} destroyOnHidden>
      <p className="quiet">{t('confirming.why')}</p>
      <Proving done={() => answer(true)} />
    </Modal>
  )
}

function Proving({ done }: { readonly done: () => void }) {
  const { t } = useTranslation()
  const security = useQuery(securityQuery)
  const offered = useQuery({ queryKey: ['sign-in-options'], queryFn: () => ask(regulars.GET('/v1/sign-in-options')) })
  const here = useRouterState({ select: ({ location }) => location.href })
  const confirming = useMutation({
    mutationFn: async (proof: Proof | 'passkey') => {
      const body = proof === 'passkey' ? { passkey: await signedByPasskey() } : proof
      return ask(regulars.POST('/api/auth/confirm', { body }))
    },
    onSuccess: done,
  })
  const sso = offered.data?.sso ?? null
  return (
    <Answered of={security} rows={2}>
      {({ password, totpSince, passkeys }) => (
        <div className="access-ways">
          {password ? (
            <OneField
              name="password"
              label={t('access.password')}
              busy={confirming.isPending}
              send={(given) => confirming.mutate({ password: given })}
            />
          ) : totpSince === null ? null : (
            <OneField
              name="code"
              label={t('access.code6')}
              busy={confirming.isPending}
              send={(given) => confirming.mutate({ code: given })}
            />
          )}
          {passkeys.length > 0 && passkeysPossible() ? (
            <Button
              block
              icon={<KeyOutlined />}
              loading={confirming.isPending}
              onClick={() => confirming.mutate('passkey')}
            >
              {t('confirming.withPasskey')}
            </Button>
          ) : null}
          {sso === null || password ? null : (
            <Button block icon={<LoginOutlined />} href={`/api/auth/sso?again=true&to=${encodeURIComponent(here)}`}>
              {t('confirming.withSso', { name: sso })}
            </Button>
          )}
          {confirming.error === null ? null : <Troubled trouble={confirming.error} />}
        </div>
      )}
    </Answered>
  )
}

type FieldProps = {
  readonly name: 'password' | 'code'
  readonly label: string
  readonly busy: boolean
  readonly send: (given: string) => void
}

function OneField({ name, label, busy, send }: FieldProps) {
  const { t } = useTranslation()
  const missing = name === 'password' ? t('access.passwordMissing') : t('access.codeMissing6')
  return (
    <Form<{ given: string }> layout="vertical" requiredMark={false} onFinish={({ given }) => send(given)}>
      <Form.Item name="given" label={label} rules={[{ required: true, message: missing }]}>
        {name === 'password' ? (
          <Input.Password autoComplete="current-password" autoFocus />
        ) : (
          <Input inputMode="numeric" autoComplete="one-time-code" autoFocus className="one-time-code" />
        )}
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('dialog.confirm')}
      </Button>
    </Form>
  )
}
