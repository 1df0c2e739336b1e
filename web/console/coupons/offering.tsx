/** Offering a batch in the portal, so many to each member, or no longer. */
import { GiftOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, InputNumber } from 'antd'
import { useState } from 'react'
import { ActionDialog } from '../../ui/dialog.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { TAKES_AT_MOST } from './fields.tsx'
import { refreshCoupons } from './queries.ts'

type Batch = { readonly batchId: string; readonly takesPerMember: number | null }

export function Offering({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<GiftOutlined />} onClick={() => setOpen(true)}>
        {t('coupons.offering')}
      </Button>
      {open ? <OfferingDialog batch={batch} close={() => setOpen(false)} /> : null}
    </>
  )
}

function OfferingDialog({ batch, close }: { readonly batch: Batch; readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ takesPerMember?: number | null }>()
  const saving = useMutation({
    mutationFn: (takesPerMember: number | null) =>
      ask(
        regulars.PUT('/v1/coupons/batches/{batchId}/offering', {
          params: { path: { batchId: batch.batchId } },
          body: { takesPerMember },
        }),
      ),
    onSuccess: async () => {
      toast.success(t('coupons.offeringDone'))
      close()
      await refreshCoupons(queries)
    },
  })
  return (
    <ActionDialog
      title={t('coupons.offeringTitle')}
      action={t('coupons.offeringSave')}
      pending={saving.isPending}
      trouble={saving.error}
      act={() => form.submit()}
      close={close}
    >
      <p>{t('coupons.offeringMeaning')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ takesPerMember: batch.takesPerMember ?? 1 }}
        onFinish={({ takesPerMember }) => saving.mutate(takesPerMember ?? null)}
      >
        <Form.Item name="takesPerMember" label={t('coupons.takes')} extra={t('coupons.takesAdvice')}>
          <InputNumber autoFocus min={1} max={TAKES_AT_MOST} precision={0} className="choice" />
        </Form.Item>
      </Form>
    </ActionDialog>
  )
}
