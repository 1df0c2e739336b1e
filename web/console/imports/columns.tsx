/** Which column is what, and how dates, amounts and returns are written. */
import { Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Choice, customerKinds, dateFormats, needsSource, returnModes } from './mapping.ts'

const needed = ['number', 'sku', 'placedAt'] as const
const offered = [
  'quantity',
  'unitPrice',
  'amount',
  'discount',
  'name',
  'customer',
  'store',
  'channel',
  'currency',
] as const

export function Columns({ heading }: { readonly heading: readonly string[] }) {
  const { t } = useTranslation()
  const options = heading.map((column) => ({ value: column, label: column }))
  return (
    <>
      <div className="columns">
        {needed.map((field) => (
          <Form.Item
            key={field}
            name={field}
            label={t(`columns.${field}`)}
            rules={[{ required: true, message: t('columns.missing') }]}
          >
            <Select options={options} showSearch />
          </Form.Item>
        ))}
        {offered.map((field) => (
          <Form.Item key={field} name={field} label={t(`columns.${field}`)} tooltip={t(`columnMeanings.${field}`)}>
            <Select options={options} showSearch allowClear />
          </Form.Item>
        ))}
      </div>
      <div className="columns">
        <Customers />
        <Defaults />
        <Writing />
      </div>
    </>
  )
}

function Customers() {
  const { t } = useTranslation()
  const customer = Form.useWatch<string | undefined>('customer')
  const kind = Form.useWatch<Choice['customerKind'] | undefined>('customerKind')
  if (customer === undefined) return null
  return (
    <>
      <Form.Item name="customerKind" required label={t('columns.customerKind')}>
        <Select options={customerKinds.map((value) => ({ value, label: t(`identities.${value}`) }))} />
      </Form.Item>
      {kind !== undefined && needsSource(kind) ? (
        <Form.Item
          name="customerSource"
          label={t('identities.source')}
          rules={[{ required: true, whitespace: true, message: t('identities.sourceMissing') }]}
        >
          <Input />
        </Form.Item>
      ) : null}
    </>
  )
}

function Defaults() {
  const { t } = useTranslation()
  const channel = Form.useWatch<string | undefined>('channel')
  const currency = Form.useWatch<string | undefined>('currency')
  const currencies = Intl.supportedValuesOf('currency').map((value) => ({ value, label: value }))
  return (
    <>
      {channel === undefined ? (
        <Form.Item
          name="channelName"
          label={t('columns.channelName')}
          rules={[{ required: true, whitespace: true, message: t('columns.channelMissing') }]}
        >
          <Input />
        </Form.Item>
      ) : null}
      {currency === undefined ? (
        <Form.Item
          name="currencyCode"
          label={t('columns.currencyCode')}
          rules={[{ required: true, message: t('columns.missing') }]}
        >
          <Select options={currencies} showSearch />
        </Form.Item>
      ) : null}
    </>
  )
}

function Writing() {
  const { t } = useTranslation()
  const returns = Form.useWatch<Choice['returns'] | undefined>('returns')
  const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))
  return (
    <>
      <Form.Item
        name="dates"
        label={t('columns.dates')}
        tooltip={t('columnMeanings.dates')}
        rules={[{ required: true, message: t('columns.datesMissing') }]}
      >
        <Select mode="tags" options={dateFormats.map((value) => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item
        name="timeZone"
        label={t('columns.timeZone')}
        rules={[{ required: true, message: t('columns.missing') }]}
      >
        <Select options={zones} showSearch />
      </Form.Item>
      <Form.Item name="decimal" required label={t('columns.decimal')}>
        <Radio.Group
          optionType="button"
          options={[
            { value: '.', label: '1,234.56' },
            { value: ',', label: '1.234,56' },
          ]}
        />
      </Form.Item>
      <Form.Item name="returns" required label={t('columns.returns')} tooltip={t('columnMeanings.returns')}>
        <Select options={returnModes.map((value) => ({ value, label: t(`columns.returnModes.${value}`) }))} />
      </Form.Item>
      {returns === 'number-prefix' ? (
        <Form.Item
          name="prefixes"
          label={t('columns.prefixes')}
          rules={[{ required: true, message: t('columns.prefixesMissing') }]}
        >
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
      ) : null}
    </>
  )
}
