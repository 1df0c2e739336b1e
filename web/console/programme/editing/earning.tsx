/** How points are earned: for money, for pieces, for an order, or as a multiple of what another rule gives. */
import { Select } from 'antd'
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, narrowed, part } from './bound.ts'
import { useChoices } from './choices.ts'
import type { Earn, Rounding } from './definition.ts'
import { ChoiceField, Field, NumberField } from './fields.tsx'

type Kind = Earn['by']

const PER_AT_MOST = 1_000_000
const PERCENT_AT_LEAST = 101
const PERCENT_AT_MOST = 10_000

/** @param wallet whose rules can be multiplied */
export function EarnFields({ of, wallet }: { readonly of: Bound<Earn>; readonly wallet: string }) {
  const { t } = useTranslation()
  const { rules } = useChoices()
  const bases = rules(wallet)
  const fresh: Readonly<Record<Kind, () => Earn>> = {
    amount: () => ({ by: 'amount', points: 1, perUnits: 1 }),
    quantity: () => ({ by: 'quantity', points: 1, per: 1 }),
    order: () => ({ by: 'order', points: 10 }),
    multiply: () => ({ by: 'multiply', rule: bases[0]?.value ?? '', percent: 200 }),
  }
  const kinds = (['amount', 'quantity', 'order', 'multiply'] as const).map((value) => ({
    value,
    label: t(`editing.earn.kinds.${value}`),
  }))
  return (
    <div className="field-row">
      <Field label={t('editing.earn.label')} place={`${of.place}.by`}>
        {({ status, ...control }) => (
          <Select<Kind>
            {...control}
            status={status}
            value={of.value.by}
            options={kinds}
            onChange={(kind) => of.onChange(fresh[kind]())}
            popupMatchSelectWidth={false}
          />
        )}
      </Field>
      <EarnDetails of={of} wallet={wallet} />
    </div>
  )
}

function EarnDetails({ of, wallet }: { readonly of: Bound<Earn>; readonly wallet: string }) {
  const { t } = useTranslation()
  const { rules, unitOf } = useChoices()
  const { value } = of
  const points = t('editing.earn.points')
  const unit = unitOf(wallet)
  switch (value.by) {
    case 'amount':
      return (
        <>
          <NumberField of={part(narrowed(of, value), 'points')} label={points} unit={unit} />
          <NumberField
            of={part(narrowed(of, value), 'perUnits')}
            label={t('editing.earn.perUnits')}
            hint={t('editing.earn.perUnitsHint')}
            most={PER_AT_MOST}
          />
        </>
      )
    case 'quantity':
      return (
        <>
          <NumberField of={part(narrowed(of, value), 'points')} label={points} unit={unit} />
          <NumberField of={part(narrowed(of, value), 'per')} label={t('editing.earn.per')} most={PER_AT_MOST} />
        </>
      )
    case 'order':
      return <NumberField of={part(narrowed(of, value), 'points')} label={points} unit={unit} />
    case 'multiply':
      return (
        <>
          <ChoiceField
            of={part(narrowed(of, value), 'rule')}
            label={t('editing.earn.rule')}
            hint={t('editing.earn.ruleHint')}
            choices={rules(wallet)}
          />
          <NumberField
            of={part(narrowed(of, value), 'percent')}
            label={t('editing.earn.percent')}
            hint={t('editing.earn.percentHint')}
            least={PERCENT_AT_LEAST}
            most={PERCENT_AT_MOST}
            unit="%"
          />
        </>
      )
  }
}

export function RoundingField({ of }: { readonly of: Bound<Rounding> }) {
  const { t } = useTranslation()
  const roundings = (['floor', 'half-up', 'ceil'] as const).map((value) => ({
    value,
    label: t(`editing.roundings.${value}`),
  }))
  return <ChoiceField of={of} label={t('editing.rounding')} choices={roundings} />
}
