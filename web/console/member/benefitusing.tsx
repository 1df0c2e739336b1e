/** Using a benefit for a member, and taking a use back with a reason. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, InputNumber, Select } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { FormDialog } from '../../ui/formdialog.tsx'
import { useKeyed } from '../../ui/keyed.ts'
import { ask, regulars } from '../../ui/server.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useStores } from '../staff/queries.ts'
import { refresh } from './queries.ts'

const USES_AT_ONCE = 100
const REASON_AT_MOST = 200

type Common = {
  readonly memberId: string
  readonly benefit: string
  readonly name: string
  readonly close: () => void
}
type Asked = { readonly uses: number; readonly store?: string }

export function UseDialog({ memberId, benefit, name, left, close }: Common & { readonly left: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const keyOf = useKeyed()
  const { own, options } = useStores()
  const [form] = Form.useForm<Asked>()
  const using = useMutation({
    mutationFn: ({ uses, store }: Asked) => {
      const body = { uses, ...(store === undefined ? {} : { store }) }
      const params = { path: { memberId, benefit }, header: { 'idempotency-key': keyOf(body) } }
      return ask(regulars.POST('/v1/members/{memberId}/benefits/{benefit}/uses', { params, body }))
    },
    onSuccess: async ({ left: rest }) => {
      toast.success(t('benefits.useDone', { name, left: format.number(rest) }))
      close()
      await refresh(queries, memberId)
    },
  })
  return (
    <FormDialog
      title={t('benefits.useTitle', { name })}
      action={t('benefits.use')}
      form={form}
      initialValues={{ uses: 1, ...(own?.length === 1 ? { store: own[0] } : {}) }}
      doing={using}
      close={close}
    >
      <Form.Item
        name="uses"
        label={t('benefits.howOften')}
        extra={t('benefits.leftNow', { left: format.number(left) })}
        rules={[{ required: true, message: t('benefits.howOftenMissing') }]}
      >
        <InputNumber min={1} max={Math.min(USES_AT_ONCE, left)} precision={0} className="wide" autoFocus />
      </Form.Item>
      {options.length === 0 ? null : (
        <Form.Item
          name="store"
          label={t('benefits.store')}
          className="last"
          rules={own === null ? [] : [{ required: true, message: t('benefits.storeMissing') }]}
        >
          <Select allowClear={own === null} options={options} placeholder={t('state.none')} />
        </Form.Item>
      )}
    </FormDialog>
  )
}

export function UndoDialog({ memberId, benefit, useId, name, close }: Common & { readonly useId: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const keyOf = useKeyed()
  const [form] = Form.useForm<{ readonly reason: string }>()
  const undoing = useMutation({
    mutationFn: (body: { readonly reason: string }) => {
      const params = { path: { memberId, benefit, useId }, header: { 'idempotency-key': keyOf(body) } }
      return ask(regulars.POST('/v1/members/{memberId}/benefits/{benefit}/uses/{useId}/undo', { params, body }))
    },
    onSuccess: async () => {
      toast.success(t('benefits.undoDone', { name }))
      close()
      await refresh(queries, memberId)
    },
  })
  return (
    <FormDialog
      title={t('benefits.undoTitle', { name })}
      action={t('benefits.undo')}
      form={form}
      doing={undoing}
      close={close}
    >
      <Form.Item
        name="reason"
        label={t('holds.reason')}
        className="last"
        rules={[{ required: true, whitespace: true, message: t('standing.reasonMissing') }]}
      >
        <Input maxLength={REASON_AT_MOST} autoFocus />
      </Form.Item>
    </FormDialog>
  )
}
