/** Suspending, closing and reactivating a member, with a reason that stays on record. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Modal, Select } from 'antd'
import { ask, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { type Member, refresh } from './queries.ts'
import { useReasons } from './reasons.ts'

export type Wish = 'suspend' | 'close' | 'reactivate'

type Props = { readonly member: Member; readonly wish: Wish; readonly close: () => void }

function change(memberId: string, wish: Wish, reason: string) {
  const params = { path: { memberId } }
  switch (wish) {
    case 'suspend':
      return ask(regulars.POST('/v1/members/{memberId}/suspend', { params, body: { reason } }))
    case 'close':
      return ask(regulars.POST('/v1/members/{memberId}/close', { params, body: { reason } }))
    case 'reactivate':
      return ask(regulars.POST('/v1/members/{memberId}/reactivate', { params }))
  }
}

export function StatusDialog({ member, wish, close }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { options } = useReasons()
  const [form] = Form.useForm<{ reason: string }>()
  const changing = useMutation({
    mutationFn: ({ reason }: { reason: string }) => change(member.memberId, wish, reason),
    onSuccess: async () => {
      close()
      await refresh(queries, member.memberId)
    },
  })
  return (
    <Modal
      open
      title={t(`standing.${wish}`)}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{t('dialog.cancel')}</Button>
          <Button
            type="primary"
            danger={wish !== 'reactivate'}
            loading={changing.isPending}
            onClick={() => form.submit()}
          >
            {t(`standing.${wish}`)}
          </Button>
        </>
      }
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => changing.mutate(given)}>
        <Form.Item>
          <Alert type={wish === 'reactivate' ? 'info' : 'warning'} showIcon title={t(`standing.${wish}Meaning`)} />
        </Form.Item>
        {wish === 'reactivate' ? null : (
          <Form.Item
            name="reason"
            label={t('standing.reason')}
            rules={[{ required: true, message: t('standing.reasonMissing') }]}
          >
            <Select autoFocus options={options} />
          </Form.Item>
        )}
        {changing.error === null ? null : <Troubled trouble={changing.error} />}
      </Form>
    </Modal>
  )
}
