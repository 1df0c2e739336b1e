/** Changing a setting of insights that is a few numbers: seen in the revision that is there, refused when somebody was faster. */
import { Form, InputNumber } from 'antd'
import { FormDialog } from '../../ui/formdialog.tsx'
import type { Call } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { type Held, useHeld, useSaving } from './settings.ts'

export type NumberField<Value> = {
  readonly name: keyof Value & string
  readonly label: string
  readonly min: number
  readonly max: number
  readonly step?: number
}

type Props<Value> = {
  readonly title: string
  readonly action: string
  readonly meaning: string
  readonly saved: string
  /** Of the setting's address. */ readonly setting: string
  readonly read: () => Call<Held<Value>>
  readonly write: (held: Held<Value>) => Call<unknown>
  readonly fields: readonly NumberField<Value>[]
  readonly close: () => void
}

export function EditNumbers<Value extends object>(props: Props<Value>) {
  const held = useHeld(props.setting, props.read)
  return held === undefined ? null : <Editor held={held} {...props} />
}

function Editor<Value extends object>({ held, ...props }: Props<Value> & { readonly held: Held<Value> }) {
  const { title, action, meaning, saved, write, fields, close } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<Value>()
  const doing = useSaving((value: Value) => write({ revision: held.revision, value }), { saved, close })
  const required = [{ required: true, message: t('insights.numberNeeded') }]
  return (
    <FormDialog {...{ title, action, form, doing, close }} width={720} initialValues={held.value}>
      <p className="quiet">{meaning}</p>
      <div className="insights-fields">
        {fields.map(({ name, label, ...limits }) => (
          <Form.Item key={name} name={String(name)} label={label} rules={required}>
            <InputNumber {...limits} className="insights-field" />
          </Form.Item>
        ))}
      </div>
    </FormDialog>
  )
}
