/** What value means here: how far ahead, at which margin, by which model. */
import { Form, InputNumber, Select } from 'antd'
import { FormDialog } from '../../../ui/formdialog.tsx'
import { type Answer, regulars } from '../../../ui/server.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useHeld, useSaving } from '../settings.ts'

type Held = Answer<'/v1/insights/settings/value', 'get'>

const models = ['best', 'bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const
const MOST_DAYS = 1_825
const LEAST_DAYS = 7

export function EditValue({ close }: { readonly close: () => void }) {
  const held = useHeld('value', () => regulars.GET('/v1/insights/settings/value'))
  return held === undefined ? null : <Editor held={held} close={close} />
}

function Editor({ held, close }: { readonly held: Held; readonly close: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Held['value']>()
  const doing = useSaving(
    (value: Held['value']) => regulars.PUT('/v1/insights/settings/value', { body: { revision: held.revision, value } }),
    { saved: t('insights.value.saved'), close },
  )
  const options = models.map((model) => ({ value: model, label: t(`insights.value.models.${model}`) }))
  return (
    <FormDialog
      title={t('insights.value.editTitle')}
      action={t('insights.value.edit')}
      {...{ form, doing, close }}
      initialValues={held.value}
    >
      <Form.Item name="days" label={t('insights.value.days')}>
        <InputNumber min={LEAST_DAYS} max={MOST_DAYS} precision={0} />
      </Form.Item>
      <Form.Item name="marginPercent" label={t('insights.value.margin')} extra={t('insights.value.marginMeaning')}>
        <InputNumber min={1} max={100} precision={0} />
      </Form.Item>
      <Form.Item name="yearlyPercent" label={t('insights.value.yearly')}>
        <InputNumber min={0} max={100} precision={0} />
      </Form.Item>
      <Form.Item name="model" label={t('insights.value.model')}>
        <Select options={options} />
      </Form.Item>
    </FormDialog>
  )
}
