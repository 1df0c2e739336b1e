/** A wallet: what it holds, when it can be spent, when it is gone, and what it pays for. */

import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, listed, part } from './bound.ts'
import { moneyIn, PERCENT, useChoices, useCurrency, usePeriods } from './choices.ts'
import { ConditionField } from './condition.tsx'
import type { Checkout, Wallet } from './definition.ts'
import { useEditing } from './editing.tsx'
import {
  type Choice,
  ChoiceField,
  FlagField,
  MaybeNumberField,
  NameFields,
  NumberField,
  OptionalPart,
  WordsField,
} from './fields.tsx'
import { Part } from './part.tsx'
import { Rows } from './rows.tsx'
import { ExpiryField, PendingField } from './terms.tsx'

const CAPS_AT_MOST = 5
const SPEND_CAPS_AT_MOST = 6
const APPROVAL_DAYS_AT_MOST = 90
/** Beginnings that a person changes; common in shops. */
const FRESH_CAP = { points: 1_000, per: 'day' } as const
const FRESH_APPROVAL = { above: 10_000 } as const

export function WalletForm({ of }: { readonly of: Bound<Wallet> }) {
  const { t } = useTranslation()
  const { language } = useEditing()
  const purposes = (['spend', 'status'] as const).map((value) => ({
    value,
    label: t(`editing.wallet.purposes.${value}`),
  }))
  const debts = (['owe', 'forgive', 'pending-only'] as const).map((value) => ({
    value,
    label: t(`editing.wallet.debts.${value}`),
  }))
  return (
    <>
      <NameFields of={part(of, 'name')} />
      <WordsField of={part(of, 'unit')} label={t('editing.wallet.unit')} hint={t('editing.wallet.unitHint')} />
      <ChoiceField
        of={part(of, 'purpose')}
        label={t('editing.wallet.purpose')}
        hint={t('editing.wallet.purposeHint')}
        choices={purposes}
      />
      <Part title={t('editing.parts.terms')}>
        <PendingField of={part(of, 'pending')} />
        <ExpiryField of={part(of, 'expiry')} />
      </Part>
      <Part title={t('editing.parts.limits')}>
        <MaybeNumberField
          of={part(of, 'maximum')}
          label={t('editing.wallet.maximum')}
          hint={t('editing.wallet.maximumHint')}
          unit={textOf(of.value.unit, language)}
        />
        <WalletCaps of={listed(part(of, 'caps'))} />
        {of.value.purpose === 'spend' || of.value.spendCaps !== undefined ? <SpendCaps of={of} /> : null}
        <ChoiceField
          of={part(of, 'debt')}
          label={t('editing.wallet.debt')}
          hint={t('editing.wallet.debtHint')}
          choices={debts}
        />
        <OptionalPart
          of={part(of, 'approval')}
          label={t('editing.wallet.approval')}
          hint={t('editing.wallet.approvalHint')}
          fresh={() => FRESH_APPROVAL}
        >
          {(approval) => (
            <div className="field-row">
              <NumberField of={part(approval, 'above')} label={t('editing.wallet.above')} least={0} />
              <MaybeNumberField
                of={part(approval, 'withinDays')}
                label={t('editing.wallet.withinDays')}
                absent={t('editing.wallet.withinDaysUsual')}
                most={APPROVAL_DAYS_AT_MOST}
                unit={t('editing.units.days')}
              />
            </div>
          )}
        </OptionalPart>
      </Part>
      {of.value.purpose === 'spend' || of.value.checkout !== undefined ? <CheckoutPart of={of} /> : null}
    </>
  )
}

/** What one member may earn, or give, in a time. */
export function WalletCaps({ of }: { readonly of: Bound<NonNullable<Wallet['caps']>> }) {
  const { t } = useTranslation()
  const periods = usePeriods(['day', 'week', 'month', 'year', 'lifetime'])
  return (
    <Rows
      of={of}
      label={t('editing.caps.label')}
      hint={t('editing.caps.hint')}
      add={t('editing.caps.add')}
      fresh={() => FRESH_CAP}
      most={CAPS_AT_MOST}
    >
      {(cap) => <Cap of={cap} periods={periods} />}
    </Rows>
  )
}

/** What one member may spend. */
function SpendCaps({ of }: { readonly of: Bound<Wallet> }) {
  const { t } = useTranslation()
  const periods = usePeriods(['order', 'day', 'week', 'month', 'year', 'lifetime'])
  return (
    <Rows
      of={listed(part(of, 'spendCaps'))}
      label={t('editing.caps.spend')}
      hint={t('editing.caps.spendHint')}
      add={t('editing.caps.add')}
      fresh={() => FRESH_CAP}
      most={SPEND_CAPS_AT_MOST}
    >
      {(cap) => <Cap of={cap} periods={periods} />}
    </Rows>
  )
}

type CapProps<Per extends string> = {
  readonly of: Bound<{ points: number; per: Per }>
  readonly periods: readonly Choice<Per>[]
}

export function Cap<Per extends string>({ of, periods }: CapProps<Per>) {
  const { t } = useTranslation()
  return (
    <div className="field-row">
      <NumberField of={part(of, 'points')} label={t('editing.caps.points')} />
      <ChoiceField of={part(of, 'per')} label={t('editing.caps.per')} choices={periods} />
    </div>
  )
}

function CheckoutPart({ of }: { readonly of: Bound<Wallet> }) {
  const { t } = useTranslation()
  const currency = useCurrency()
  return (
    <Part title={t('editing.parts.checkout')}>
      <OptionalPart
        of={part(of, 'checkout')}
        label={t('editing.checkout.label')}
        hint={t('editing.checkout.hint')}
        fresh={() => ({ points: 100, minor: 10 ** moneyIn(currency).decimals, currency })}
      >
        {(checkout) => <CheckoutFields of={checkout} />}
      </OptionalPart>
    </Part>
  )
}

function CheckoutFields({ of }: { readonly of: Bound<Checkout> }) {
  const { t } = useTranslation()
  const { currencies } = useChoices()
  return (
    <>
      <div className="field-row">
        <NumberField of={part(of, 'points')} label={t('editing.checkout.points')} />
        <NumberField of={part(of, 'minor')} label={t('editing.checkout.minor')} {...moneyIn(of.value.currency)} />
        <ChoiceField of={part(of, 'currency')} label={t('editing.currency')} choices={currencies} />
      </div>
      <div className="field-row">
        <MaybeNumberField of={part(of, 'least')} label={t('editing.checkout.least')} />
        <MaybeNumberField
          of={part(of, 'step')}
          label={t('editing.checkout.step')}
          hint={t('editing.checkout.stepHint')}
        />
        <MaybeNumberField of={part(of, 'most')} label={t('editing.checkout.most')} />
        <MaybeNumberField
          of={part(of, 'mostBasisPoints')}
          label={t('editing.checkout.mostShare')}
          hint={t('editing.checkout.mostShareHint')}
          {...PERCENT}
        />
      </div>
      <FlagField of={part(of, 'earns')} label={t('editing.checkout.earns')} />
      <ConditionField
        of={part(of, 'lines')}
        about="line"
        label={t('editing.checkout.lines')}
        always={t('editing.allLines')}
      />
    </>
  )
}
