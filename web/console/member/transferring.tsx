/** Giving points to another member, as the programme allows; they keep their age. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { FormDialog } from '../../ui/formdialog.tsx'
import { useKeyed } from '../../ui/keyed.ts'
import { ask, regulars } from '../../ui/server.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { MemberChoice } from '../members/choice.tsx'
import { refresh } from './queries.ts'
import { SpendFields, useSpendable } from './spending.tsx'

type Asked = { readonly to: string; readonly wallet: string; readonly amount: number; readonly message?: string }

const MESSAGE_AT_MOST = 120

export function TransferDialog({ memberId, close }: { readonly memberId: string; readonly close: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const keyOf = useKeyed()
  const [form] = Form.useForm<Asked>()
  const [first] = useSpendable()
  const to = Form.useWatch('to', form)
  const giving = useMutation({
    mutationFn: ({ message, ...asked }: Asked) => {
      const text = message?.trim() ?? ''
      const body = { ...asked, ...(text === '' ? {} : { message: text }) }
      const params = { path: { memberId }, header: { 'idempotency-key': keyOf(body) } }
      return ask(regulars.POST('/v1/members/{memberId}/transfers', { params, body }))
    },
    onSuccess: async ({ wallet, amount, fee }) => {
      const [points, cost] = [format.points(amount, wallet), format.points(fee, wallet)]
      toast.success(fee === 0 ? t('transfer.sent', { points }) : t('transfer.fee', { points, fee: cost }))
      close()
      await refresh(queries, memberId)
    },
  })
  return (
    <FormDialog
      title={t('transfer.title')}
      action={t('transfer.confirm')}
      ready={to !== undefined}
      form={form}
      initialValues={{ wallet: first?.code }}
      doing={giving}
      close={close}
    >
      <Form.Item name="to" label={t('transfer.to')}>
        <MemberChoice label={t('members.search')} value={to} except={memberId} onChange={() => undefined} />
      </Form.Item>
      <SpendFields memberId={memberId} />
      <Form.Item name="message" label={t('transfer.message')} className="last">
        <Input maxLength={MESSAGE_AT_MOST} />
      </Form.Item>
    </FormDialog>
  )
}
