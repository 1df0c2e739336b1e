/** The first run: whoever has the code that the server printed becomes the owner. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { ask, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { AccessCard } from './card.tsx'
import { NewPassword } from './password.tsx'
import { useSigningIn } from './signingin.ts'

type Owner = { readonly code: string; readonly name: string; readonly email: string; readonly password: string }

export function SetupPage() {
  const { t } = useTranslation()
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => ask(regulars.GET('/v1/setup')) })
  if (setup.data?.needed === false)
    return (
      <AccessCard title={t('access.setupDone')}>
        <Link to="/sign-in">{t('access.toSignIn')}</Link>
      </AccessCard>
    )
  return (
    <AccessCard title={t('access.setup')} advice={t('access.setupAdvice')}>
      {setup.error === null ? <OwnerForm /> : <Troubled trouble={setup.error} retry={setup.refetch} />}
    </AccessCard>
  )
}

function OwnerForm() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  // Behind `#`, so that the code reaches no server log on the way here.
  const hash = useRouterState({ select: (state) => state.location.hash })
  const code = new URLSearchParams(hash).get('code') ?? ''
  const signing = useSigningIn(() => navigate({ to: '/', replace: true }))
  const making = useMutation({
    mutationFn: (owner: Owner) => ask(regulars.POST('/v1/setup', { body: { ...owner, code: owner.code.trim() } })),
    onSuccess: (_made, { email, password }) => signing.mutate({ email, password }),
  })
  const trouble = making.error ?? signing.error
  return (
    <Form<Owner>
      layout="vertical"
      requiredMark={false}
      initialValues={{ code }}
      onFinish={(owner) => making.mutate(owner)}
    >
      <Form.Item
        name="code"
        label={t('access.code')}
        hidden={code !== ''}
        rules={[{ required: true, message: t('access.codeMissing') }]}
      >
        <Input autoComplete="one-time-code" size="large" />
      </Form.Item>
      {code === '' ? null : (
        <Form.Item>
          <Alert type="success" showIcon title={t('access.codeHere')} />
        </Form.Item>
      )}
      <Form.Item name="name" label={t('access.name')} rules={[{ required: true, message: t('access.nameMissing') }]}>
        <Input autoComplete="name" autoFocus size="large" />
      </Form.Item>
      <Form.Item name="email" label={t('access.email')} rules={[{ required: true, message: t('access.emailMissing') }]}>
        <Input type="email" autoComplete="username" size="large" />
      </Form.Item>
      <NewPassword />
      {trouble === null ? null : (
        <Form.Item>
          <Troubled trouble={trouble} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block size="large" loading={making.isPending || signing.isPending}>
        {t('access.create')}
      </Button>
    </Form>
  )
}
