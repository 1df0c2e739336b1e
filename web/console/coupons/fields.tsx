/** What is asked for to make coupons. */
import { UploadOutlined } from '@ant-design/icons'
import { Button, Checkbox, Collapse, DatePicker, Form, Input, InputNumber, Radio, Select, Upload } from 'antd'
import type { Dayjs } from 'dayjs'
import { useFormat } from '../../ui/format.ts'
import { useTranslation } from '../../ui/translation.ts'

export type Asked = {
  readonly offer: string
  readonly name: string
  readonly kind: 'unique' | 'generic' | 'imported'
  readonly count?: number
  readonly prefix?: string
  readonly code?: string
  readonly list?: string
  readonly days?: readonly [Dayjs | null, Dayjs | null] | null
  readonly validDays?: number | null
  readonly most?: number | null
  readonly mostPerMember?: number | null
  readonly mustClaim?: boolean
  readonly takesPerMember?: number | null
  readonly giftable?: boolean
}

const NAME_AT_MOST = 120
const CODE_AT_MOST = 60
const PREFIX_AT_MOST = 12
const COUNT_AT_MOST = 2_000_000
const LISTED_AT_MOST = 10_000
const DAYS_AT_MOST = 3_650
export const TAKES_AT_MOST = 100

/** Codes as people bring them: one a line, or a column of a table with other columns after it. */
export function codesIn(text: string): string[] {
  const codes = text.split(/\r?\n/).map(
    (line) =>
      line
        .split(/[,;\t]/)[0]
        ?.replaceAll('"', '')
        .trim() ?? '',
  )
  return [...new Set(codes.filter((code) => code !== ''))]
}

type Props = { readonly offers: readonly { readonly value: string; readonly label: string }[] }

export function MakeFields({ offers }: Props) {
  const { t } = useTranslation()
  const kinds = ['unique', 'generic', 'imported'] as const
  return (
    <>
      <Form.Item name="offer" label={t('coupons.offer')} extra={t('coupons.offerAdvice')} rules={[{ required: true }]}>
        <Select options={[...offers]} />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('coupons.name')}
        extra={t('coupons.nameAdvice')}
        rules={[{ required: true, whitespace: true, message: t('coupons.nameMissing') }]}
      >
        <Input autoFocus maxLength={NAME_AT_MOST} />
      </Form.Item>
      <Form.Item name="kind" label={t('coupons.kind')}>
        <Radio.Group
          optionType="button"
          options={kinds.map((value) => ({ value, label: t(`coupons.kinds.${value}`) }))}
        />
      </Form.Item>
      <Kind />
      <Form.Item name="days" label={t('coupons.days')} extra={t('coupons.daysAdvice')}>
        <DatePicker.RangePicker allowEmpty={[true, true]} className="wide" />
      </Form.Item>
      <Collapse
        ghost
        size="small"
        items={[{ key: 'more', label: t('coupons.more'), children: <Limits />, forceRender: true }]}
      />
    </>
  )
}

function Kind() {
  const { t } = useTranslation()
  const kind = Form.useWatch<Asked['kind'] | undefined>('kind')
  if (kind === 'imported') return <Listed />
  if (kind === 'generic')
    return (
      <Form.Item
        name="code"
        label={t('coupons.code')}
        extra={t('coupons.codeAdvice')}
        rules={[{ required: true, whitespace: true, message: t('coupons.codeMissing') }]}
      >
        <Input maxLength={CODE_AT_MOST} className="choice" />
      </Form.Item>
    )
  return (
    <div className="columns">
      <Form.Item
        name="count"
        label={t('coupons.count')}
        rules={[{ required: true, message: t('coupons.countMissing') }]}
      >
        <InputNumber min={1} max={COUNT_AT_MOST} precision={0} className="wide" />
      </Form.Item>
      <Form.Item
        name="prefix"
        label={t('coupons.prefix')}
        extra={t('coupons.prefixAdvice')}
        rules={[{ pattern: /^[A-Za-z0-9-]*$/, message: t('coupons.prefixWrong') }]}
      >
        <Input maxLength={PREFIX_AT_MOST} />
      </Form.Item>
    </div>
  )
}

function Listed() {
  const { t } = useTranslation()
  const format = useFormat()
  const form = Form.useFormInstance<Asked>()
  const list = Form.useWatch<string | undefined>('list') ?? ''
  const count = codesIn(list).length
  return (
    <>
      <Form.Item
        name="list"
        label={t('coupons.list')}
        extra={count === 0 ? t('coupons.listAdvice') : t('coupons.listed', { count, shown: format.number(count) })}
        rules={[
          {
            validator: (_, text: string | undefined) => {
              const given = codesIn(text ?? '').length
              if (given === 0) return Promise.reject(new Error(t('coupons.listMissing')))
              return given > LISTED_AT_MOST
                ? Promise.reject(new Error(t('coupons.listTooLong', { most: format.number(LISTED_AT_MOST) })))
                : Promise.resolve()
            },
          },
        ]}
      >
        <Input.TextArea rows={5} className="mono" />
      </Form.Item>
      <Form.Item>
        <Upload
          accept=".csv,.txt,text/plain,text/csv"
          showUploadList={false}
          beforeUpload={async (file) => {
            form.setFieldValue('list', await file.text())
            await form.validateFields(['list']).catch(() => undefined)
            return Upload.LIST_IGNORE
          }}
        >
          <Button icon={<UploadOutlined />}>{t('coupons.chooseFile')}</Button>
        </Upload>
      </Form.Item>
    </>
  )
}

/** One code for everybody becomes nobody's own. */
export function claimed({
  kind,
  mustClaim,
}: {
  kind?: Asked['kind'] | undefined
  mustClaim?: boolean | undefined
}): boolean {
  return mustClaim === true && kind !== 'generic'
}

function Limits() {
  const { t } = useTranslation()
  const kind = Form.useWatch<Asked['kind'] | undefined>('kind')
  const mustClaim = Form.useWatch<boolean | undefined>('mustClaim')
  return (
    <>
      <div className="columns">
        <Form.Item
          name="most"
          label={t('coupons.most')}
          extra={t(kind === 'unique' ? 'coupons.mostUnique' : 'coupons.mostAdvice')}
        >
          <InputNumber min={1} precision={0} className="wide" />
        </Form.Item>
        <Form.Item name="mostPerMember" label={t('coupons.mostPerMember')}>
          <InputNumber min={1} precision={0} className="wide" />
        </Form.Item>
      </div>
      {kind !== 'generic' && (
        <Form.Item name="mustClaim" valuePropName="checked" noStyle>
          <Checkbox>{t('coupons.mustClaim')}</Checkbox>
        </Form.Item>
      )}
      <Form.Item name="giftable" valuePropName="checked" noStyle>
        <Checkbox>{t('coupons.giftable')}</Checkbox>
      </Form.Item>
      {claimed({ kind, mustClaim }) && (
        <div className="columns takes">
          <Form.Item name="validDays" label={t('coupons.validDaysLabel')} extra={t('coupons.validDaysAdvice')}>
            <InputNumber min={1} max={DAYS_AT_MOST} precision={0} className="wide" />
          </Form.Item>
          <Form.Item name="takesPerMember" label={t('coupons.takes')} extra={t('coupons.takesAdvice')}>
            <InputNumber min={1} max={TAKES_AT_MOST} precision={0} className="wide" />
          </Form.Item>
        </div>
      )}
    </>
  )
}
