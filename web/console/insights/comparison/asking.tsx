/** What members did, and when. */
import { Button, Form, Input, Select } from 'antd'
import { useNaming } from '../../../ui/programme.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useStores } from '../../staff/queries.ts'
import { type Asked, type What, whats } from './queries.ts'

const lengths = [28, 56, 91, 182] as const

export function Asking({ ask }: { readonly ask: (asked: Asked) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Asked>()
  const what: What = Form.useWatch('what', form) ?? 'redeemed'
  const needed = (label: string) => [{ required: true, message: label }]
  const [which, from, to] = [t('insights.comparison.which'), t('insights.comparison.from'), t('insights.comparison.to')]
  return (
    <Form<Asked>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="comparison-asking not-printed"
      initialValues={{ what: 'redeemed', days: 91 }}
      onFinish={ask}
    >
      <Form.Item name="what" label={t('insights.comparison.what')}>
        <Select
          options={whats.map((value) => ({ value, label: t(`insights.comparison.whats.${value}`) }))}
          onChange={() => form.setFieldValue('which', undefined)}
          popupMatchSelectWidth={false}
        />
      </Form.Item>
      {what === 'redeemed' ? null : (
        <Form.Item name="which" label={which} rules={needed(which)}>
          <Which what={what} />
        </Form.Item>
      )}
      <Form.Item name="from" label={from} rules={needed(from)}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to" label={to} rules={needed(to)}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="days" label={t('insights.comparison.length')}>
        <Select options={lengths.map((value) => ({ value, label: t('insights.comparison.days', { count: value }) }))} />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {t('insights.comparison.compare')}
      </Button>
    </Form>
  )
}

type WhichProps = {
  readonly what: Exclude<What, 'redeemed'>
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
}

/** Stores and tiers are chosen; a channel is known by its code. */
function Which({ what, id, value, onChange }: WhichProps) {
  const { options: stores } = useStores()
  const { ladders, tierName } = useNaming()
  if (what === 'channel')
    return <Input id={id} value={value} maxLength={64} onChange={(event) => onChange?.(event.target.value)} />
  const [ladder] = ladders
  const options =
    what === 'store'
      ? stores
      : (ladder?.tiers ?? []).map(({ code }) => ({ value: code, label: tierName(ladder?.code ?? '', code) }))
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
      options={options}
      popupMatchSelectWidth={false}
    />
  )
}
