/** Changing within how many days a member must buy. */
import { Form, Select } from 'antd'
import { FormDialog } from '../../../ui/formdialog.tsx'
import { type Answer, regulars } from '../../../ui/server.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useHeld, useSaving } from '../settings.ts'

type Held = Answer<'/v1/insights/settings/churn', 'get'>

export function EditHorizon({ close }: { readonly close: () => void }) {
  const held = useHeld('churn', () => regulars.GET('/v1/insights/settings/churn'))
  return held === undefined ? null : <Editor held={held} close={close} />
}

const usual = [14, 30, 60, 90, 120, 180]

function Editor({ held, close }: { readonly held: Held; readonly close: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Held['value']>()
  const doing = useSaving(
    (value: Held['value']) => regulars.PUT('/v1/insights/settings/churn', { body: { revision: held.revision, value } }),
    { saved: t('insights.churn.saved'), close },
  )
  const days = [...new Set([...usual, held.value.horizonDays])].toSorted((a, b) => a - b)
  const options = days.map((value) => ({ value, label: t('insights.churn.horizonDays', { count: value }) }))
  return (
    <FormDialog
      title={t('insights.churn.horizonTitle')}
      action={t('insights.churn.horizon')}
      {...{ form, doing, close }}
      initialValues={held.value}
    >
      <p className="quiet">{t('insights.churn.horizonMeaning')}</p>
      <Form.Item name="horizonDays">
        <Select options={options} aria-label={t('insights.churn.horizonTitle')} />
      </Form.Item>
    </FormDialog>
  )
}
