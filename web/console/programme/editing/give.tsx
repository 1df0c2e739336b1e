/** What an offer gives: one form per kind. */
import { Select } from 'antd'
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, narrowed, part } from './bound.ts'
import { moneyIn, PERCENT, useChoices } from './choices.ts'
import { ConditionField } from './condition.tsx'
import type { Give, GiveOf } from './definition.ts'
import { EarnFields, RoundingField } from './earning.tsx'
import { ChoiceField, Field, MaybeNumberField, NumberField, OptionalPart, WordsField } from './fields.tsx'
import { BundleFields, PriceFields, StepFields } from './givelists.tsx'
import { type Beginnings, type GiveKind, giveKinds, turned } from './giving.ts'
import { SkuField } from './sku.tsx'
import { MaybeExpiryField, MaybePendingField } from './terms.tsx'

type Props = { readonly of: Bound<Give>; readonly currency: string; readonly beginnings: Beginnings }

export function GiveFields({ of, currency, beginnings }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <Field label={t('offering.give.kind')} place={`${of.place}.kind`}>
        {({ status, ...control }) => (
          <Select<GiveKind>
            {...control}
            status={status}
            value={of.value.kind}
            options={giveKinds.map((kind) => ({ value: kind, label: t(`offering.give.kinds.${kind}`) }))}
            onChange={(kind) => of.onChange(turned(of.value, kind, beginnings))}
            popupMatchSelectWidth={false}
          />
        )}
      </Field>
      <Details of={of} currency={currency} />
    </>
  )
}

type DetailsProps<G> = { readonly of: Bound<G>; readonly currency: string }

function Details({ of, currency }: DetailsProps<Give>) {
  const { value } = of
  switch (value.kind) {
    case 'percent':
      return <Percent of={narrowed(of, value)} currency={currency} />
    case 'amount':
      return <Amount of={narrowed(of, value)} currency={currency} />
    case 'steps':
      return <Steps of={narrowed(of, value)} currency={currency} />
    case 'every':
      return <Every of={narrowed(of, value)} currency={currency} />
    case 'buy-get':
      return <BuyGet of={narrowed(of, value)} />
    case 'bundle':
      return <BundleFields of={narrowed(of, value)} currency={currency} />
    case 'prices':
      return <PriceFields of={part(narrowed(of, value), 'prices')} currency={currency} />
    case 'gift':
      return <Gift of={narrowed(of, value)} />
    case 'points':
      return <Points of={narrowed(of, value)} />
  }
}

const TIMES_AT_MOST = 1_000_000
const PIECES_AT_MOST = 10_000

type WithLines = { lines?: GiveOf<'percent'>['lines'] }

function LinesOf<G extends WithLines>({ of }: { readonly of: Bound<G> }) {
  const { t } = useTranslation()
  const lines: Bound<G['lines']> = part(of, 'lines')
  return <ConditionField of={lines} about="line" label={t('offering.give.lines')} always={t('editing.allLines')} />
}

/** What a discount is taken off, and of which price. */
function useBases() {
  const { t } = useTranslation()
  return {
    of: (['goods', 'fees'] as const).map((value) => ({ value, label: t(`offering.give.ofs.${value}`) })),
    base: (['remaining', 'initial'] as const).map((value) => ({ value, label: t(`offering.give.bases.${value}`) })),
  }
}

function Percent({ of, currency }: DetailsProps<GiveOf<'percent'>>) {
  const { t } = useTranslation()
  const bases = useBases()
  return (
    <>
      <div className="field-row">
        <NumberField
          of={part(of, 'basisPoints')}
          label={t('offering.give.percent')}
          hint={t('offering.give.percentHint')}
          {...PERCENT}
        />
        <ChoiceField of={part(of, 'of')} label={t('offering.give.of')} choices={bases.of} />
        <ChoiceField of={part(of, 'base')} label={t('offering.give.base')} choices={bases.base} />
        <MaybeNumberField of={part(of, 'mostMinor')} label={t('offering.give.mostMinor')} {...moneyIn(currency)} />
      </div>
      {of.value.of === 'goods' || of.value.lines !== undefined ? <LinesOf of={of} /> : null}
    </>
  )
}

