/** An offer: for whom and when, what it gives, how often, and beside which others. */
import { Input } from 'antd'
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, listed, part } from './bound.ts'
import { moneyIn, useChoices, useCurrency, usePeriods } from './choices.ts'
import { ConditionField } from './condition.tsx'
import { CODE_AT_MOST, type Offer, type OfferLimit } from './definition.ts'
import { ChoiceField, Field, FlagField, MaybeChoiceField, NameFields, NumberField } from './fields.tsx'
import { GiveFields } from './give.tsx'
import { freshGive } from './giving.ts'
import { Part } from './part.tsx'
import { Rows } from './rows.tsx'
import { SpanFields } from './when.tsx'

const PRIORITY_AT_LEAST = -1_000
const PRIORITY_AT_MOST = 1_000
const GIVES_AT_MOST = 5
const LIMITS_AT_MOST = 10

export function OfferForm({ of }: { readonly of: Bound<Offer> }) {
  const { t } = useTranslation()
  const { groups, currencies } = useChoices()
  const needs = (['nothing', 'coupon'] as const).map((value) => ({
    value,
    label: t(`offering.offer.needings.${value}`),
  }))
  return (
    <>
      <NameFields of={part(of, 'name')} />
      <Part title={t('editing.parts.gives')}>
        <MaybeChoiceField
          of={part(of, 'currency')}
          label={t('editing.currency')}
          hint={t('offering.offer.currencyHint')}
          choices={currencies}
          absent={t('offering.offer.anyCurrency')}
        />
        <Gives of={of} />
      </Part>
      <Part title={t('editing.parts.forWhom')}>
        <div className="field-row">
          <ChoiceField of={part(of, 'needs')} label={t('offering.offer.needs')} choices={needs} />
          <SpanFields of={of} />
        </div>
        <FlagField of={part(of, 'members')} label={t('offering.offer.members')} />
        <ConditionField
          of={part(of, 'when')}
          about="order"
          label={t('offering.offer.when')}
          always={t('editing.allOrders')}
        />
      </Part>
      <Part title={t('editing.parts.beside')}>
        <div className="field-row">
          <ChoiceField
            of={part(of, 'group')}
            label={t('offering.offer.group')}
            hint={t('offering.offer.groupHint')}
            choices={groups}
          />
          <NumberField
            of={part(of, 'priority')}
            label={t('offering.offer.priority')}
            hint={t('offering.offer.priorityHint')}
            least={PRIORITY_AT_LEAST}
            most={PRIORITY_AT_MOST}
          />
        </div>
      </Part>
      <Part title={t('editing.parts.limits')}>
        <Limits of={of} />
        <Returned of={of} />
      </Part>
    </>
  )
}

function Gives({ of }: { readonly of: Bound<Offer> }) {
  const { t } = useTranslation()
  const { wallets } = useChoices()
  const usual = useCurrency()
  const currency = of.value.currency ?? usual
  const beginnings = { currency, wallet: wallets[0]?.value ?? '' }
  return (
    <Rows
      of={part(of, 'gives')}
      label={t('offering.offer.gives')}
      add={t('offering.offer.addGive')}
      fresh={() => freshGive('percent', beginnings)}
      most={GIVES_AT_MOST}
      ordered
    >
      {(give) => <GiveFields of={give} currency={currency} beginnings={beginnings} />}
    </Rows>
  )
}

const FRESH_IDENTIFIER = 'device'
const FRESH_LIMIT: OfferLimit = { of: 'uses', most: 1, per: 'lifetime', by: 'member' }

function Limits({ of }: { readonly of: Bound<Offer> }) {
  const { t } = useTranslation()
  const usual = useCurrency()
  const periods = usePeriods(['order', 'day', 'week', 'month', 'year', 'lifetime'])
  const what = (['uses', 'discount', 'pieces', 'points'] as const).map((value) => ({
    value,
    label: t(`offering.limit.ofs.${value}`),
  }))
  const who = (['all', 'member', 'store', 'identifier'] as const).map((value) => ({
    value,
    label: t(`offering.limit.bys.${value}`),
  }))
  return (
    <Rows
      of={listed(part(of, 'limits'))}
      label={t('offering.limit.label')}
      hint={t('offering.limit.hint')}
      add={t('offering.limit.add')}
      fresh={() => FRESH_LIMIT}
      most={LIMITS_AT_MOST}
    >
      {(limit) => (
        <div className="field-row">
          <ChoiceField of={part(limit, 'of')} label={t('offering.limit.of')} choices={what} />
          <NumberField
            of={part(limit, 'most')}
            label={t('offering.limit.most')}
            {...(limit.value.of === 'discount' ? moneyIn(of.value.currency ?? usual) : {})}
          />
          <ChoiceField of={part(limit, 'per')} label={t('offering.limit.per')} choices={periods} />
          <ChoiceField
            of={{ ...part(limit, 'by'), onChange: (by) => limit.onChange(countedBy(limit.value, by)) }}
            label={t('offering.limit.by')}
            choices={who}
          />
          {limit.value.by === 'identifier' || limit.value.identifier !== undefined ? (
            <IdentifierField of={limit} />
          ) : null}
        </div>
      )}
    </Rows>
  )
}

/** Only a limit by something that orders name has a name for it. */
function countedBy({ identifier = FRESH_IDENTIFIER, ...limit }: OfferLimit, by: OfferLimit['by']): OfferLimit {
  return by === 'identifier' ? { ...limit, by, identifier } : { ...limit, by }
}

function IdentifierField({ of }: { readonly of: Bound<OfferLimit> }) {
  const { t } = useTranslation()
  return (
    <Field
      label={t('offering.limit.identifier')}
      hint={t('offering.limit.identifierHint')}
      place={`${of.place}.identifier`}
    >
      {(control) => (
        <Input
          {...control}
          maxLength={CODE_AT_MOST}
          value={of.value.identifier ?? ''}
          onChange={(event) => of.onChange({ ...of.value, identifier: event.target.value.toLowerCase() })}
        />
      )}
    </Field>
  )
}

function Returned({ of }: { readonly of: Bound<Offer> }) {
  const { t } = useTranslation()
  const choices = (['restore', 'keep'] as const).map((value) => ({
    value,
    label: t(`offering.offer.onReturns.${value}`),
  }))
  return (
    <MaybeChoiceField
      of={part(of, 'onReturn')}
      label={t('offering.offer.onReturn')}
      choices={choices}
      absent={t('offering.offer.onReturns.restore')}
    />
  )
}
