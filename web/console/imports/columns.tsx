/** Which column is what, and how dates, amounts and returns are written. */
import { Form, Input, Radio, Select, Tag } from 'antd'
import { type DragEvent, type ReactNode, useState } from 'react'
import { useTranslation } from '../../ui/translation.ts'
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

type Field = (typeof needed)[number] | (typeof offered)[number]

type Props = {
  readonly heading: readonly string[]
  /** Said when a column was dropped: the form itself only tells of what is chosen in it. */
  readonly changed: () => void
}

export function Columns({ heading, changed }: Props) {
  const { t } = useTranslation()
  const options = heading.map((column) => ({ value: column, label: column }))
  return (
    <>
      <Heading heading={heading} />
      <div className="columns">
        {needed.map((field) => (
          <Landing key={field} field={field} changed={changed}>
            <Form.Item
              name={field}
              label={t(`columns.${field}`)}
              rules={[{ required: true, message: t('columns.missing') }]}
            >
              <Select options={options} showSearch />
            </Form.Item>
          </Landing>
        ))}
        {offered.map((field) => (
          <Landing key={field} field={field} changed={changed}>
            <Form.Item name={field} label={t(`columns.${field}`)} tooltip={t(`columnMeanings.${field}`)}>
              <Select options={options} showSearch allowClear />
            </Form.Item>
          </Landing>
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

/** Under it a column travels; files and texts from elsewhere are nobody's column. */
const COLUMN = 'application/x-regulars-column'

/** The file's columns, to be drawn onto what they are; whoever draws nothing chooses in the fields instead. */
function Heading({ heading }: { readonly heading: readonly string[] }) {
  const { t } = useTranslation()
  const chosen = Form.useWatch((values: Partial<Choice>) => [...needed, ...offered].map((field) => values[field]))
  const used = new Set(chosen)
  return (
    <div className="heading-columns">
      <span className="quiet">{t('columns.drag')}</span>
      {heading.map((column) => (
        <Tag
          key={column}
          draggable
          color={used.has(column) ? 'green' : 'default'}
          className="heading-column"
          onDragStart={(event) => {
            event.dataTransfer.setData(COLUMN, column)
            event.dataTransfer.effectAllowed = 'move'
          }}
        >
          {column}
        </Tag>
      ))}
    </div>
  )
}

type LandingProps = { readonly field: Field; readonly changed: () => void; readonly children: ReactNode }

/** A field on which a column may be put down; where it was before, it is no longer. */
function Landing({ field, changed, children }: LandingProps) {
  const form = Form.useFormInstance<Choice>()
  const [over, setOver] = useState(false)
  const carries = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes(COLUMN)
  const land = (event: DragEvent) => {
    setOver(false)
    if (!carries(event)) return
    event.preventDefault()
    const column = event.dataTransfer.getData(COLUMN)
    for (const other of [...needed, ...offered])
      if (other !== field && form.getFieldValue(other) === column) form.setFieldValue(other, undefined)
    form.setFieldValue(field, column)
    void form.validateFields([field])
    changed()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen in the field inside
    <div
      className={over ? 'landing landing-over' : 'landing'}
      onDragOver={(event) => {
        if (!carries(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={land}
    >
      {children}
    </div>
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
