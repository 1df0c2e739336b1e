/** Changing the targets. Values are typed as people say them: shares in percent, money in its unit. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { FormDialog } from '../../../ui/formdialog.tsx'
import { type Answer, regulars } from '../../../ui/server.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useHeld, useSaving } from '../settings.ts'
import { type FigureName, figureNames, figureOf, type Kpis, type Target, typedScale, unitOf } from './queries.ts'

type Held = Answer<'/v1/insights/settings/targets', 'get'>
type Given = { readonly targets: readonly Target[] }

type Props = { readonly kpis: Kpis; readonly close: () => void }

export function EditTargets(props: Props) {
  const held = useHeld('targets', () => regulars.GET('/v1/insights/settings/targets'))
  return held === undefined ? null : <Editor {...props} held={held} />
}

/** What is typed has at most as many digits as somebody would type. */
const DIGITS = 1e6

function scaled(target: Target, factor: number): Target {
  const value = (of: number) => Math.round(of * factor * DIGITS) / DIGITS
  return {
    ...target,
    value: value(target.value),
    baseline: { ...target.baseline, value: value(target.baseline.value) },
  }
}

function Editor({ kpis, held, close }: Props & { readonly held: Held }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Given>()
  const currency = kpis.currency ?? ''
  const doing = useSaving(
    ({ targets }: Given) => {
      const value = targets.map((target) => scaled(target, 1 / typedScale(target.figure, currency)))
      return regulars.PUT('/v1/insights/settings/targets', { body: { revision: held.revision, value } })
    },
    { saved: t('insights.kpis.saved'), close },
  )
  const proposed = (figure: FigureName): Target['baseline'] => {
    const last = kpis.months.findLast((one) => one.over) ?? kpis.months.at(-1)
    const value = last === undefined ? 0 : (figureOf(kpis, figure, last) ?? 0)
    return { month: last?.month ?? '', value: Math.round(value * typedScale(figure, currency) * 100) / 100 }
  }
  return (
    <FormDialog
      title={t('insights.kpis.targets')}
      action={t('insights.kpis.edit')}
      width={1080}
      {...{ form, doing, close }}
      initialValues={{ targets: held.value.map((target) => scaled(target, typedScale(target.figure, currency))) }}
    >
      <p className="quiet">{t('insights.kpis.editMeaning')}</p>
      <Form.List name="targets">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <Row
                key={key}
                index={name}
                currency={currency}
                remove={() => remove(name)}
                chosen={(figure) => form.setFieldValue(['targets', name, 'baseline'], proposed(figure))}
              />
            ))}
            <Button
              icon={<PlusOutlined />}
              onClick={() => add({ figure: 'active', owner: '', baseline: proposed('active') })}
            >
              {t('insights.kpis.add')}
            </Button>
          </>
        )}
      </Form.List>
    </FormDialog>
  )
}

type RowProps = {
  readonly index: number
  readonly currency: string
  readonly remove: () => void
  readonly chosen: (figure: FigureName) => void
}

function Row({ index, currency, remove, chosen }: RowProps) {
  const { t } = useTranslation()
  const figure: FigureName = Form.useWatch(['targets', index, 'figure']) ?? 'active'
  const unit = unitOf(figure)
  const suffix = unit === 'share' ? '%' : unit === 'money' ? currency : undefined
  const needed = (label: string) => [{ required: true, message: label }]
  const [value, by, owner] = [t('insights.kpis.value'), t('insights.kpis.byMonth'), t('insights.kpis.owner')]
  const [baselineMonth, baselineValue] = [t('insights.kpis.baselineMonth'), t('insights.kpis.baselineValue')]
  const most = unit === 'share' ? { max: 100 } : {}
  const number = <InputNumber min={0} {...most} suffix={suffix} className="wide" />
  return (
    <div className="kpi-row">
      <Form.Item name={[index, 'figure']} label={t('insights.kpis.figure')}>
        <Select
          options={figureNames.map((each) => ({ value: each, label: t(`insights.kpis.figures.${each}`) }))}
          onChange={chosen}
        />
      </Form.Item>
      <Form.Item name={[index, 'value']} label={value} rules={needed(value)}>
        {number}
      </Form.Item>
      <Form.Item name={[index, 'by']} label={by} rules={needed(by)}>
        <Input type="month" />
      </Form.Item>
      <Form.Item name={[index, 'owner']} label={owner} rules={needed(owner)}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name={[index, 'baseline', 'month']} label={baselineMonth} rules={needed(baselineMonth)}>
        <Input type="month" />
      </Form.Item>
      <Form.Item name={[index, 'baseline', 'value']} label={baselineValue} rules={needed(baselineValue)}>
        {number}
      </Form.Item>
      <Button
        type="text"
        icon={<DeleteOutlined />}
        onClick={remove}
        aria-label={t('insights.kpis.remove', { figure: t(`insights.kpis.figures.${figure}`) })}
      />
    </div>
  )
}
