/** A new member of staff, or one who forgot, sets a password with a one-time link. */
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { Button, Form } from 'antd'
import { ask, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { AccessCard } from './card.tsx'
import { NewPassword } from './password.tsx'
import { SecondStepForm } from './secondstep.tsx'
import { useSigningIn } from './signingin.ts'

export function InvitationPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const hash = useRouterState({ select: (state) => state.location.hash })
  const code = new URLSearchParams(hash).get('code') ?? ''
  const signing = useSigningIn(() => navigate({ to: '/', replace: true }))
  const accepting = useMutation({
    mutationFn: ({ password }: { password: string }) =>
      ask(regulars.POST('/v1/invitations/accept', { body: { code, password } })),
    onSuccess: ({ email }, { password }) => signing.mutate({ email, password }),
  })
  const trouble = accepting.error ?? signing.error
  const step = signing.data?.secondStep ?? null
  if (step !== null)
    return (
      <AccessCard title={t('access.secondStep')} advice={step.totp ? t('access.secondStepAdvice') : undefined}>
        <SecondStepForm
          by={step}
          rememberMe
          done={() => navigate({ to: '/', replace: true })}
          startOver={() => void navigate({ to: '/sign-in' })}
        />
      </AccessCard>
    )
  return (
    <AccessCard title={t('access.invitation')} advice={t('access.invitationAdvice')}>
      <Form layout="vertical" requiredMark={false} onFinish={(given: { password: string }) => accepting.mutate(given)}>
        <NewPassword />
        {trouble === null ? null : (
          <Form.Item>
            <Troubled trouble={trouble} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block size="large" loading={accepting.isPending || signing.isPending}>
          {t('access.setPassword')}
        </Button>
      </Form>
    </AccessCard>
  )
}
