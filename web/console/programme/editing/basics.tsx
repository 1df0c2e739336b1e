/** What a programme is called, when its days begin, which money it takes, and its guard rails. */
import { Select } from 'antd'
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, listed, part } from './bound.ts'
import { PERCENT } from './choices.ts'
import type { Definition } from './definition.ts'
import { ChoiceField, Field, ManyField, MaybeNumberField, NumberField, OptionalPart, WordsField } from './fields.tsx'
import { Part } from './part.tsx'

const CLAIM_DAYS_AT_MOST = 3_650
const APPROVALS_AT_MOST = 3
const SHARE_AT_MOST = 9_999
const PERCENT_AT_MOST = 100
const FRESH_FLOOR = { basisPoints: 2_000, act: 'warn' } as const

export function BasicsForm({ of }: { readonly of: Bound<Definition> }) {
  const { t } = useTranslation()
  const countries = (['CN', 'JP', 'CA-ON', 'CA-QC'] as const).map((value) => ({
    value,
    label: t(`editing.basics.places.${value}`),
  }))
  const presences = (['points', 'coupons', 'benefits'] as const).map((value) => ({
    value,
    label: t(`editing.basics.presences.${value}`),
  }))
  const acts = (['warn', 'refuse'] as const).map((value) => ({ value, label: t(`editing.basics.acts.${value}`) }))
  return (
    <>
      <WordsField of={part(of, 'name')} label={t('editing.basics.name')} />
      <div className="field-row">
        <TimeZoneField of={part(of, 'timeZone')} />
        <CurrenciesField of={part(of, 'currencies')} />
      </div>
      <div className="field-row">
        <MaybeNumberField
          of={part(of, 'claimDays')}
          label={t('editing.basics.claimDays')}
          hint={t('editing.basics.claimDaysHint')}
          absent={t('editing.basics.claimDaysUsual')}
          least={0}
          most={CLAIM_DAYS_AT_MOST}
          unit={t('editing.units.days')}
        />
        <ManyField
          of={listed(part(of, 'countries'))}
          label={t('editing.basics.countries')}
          hint={t('editing.basics.countriesHint')}
          choices={countries}
        />
      </div>
      <Part title={t('editing.parts.people')}>
        <ManyField
          of={listed(part(of, 'presence'))}
          label={t('editing.basics.presence')}
          hint={t('editing.basics.presenceHint')}
          choices={presences}
        />
        <OptionalPart
          of={part(of, 'publishing')}
          label={t('editing.basics.publishing')}
          hint={t('editing.basics.publishingHint')}
          fresh={() => ({ approvals: 1 })}
        >
          {(publishing) => (
            <NumberField
              of={part(publishing, 'approvals')}
              label={t('editing.basics.approvals')}
              most={APPROVALS_AT_MOST}
            />
          )}
        </OptionalPart>
      </Part>
      <Part title={t('editing.parts.guards')}>
        <NumberField
          of={part(of, 'expiryGuardPercent')}
          label={t('editing.basics.expiryGuard')}
          hint={t('editing.basics.expiryGuardHint')}
          most={PERCENT_AT_MOST}
          unit="%"
        />
        <OptionalPart
          of={part(of, 'marginFloor')}
          label={t('editing.basics.marginFloor')}
          hint={t('editing.basics.marginFloorHint')}
          fresh={() => FRESH_FLOOR}
        >
          {(floor) => (
            <div className="field-row">
              <NumberField
                of={part(floor, 'basisPoints')}
                label={t('editing.basics.floor')}
                {...PERCENT}
                least={0}
                most={SHARE_AT_MOST}
              />
              <ChoiceField of={part(floor, 'act')} label={t('editing.basics.act')} choices={acts} />
            </div>
          )}
        </OptionalPart>
      </Part>
    </>
  )
}

function TimeZoneField({ of }: { readonly of: Bound<string> }) {
  const { t } = useTranslation()
  const zones = [...new Set([of.value, ...Intl.supportedValuesOf('timeZone')])]
  return (
    <Field label={t('editing.basics.timeZone')} hint={t('editing.basics.timeZoneHint')} place={of.place}>
      {({ status, ...control }) => (
        <Select
          {...control}
          status={status}
          showSearch
          value={of.value}
          options={zones.map((zone) => ({ value: zone, label: zone }))}
          onChange={of.onChange}
        />
      )}
    </Field>
  )
}

function CurrenciesField({ of }: { readonly of: Bound<Definition['currencies']> }) {
  const { t } = useTranslation()
  const codes = Intl.supportedValuesOf('currency').map((code) => ({ value: code, label: code }))
  return (
    <Field label={t('editing.basics.currencies')} hint={t('editing.basics.currenciesHint')} place={of.place}>
      {({ status, ...control }) => (
        <Select<string[]>
          {...control}
          status={status}
          mode="multiple"
          placeholder={t('editing.basics.anyCurrency')}
          value={of.value === 'any' ? [] : of.value}
          options={codes}
          onChange={(chosen) => of.onChange(chosen.length === 0 ? 'any' : chosen)}
        />
      )}
    </Field>
  )
}
