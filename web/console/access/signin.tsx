import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Troubled } from '../../ui/states.tsx'
import { AccessCard } from './card.tsx'
import { type Credentials, useSigningIn } from './signingin.ts'

export function SignInPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { to } = useSearch({ from: '/sign-in' })
  // Only to pages of this console, whatever the address says.
  const next = to?.startsWith('/') === true && !to.startsWith('//') ? to : '/'
  const signing = useSigningIn(() => navigate({ href: next, replace: true }))
  return (
    <AccessCard title={t('access.signIn')}>
      <Form<Credentials>
        layout="vertical"
        requiredMark={false}
        initialValues={{ rememberMe: true }}
        onFinish={(credentials) => signing.mutate(credentials)}
      >
        <Form.Item
          name="email"
          label={t('access.email')}
          rules={[{ required: true, message: t('access.emailMissing') }]}
        >
          <Input type="email" autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('access.password')}
          rules={[{ required: true, message: t('access.passwordMissing') }]}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Form.Item name="rememberMe" valuePropName="checked">
          <Checkbox>{t('access.remember')}</Checkbox>
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
      <p className="quiet access-help">{t('access.forgotten')}</p>
    </AccessCard>
  )
}
