/** Forms of the smaller parts: groups of offers, coupons by themselves, exchanges, transfers, costs and reasons. */
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, listed, part } from './bound.ts'
import { moneyIn, useChoices, useCurrency } from './choices.ts'
import type { Cost, CouponIssue, Exchange, OfferGroup, Reason, Transfer } from './definition.ts'
import {
  ChoiceField,
  FlagField,
  ManyField,
  MaybeChoiceField,
  MaybeNumberField,
  NameFields,
  NumberField,
  OptionalPart,
} from './fields.tsx'
import { SkuField } from './sku.tsx'
import { WalletCaps } from './wallet.tsx'

const DAYS_AT_MOST = 3_650
const FEE_AT_MOST = 99

export function GroupForm({ of }: { readonly of: Bound<OfferGroup> }) {
  const { t } = useTranslation()
  const modes = (['all', 'first', 'best'] as const).map((value) => ({
    value,
    label: t(`offering.group.modes.${value}`),
  }))
  return (
    <>
      <NameFields of={part(of, 'name')} />
      <ChoiceField of={part(of, 'mode')} label={t('offering.group.mode')} choices={modes} />
      <FlagField of={part(of, 'alone')} label={t('offering.group.alone')} hint={t('offering.group.aloneHint')} />
      <FlagField of={part(of, 'oncePerLine')} label={t('offering.group.oncePerLine')} />
    </>
  )
}

export function IssueForm({ of }: { readonly of: Bound<CouponIssue> }) {
  const { t } = useTranslation()
  const { couponOffers, tiers, currencies } = useChoices()
  const usual = useCurrency()
  const { on, currency } = of.value
  const events = (['member.enrolled', 'tier.changed', 'order.confirmed'] as const).map((value) => ({
    value,
    label: t(`offering.issue.ons.${value}`),
  }))
  return (
    <>
      <NameFields of={part(of, 'name')} />
      <div className="field-row">
        <ChoiceField
          of={part(of, 'on')}
          label={t('offering.issue.on')}
          choices={events.map(({ value, label }) => ({ value, label }))}
        />
        <ChoiceField
          of={part(of, 'offer')}
          label={t('offering.issue.offer')}
          hint={t('offering.issue.offerHint')}
          choices={couponOffers}
        />
      </div>
      {on === 'tier.changed' || of.value.tiers !== undefined ? (
        <ManyField
          of={listed(part(of, 'tiers'))}
          label={t('offering.issue.tiers')}
          hint={t('offering.issue.tiersHint')}
          choices={tiers}
        />
      ) : null}
      {on === 'order.confirmed' || of.value.leastMinor !== undefined ? (
        <div className="field-row">
          <MaybeNumberField
            of={part(of, 'leastMinor')}
            label={t('offering.issue.leastMinor')}
            {...moneyIn(currency ?? usual)}
          />
          <MaybeChoiceField
            of={part(of, 'currency')}
            label={t('editing.currency')}
            choices={currencies}
            absent={t('offering.offer.anyCurrency')}
          />
        </div>
      ) : null}
      <MaybeNumberField
        of={part(of, 'validDays')}
        label={t('offering.issue.validDays')}
        absent={t('editing.forEver')}
        most={DAYS_AT_MOST}
        unit={t('editing.units.days')}
      />
      <FlagField of={part(of, 'giftable')} label={t('offering.issue.giftable')} />
    </>
  )
}

export function ExchangeForm({ of }: { readonly of: Bound<Exchange> }) {
  const { t } = useTranslation()
  const { wallets, spendable, unitOf } = useChoices()
  return (
    <>
      <div className="field-row">
        <NumberField of={part(of, 'give')} label={t('editing.exchange.give')} unit={unitOf(of.value.from)} />
        <ChoiceField of={part(of, 'from')} label={t('editing.exchange.from')} choices={spendable} />
      </div>
      <div className="field-row">
        <NumberField of={part(of, 'receive')} label={t('editing.exchange.receive')} unit={unitOf(of.value.to)} />
        <ChoiceField of={part(of, 'to')} label={t('editing.exchange.to')} choices={wallets} />
      </div>
    </>
  )
}

export function TransferForm({ of }: { readonly of: Bound<Transfer> }) {
  const { t } = useTranslation()
  const { spendable, ladders, tiersOf } = useChoices()
  const first = ladders[0]?.value ?? ''
  return (
    <>
      <ChoiceField of={part(of, 'wallet')} label={t('editing.transfer.wallet')} choices={spendable} />
      <div className="field-row">
        <MaybeNumberField of={part(of, 'least')} label={t('editing.transfer.least')} />
        <MaybeNumberField of={part(of, 'most')} label={t('editing.transfer.most')} />
        <MaybeNumberField
          of={part(of, 'feePercent')}
          label={t('editing.transfer.fee')}
          hint={t('editing.transfer.feeHint')}
          most={FEE_AT_MOST}
          unit="%"
        />
      </div>
      <WalletCaps of={listed(part(of, 'caps'))} />
      <OptionalPart
        of={part(of, 'tiers')}
        label={t('editing.transfer.tiers')}
        fresh={() => ({ ladder: first, codes: tiersOf(first).map(({ value }) => value) })}
      >
        {(tiers) => (
          <div className="field-row">
            <ChoiceField of={part(tiers, 'ladder')} label={t('editing.transfer.ladder')} choices={ladders} />
            <ManyField
              of={part(tiers, 'codes')}
              label={t('editing.transfer.codes')}
              choices={tiersOf(tiers.value.ladder)}
            />
          </div>
        )}
      </OptionalPart>
    </>
  )
}

export function CostForm({ of }: { readonly of: Bound<Cost> }) {
  const { t } = useTranslation()
  const { currencies } = useChoices()
  const money = { ...moneyIn(of.value.currency), least: 0 }
  return (
    <div className="field-row">
      <SkuField of={part(of, 'sku')} />
      <ChoiceField of={part(of, 'currency')} label={t('editing.currency')} choices={currencies} />
      <NumberField of={part(of, 'minor')} label={t('editing.cost.minor')} {...money} />
      <MaybeNumberField
        of={part(of, 'priceMinor')}
        label={t('editing.cost.price')}
        hint={t('editing.cost.priceHint')}
        {...money}
      />
    </div>
  )
}

export function ReasonForm({ of }: { readonly of: Bound<Reason> }) {
  const { t } = useTranslation()
  const directions = (['give', 'take', 'both'] as const).map((value) => ({
    value,
    label: t(`editing.reason.directions.${value}`),
  }))
  return (
    <>
      <NameFields of={part(of, 'name')} />
      <ChoiceField of={part(of, 'direction')} label={t('editing.reason.direction')} choices={directions} />
      <FlagField of={part(of, 'evidence')} label={t('editing.reason.evidence')} />
    </>
  )
}