function Amount({ of, currency }: DetailsProps<GiveOf<'amount'>>) {
  const { t } = useTranslation()
  const bases = useBases()
  return (
    <>
      <div className="field-row">
        <NumberField of={part(of, 'minor')} label={t('offering.give.minor')} {...moneyIn(currency)} />
        <ChoiceField of={part(of, 'of')} label={t('offering.give.of')} choices={bases.of} />
      </div>
      {of.value.of === 'goods' || of.value.lines !== undefined ? <LinesOf of={of} /> : null}
    </>
  )
}

function Steps({ of, currency }: DetailsProps<GiveOf<'steps'>>) {
  const { t } = useTranslation()
  const bases = useBases()
  return (
    <>
      <StepFields of={of} currency={currency} />
      <ChoiceField of={part(of, 'base')} label={t('offering.give.base')} choices={bases.base} />
      <LinesOf of={of} />
    </>
  )
}

function Every({ of, currency }: DetailsProps<GiveOf<'every'>>) {
  const { t } = useTranslation()
  const bases = useBases()
  const money = moneyIn(currency)
  return (
    <>
      <div className="field-row">
        <NumberField of={part(of, 'perMinor')} label={t('offering.give.perMinor')} {...money} />
        <NumberField of={part(of, 'offMinor')} label={t('offering.give.offMinor')} {...money} />
        <ChoiceField of={part(of, 'base')} label={t('offering.give.base')} choices={bases.base} />
        <MaybeNumberField of={part(of, 'times')} label={t('offering.give.times')} most={TIMES_AT_MOST} />
      </div>
      <LinesOf of={of} />
    </>
  )
}

function BuyGet({ of }: { readonly of: Bound<GiveOf<'buy-get'>> }) {
  const { t } = useTranslation()
  return (
    <>
      <div className="field-row">
        <NumberField of={part(of, 'buy')} label={t('offering.give.buy')} most={PIECES_AT_MOST} />
        <NumberField
          of={part(of, 'get')}
          label={t('offering.give.get')}
          hint={t('offering.give.getHint')}
          most={PIECES_AT_MOST}
        />
        <NumberField
          of={part(of, 'basisPoints')}
          label={t('offering.give.percent')}
          hint={t('offering.give.percentHint')}
          {...PERCENT}
        />
        <MaybeNumberField of={part(of, 'times')} label={t('offering.give.times')} most={TIMES_AT_MOST} />
      </div>
      <LinesOf of={of} />
      <ConditionField
        of={part(of, 'getLines')}
        about="line"
        label={t('offering.give.getLines')}
        hint={t('offering.give.getLinesHint')}
        always={t('offering.give.getSame')}
      />
    </>
  )
}

function Gift({ of }: { readonly of: Bound<GiveOf<'gift'>> }) {
  const { t } = useTranslation()
  return (
    <>
      <div className="field-row">
        <SkuField of={part(of, 'sku')} />
        <NumberField of={part(of, 'quantity')} label={t('offering.give.quantity')} most={PIECES_AT_MOST} />
      </div>
      <OptionalPart
        of={part(of, 'name')}
        label={t('offering.give.named')}
        hint={t('offering.give.namedHint')}
        fresh={() => ({ en: '', 'zh-CN': '' })}
      >
        {(name) => <WordsField of={name} label={t('editing.name')} />}
      </OptionalPart>
    </>
  )
}

function Points({ of }: { readonly of: Bound<GiveOf<'points'>> }) {
  const { t } = useTranslation()
  const { wallets } = useChoices()
  return (
    <>
      <ChoiceField of={part(of, 'wallet')} label={t('editing.rule.wallet')} choices={wallets} />
      <EarnFields of={part(of, 'earn')} wallet={of.value.wallet} />
      <RoundingField of={part(of, 'rounding')} />
      <LinesOf of={of} />
      <MaybePendingField of={part(of, 'pending')} absent={t('editing.likeWallet')} />
      <MaybeExpiryField of={part(of, 'expiry')} absent={t('editing.likeWallet')} />
    </>
  )
}
