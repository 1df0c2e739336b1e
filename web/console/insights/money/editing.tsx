/** What finance says of points: their value, breakage of its own, tax, when a month is closed, and its accounts. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { currencyDecimals } from '../../../ui/currency.ts'
import { FormDialog } from '../../../ui/formdialog.tsx'
import { useLanguage } from '../../../ui/preferences.ts'
import { type Answer, regulars } from '../../../ui/server.ts'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useHeld, useSaving } from '../settings.ts'
import type { Wallet } from './queries.ts'

type Held = Answer<'/v1/insights/settings/money', 'get'>
type Setting = Held['value']
type Props = {
  readonly close: () => void
  readonly currency: string
  readonly wallets: readonly Pick<Wallet, 'wallet' | 'name'>[]
}

export function EditMoney(props: Props) {
  const held = useHeld('money', () => regulars.GET('/v1/insights/settings/money'))
  return held === undefined ? null : <Editor held={held} {...props} />
}

const BASIS_POINTS = 100

/** As people write it: money in units, shares in percent. */
type Written = {
  readonly values: readonly { wallet: string; from: string; points: number; amount: number }[]
  readonly breakage: readonly { wallet: string; from: string; percent: number | null }[]
  readonly tax: number
  readonly closedAfterDays: number | null
  readonly accounts: Setting['accounts']
}

function written({ values, breakage, taxBasisPoints, closedAfterDays, accounts }: Setting, unit: number): Written {
  return {
    ...{ closedAfterDays, accounts, tax: taxBasisPoints / BASIS_POINTS },
    values: values.map(({ minor, ...value }) => ({ ...value, amount: minor / unit })),
    breakage: breakage.map(({ basisPoints, ...each }) => ({
      ...each,
      percent: basisPoints === null ? null : basisPoints / BASIS_POINTS,
    })),
  }
}

function read({ values, breakage, tax, closedAfterDays, accounts }: Written, unit: number): Setting {
  return {
    ...{ accounts, closedAfterDays: closedAfterDays ?? null, taxBasisPoints: Math.round(tax * BASIS_POINTS) },
    values: values.map(({ amount, ...value }) => ({ ...value, minor: Math.round(amount * unit) })),
    breakage: breakage.map(({ percent, ...each }) => ({
      ...each,
      basisPoints: percent === null ? null : Math.round(percent * BASIS_POINTS),
    })),
  }
}

function Editor({ held, close, currency, wallets }: Props & { readonly held: Held }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Written>()
  const unit = 10 ** currencyDecimals(currency)
  const doing = useSaving(
    (given: Written) =>
      regulars.PUT('/v1/insights/settings/money', { body: { revision: held.revision, value: read(given, unit) } }),
    { saved: t('insights.money.saved'), close },
  )
  const first = wallets[0]?.wallet ?? ''
  return (
    <FormDialog
      title={t('insights.money.settings')}
      action={t('insights.money.edit')}
      width={760}
      {...{ form, doing, close }}
      initialValues={written(held.value, unit)}
    >
      <p className="quiet">{t('insights.money.settingsMeaning')}</p>
      <h3>{t('insights.money.values')}</h3>
      <p className="quiet">{t('insights.money.valuesMeaning')}</p>
      <Entries name="values" empty={{ wallet: first, from: '', points: 100 }} wallets={wallets}>
        {(index) => (
          <>
            <Amount
              name={[index, 'points']}
              label={t('insights.money.soMany')}
              unit={t('insights.money.points')}
              min={1}
            />
            <Amount
              name={[index, 'amount']}
              label={t('insights.money.areWorth', { currency })}
              unit={currency}
              min={1 / unit}
              precision={currencyDecimals(currency)}
            />
          </>
        )}
      </Entries>
      <h3>{t('insights.money.ownBreakage')}</h3>
      <p className="quiet">{t('insights.money.ownBreakageMeaning')}</p>
      <Entries name="breakage" empty={{ wallet: first, from: '', percent: null }} wallets={wallets}>
        {(index) => (
          <Amount
            name={[index, 'percent']}
            label={t('insights.money.percent')}
            unit="%"
            max={100}
            precision={2}
            optional
          />
        )}
      </Entries>
      <Form.Item name="tax" label={t('insights.money.tax')} rules={[{ required: true }]}>
        <InputNumber min={0} max={100} precision={2} />
      </Form.Item>
      <Form.Item
        name="closedAfterDays"
        label={t('insights.money.closedAfter')}
        extra={t('insights.money.closedAfterMeaning')}
      >
        <InputNumber min={0} max={365} precision={0} />
      </Form.Item>
      <h3>{t('insights.money.namesOf')}</h3>
      <Accounts />
    </FormDialog>
  )
}

type EntriesProps = {
  readonly name: 'values' | 'breakage'
  readonly empty: object
  readonly wallets: Props['wallets']
  readonly children: (index: number) => ReactNode
}

function Entries({ name, empty, wallets, children }: EntriesProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const options = wallets.map((each) => ({ value: each.wallet, label: textOf(each.name, language) }))
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name: index }) => (
            <div key={key} className="insights-segment">
              <Form.Item name={[index, 'wallet']} rules={[{ required: true }]}>
                <Select options={options} aria-label={t('insights.money.wallet')} popupMatchSelectWidth={false} />
              </Form.Item>
              <Form.Item
                name={[index, 'from']}
                rules={[{ pattern: /^\d{4}-(0[1-9]|1[0-2])$/, required: true, message: t('insights.money.monthForm') }]}
              >
                <Input
                  placeholder={t('insights.money.monthForm')}
                  aria-label={t('insights.money.from')}
                  maxLength={7}
                />
              </Form.Item>
              {children(index)}
              <Button
                type="text"
                icon={<DeleteOutlined />}
                onClick={() => remove(index)}
                aria-label={t('insights.money.remove')}
              />
            </div>
          ))}
          <p>
            <Button size="small" icon={<PlusOutlined />} onClick={() => add(empty)}>
              {t('insights.money.add')}
            </Button>
          </p>
        </>
      )}
    </Form.List>
  )
}

type AmountProps = {
  readonly name: [number, string]
  readonly label: string
  readonly unit: string
  readonly min?: number
  readonly max?: number
  readonly precision?: number
  readonly optional?: boolean
}

function Amount({ name, label, unit, min = 0, max = 1_000_000_000, precision = 0, optional = false }: AmountProps) {
  return (
    <Form.Item name={name} rules={[{ required: !optional, message: label }]}>
      <InputNumber {...{ min, max, precision }} suffix={unit} placeholder={label} aria-label={label} />
    </Form.Item>
  )
}

const ledgers = ['sales', 'liability', 'points-revenue', 'breakage-revenue', 'promotion-cost'] as const

function Accounts() {
  const { t } = useTranslation()
  return ledgers.map((ledger) => {
    const account = t(`insights.money.accounts.${ledger}`)
    return (
      <div key={ledger} className="insights-segment">
        <Form.Item name={['accounts', ledger, 'number']}>
          <Input
            placeholder={t('insights.money.number')}
            aria-label={t('insights.money.accountNumber', { account })}
            maxLength={20}
          />
        </Form.Item>
        <Form.Item name={['accounts', ledger, 'name']}>
          <Input placeholder={account} aria-label={t('insights.money.accountName', { account })} maxLength={60} />
        </Form.Item>
      </div>
    )
  })
}
