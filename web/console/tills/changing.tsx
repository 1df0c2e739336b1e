/** Another name, another store, another budget. The device hears of it within a minute. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, InputNumber } from 'antd'
import { CodeChoice } from '../../ui/codes.tsx'
import { currencyDecimals } from '../../ui/currency.ts'
import { FormDialog } from '../../ui/formdialog.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { type Till, useTillCurrency } from './queries.ts'

type Given = { readonly name: string; readonly store?: string; readonly alone: number | null }

const NAME_AT_MOST = 100
const MINOR_AT_MOST = 100_000_000

export function ChangeTillDialog({ till, close }: { readonly till: Till; readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const store = Form.useWatch('store', form)
  const { tillId, name } = till
  const currency = useTillCurrency()(till)
  const decimals = currencyDecimals(currency)
  const whole = 10 ** decimals
  const changing = useMutation({
    mutationFn: (given: Given) => {
      const aloneMinor = Math.round((given.alone ?? 0) * whole)
      const body = { name: given.name.trim(), store: given.store ?? null, aloneMinor }
      return ask(regulars.PATCH('/v1/tills/{tillId}', { params: { path: { tillId } }, body }))
    },
    onSuccess: async (changed) => {
      toast.success(t('tills.changed', { name: changed.name }))
      close()
      await queries.invalidateQueries({ queryKey: ['tills'] })
    },
  })
  return (
    <FormDialog<Given>
      title={t('tills.changeTitle', { name })}
      action={t('dialog.save')}
      form={form}
      initialValues={{
        name,
        alone: till.aloneMinor / whole,
        ...(till.store === null ? {} : { store: till.store }),
      }}
      doing={changing}
      close={close}
    >
      <Form.Item
        name="name"
        label={t('tills.name')}
        rules={[{ required: true, whitespace: true, message: t('tills.nameMissing') }]}
      >
        <Input autoFocus maxLength={NAME_AT_MOST} autoComplete="off" />
      </Form.Item>
      <Form.Item label={t('tills.store')} extra={t('tills.moveMeaning')}>
        <CodeChoice
          of="stores"
          label={t('tills.store')}
          placeholder={t('tills.noStore')}
          value={store}
          onChange={(code) => form.setFieldValue('store', code)}
        />
        <Form.Item name="store" noStyle hidden>
          <Input />
        </Form.Item>
      </Form.Item>
      <Form.Item name="alone" label={t('tills.budget', { currency })} extra={t('tills.budgetMeaning')}>
        <InputNumber min={0} max={MINOR_AT_MOST / whole} precision={decimals} className="wide" />
      </Form.Item>
    </FormDialog>
  )
}
