/** Gifts that are lists: steps of a discount, parts of a bundle, prices of products. */
import { Select } from 'antd'
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, part } from './bound.ts'
import { moneyIn, PERCENT } from './choices.ts'
import { ConditionField } from './condition.tsx'
import type { GiveOf } from './definition.ts'
import { Field, MaybeNumberField, NumberEntry, NumberField } from './fields.tsx'
import { Rows } from './rows.tsx'
import { SkuField } from './sku.tsx'

type Steps = GiveOf<'steps'>
type Step = Steps['steps'][number]
type Unit = 'minor' | 'basisPoints'

const STEPS_AT_MOST = 20
const PARTS_AT_MOST = 10
const PRICES_AT_MOST = 5_000
const PIECES_AT_MOST = 10_000
const BREAK_AT_MOST = 10_000_000
const TIMES_AT_MOST = 1_000_000
const TENTH = 1_000

const unitOf = ({ off }: Step): Unit => ('minor' in off ? 'minor' : 'basisPoints')
const sizeOf = ({ off }: Step): number => ('minor' in off ? off.minor : off.basisPoints)
const offBy = (unit: Unit, size: number): Step['off'] => (unit === 'minor' ? { minor: size } : { basisPoints: size })

/** All steps are amounts, or all are percentages. */
export function StepFields({ of, currency }: { readonly of: Bound<Steps>; readonly currency: string }) {
  const { t } = useTranslation()
  const { value } = of
  const money = moneyIn(currency)
  const unit: Unit = value.steps[0] === undefined ? 'minor' : unitOf(value.steps[0])
  const usual = unit === 'minor' ? 10 ** (money.decimals + 1) : TENTH
  const fresh = (): Step => {
    const last = value.steps.at(-1)
    if (last === undefined) return { from: 1, off: offBy(unit, usual) }
    return {
      from: last.from * 2,
      off: offBy(unit, Math.min(sizeOf(last) * 2, unit === 'minor' ? money.most : PERCENT.most)),
    }
  }
  const turn = (to: Unit) =>
    of.onChange({
      ...value,
      steps: value.steps.map((step, index) => ({
        ...step,
        off: offBy(
          to,
          to === 'minor' ? (index + 1) * 10 ** (money.decimals + 1) : Math.min((index + 1) * TENTH, PERCENT.most),
        ),
      })),
    })
  return (
    <>
      <div className="field-row">
        <Field label={t('offering.steps.by')} place={`${of.place}.by`}>
          {({ status, ...control }) => (
            <Select<Steps['by']>
              {...control}
              status={status}
              value={value.by}
              options={(['amount', 'quantity'] as const).map((by) => ({
                value: by,
                label: t(`offering.steps.bys.${by}`),
              }))}
              onChange={(by) => of.onChange({ ...value, by })}
            />
          )}
        </Field>
        <Field label={t('offering.steps.unit')} place={`${of.place}.off`}>
          {({ status, ...control }) => (
            <Select<Unit>
              {...control}
              status={status}
              value={unit}
              options={(['minor', 'basisPoints'] as const).map((each) => ({
                value: each,
                label: t(`offering.steps.units.${each}`),
              }))}
              onChange={turn}
            />
          )}
        </Field>
      </div>
      <Rows
        of={part(of, 'steps')}
        label={t('offering.steps.label')}
        hint={t('offering.steps.hint')}
        add={t('offering.steps.add')}
        fresh={fresh}
        most={STEPS_AT_MOST}
      >
        {(step) => (
          <div className="field-row">
            <NumberField
              of={part(step, 'from')}
              label={t('offering.steps.from')}
              {...(value.by === 'amount' ? money : {})}
            />
            <Field label={t('offering.steps.off')} place={`${step.place}.off`}>
              {(control) => (
                <NumberEntry
                  {...(unit === 'minor' ? money : PERCENT)}
                  control={control}
                  value={sizeOf(step.value)}
                  onChange={(size) => size !== undefined && step.onChange({ ...step.value, off: offBy(unit, size) })}
                />
              )}
            </Field>
          </div>
        )}
      </Rows>
    </>
  )
}

type BundleProps = { readonly of: Bound<GiveOf<'bundle'>>; readonly currency: string }

export function BundleFields({ of, currency }: BundleProps) {
  const { t } = useTranslation()
  return (
    <>
      <div className="field-row">
        <NumberField of={part(of, 'priceMinor')} label={t('offering.bundle.price')} {...moneyIn(currency)} least={0} />
        <MaybeNumberField of={part(of, 'times')} label={t('offering.give.times')} most={TIMES_AT_MOST} />
      </div>
      <Rows
        of={part(of, 'parts')}
        label={t('offering.bundle.label')}
        hint={t('offering.bundle.hint')}
        add={t('offering.bundle.add')}
        fresh={() => ({ quantity: 1 })}
        most={PARTS_AT_MOST}
      >
        {(piece) => (
          <>
            <NumberField of={part(piece, 'quantity')} label={t('offering.give.quantity')} most={PIECES_AT_MOST} />
            <ConditionField
              of={part(piece, 'lines')}
              about="line"
              label={t('offering.give.lines')}
              always={t('editing.allLines')}
            />
          </>
        )}
      </Rows>
    </>
  )
}

type PricesProps = { readonly of: Bound<GiveOf<'prices'>['prices']>; readonly currency: string }

export function PriceFields({ of, currency }: PricesProps) {
  const { t } = useTranslation()
  return (
    <Rows
      of={of}
      label={t('offering.prices.label')}
      add={t('offering.prices.add')}
      fresh={() => ({ sku: '', minor: 10 ** (moneyIn(currency).decimals + 1) })}
      most={PRICES_AT_MOST}
    >
      {(price) => (
        <div className="field-row">
          <SkuField of={part(price, 'sku')} />
          <NumberField of={part(price, 'minor')} label={t('offering.prices.minor')} {...moneyIn(currency)} least={0} />
          <MaybeNumberField
            of={part(price, 'from')}
            label={t('offering.prices.from')}
            absent={t('offering.prices.first')}
            most={BREAK_AT_MOST}
          />
        </div>
      )}
    </Rows>
  )
}
