/** Setting an amount aside for a while. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, InputNumber } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { FormDialog } from '../../ui/formdialog.tsx'
import { useKeyed } from '../../ui/keyed.ts'
import { ask, regulars } from '../../ui/server.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { refresh } from './queries.ts'
import { SpendFields, useSpendable } from './spending.tsx'

type Asked = { readonly wallet: string; readonly amount: number; readonly minutes: number; readonly reason: string }

const REASON_AT_MOST = 200
const MINUTES_AT_MOST = 43_200
const USUAL_MINUTES = 60

export function HoldDialog({ memberId, close }: { readonly memberId: string; readonly close: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const keyOf = useKeyed()
  const [form] = Form.useForm<Asked>()
  const [first] = useSpendable()
  const holding = useMutation({
    mutationFn: (asked: Asked) => {
      const body = { ...asked, memberId }
      return ask(regulars.POST('/v1/holds', { params: { header: { 'idempotency-key': keyOf(body) } }, body }))
    },
    onSuccess: async (_, { amount, wallet }) => {
      toast.success(t('hold.done', { points: format.points(amount, wallet) }))
      close()
      await refresh(queries, memberId)
    },
  })
  return (
    <FormDialog
      title={t('hold.title')}
      action={t('hold.confirm')}
      form={form}
      initialValues={{ wallet: first?.code, minutes: USUAL_MINUTES }}
      doing={holding}
      close={close}
    >
      <SpendFields memberId={memberId} />
      <Form.Item
        name="minutes"
        label={t('hold.minutes')}
        extra={t('hold.minutesAdvice')}
        rules={[{ required: true, message: t('adjust.amountMissing') }]}
      >
        <InputNumber min={1} max={MINUTES_AT_MOST} precision={0} className="wide" />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('holds.reason')}
        rules={[{ required: true, whitespace: true, message: t('standing.reasonMissing') }]}
      >
        <Input maxLength={REASON_AT_MOST} />
      </Form.Item>
    </FormDialog>
  )
}
