import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { Card } from '../../ui/card.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { NewPassword } from '../access/password.tsx'

type Given = { readonly currentPassword: string; readonly password: string }

/** Changing one's own password, which signs out everywhere else. */
export function Password() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const changing = useMutation({
    mutationFn: ({ currentPassword, password }: Given) =>
      ask(regulars.POST('/api/auth/change-password', { body: { currentPassword, newPassword: password } })),
    onSuccess: async () => {
      toast.success(t('settings.passwordChanged'))
      form.resetFields()
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  return (
    <Card title={t('settings.password')}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => changing.mutate(given)}>
        <Form.Item
          name="currentPassword"
          label={t('settings.currentPassword')}
          rules={[{ required: true, message: t('access.passwordMissing') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPassword label={t('settings.newPassword')} />
        {changing.error === null ? null : (
          <Form.Item>
            <Troubled trouble={changing.error} />
          </Form.Item>
        )}
        <Button htmlType="submit" loading={changing.isPending}>
          {t('settings.changePassword')}
        </Button>
      </Form>
    </Card>
  )
}

/** For who comes in through the company's own sign-in only. */
export function NoPassword() {
  const { t } = useTranslation()
  return (
    <Card title={t('settings.password')}>
      <p className="quiet first">{t('security.noPassword')}</p>
    </Card>
  )
}
