/** A benefit, and which benefits a tier gives. */
import { Input, Select } from 'antd'
import { written } from '../../../ui/preferences.ts'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, listed, narrowed, part } from './bound.ts'
import { useChoices } from './choices.ts'
import type { Benefit, Grant, Tier } from './definition.ts'
import { useEditing } from './editing.tsx'
import { ChoiceField, Field, NameFields, NumberField, OptionalPart } from './fields.tsx'
import { GiftFields } from './gift.tsx'
import { Rows } from './rows.tsx'

const DESCRIPTION_AT_MOST = 300
const USES_AT_MOST = 10_000
const POINTS_AT_MOST = 1_000_000
const POINTS_USUAL = 100
const BENEFITS_AT_MOST = 100

type Gives = Benefit['gives']
type Kind = Gives['kind']

const fresh: Readonly<Record<Kind, (wallet: string) => Gives>> = {
  service: () => ({ kind: 'service' }),
  quota: () => ({ kind: 'quota', per: 'month' }),
  gift: (wallet) => ({ kind: 'gift', at: 'birthday', what: { kind: 'points', wallet } }),
}

export function BenefitForm({ of }: { readonly of: Bound<Benefit> }) {
  const { t } = useTranslation()
  const { definition, change } = useEditing()
  const { gives, code } = of.value
  const { wallets } = useChoices()
  /** What tiers say of it follows: a quota has a number of uses, a gift of points a number of points. */
  const turn = (next: Gives) =>
    change({
      ...definition,
      benefits: definition.benefits?.map((each) => (each.code === code ? { ...each, gives: next } : each)),
      ladders: definition.ladders.map((ladder) => ({
        ...ladder,
        tiers: ladder.tiers.map((tier) => ({
          ...tier,
          benefits: tier.benefits?.map((grant) => (grant.code === code ? granted(code, next, grant) : grant)),
        })),
      })),
    })
  const periods = (['month', 'quarter', 'year', 'term'] as const).map((value) => ({
    value,
    label: t(`editing.benefit.periods.${value}`),
  }))
  return (
    <>
      <NameFields of={part(of, 'name')} />
      <div className="field-row">
        <Field label={t('editing.benefit.kind')} hint={t('editing.benefit.kindHint')} place={`${of.place}.gives.kind`}>
          {({ status, ...control }) => (
            <Select<Kind>
              {...control}
              status={status}
              value={gives.kind}
              options={(['service', 'quota', 'gift'] as const).map((kind) => ({
                value: kind,
                label: t(`editing.benefit.kinds.${kind}`),
              }))}
              onChange={(kind) => turn(fresh[kind](wallets[0]?.value ?? ''))}
              popupMatchSelectWidth={false}
            />
          )}
        </Field>
        {gives.kind === 'quota' ? (
          <ChoiceField
            of={part(narrowed(part(of, 'gives'), gives), 'per')}
            label={t('editing.benefit.per')}
            hint={t('editing.benefit.perHint')}
            choices={periods}
          />
        ) : null}
      </div>
      {gives.kind === 'gift' ? <GiftFields of={{ value: gives, onChange: turn, place: `${of.place}.gives` }} /> : null}
      <OptionalPart
        of={part(of, 'description')}
        label={t('editing.benefit.described')}
        fresh={() => ({ en: '', 'zh-CN': '' })}
      >
        {(description) => <Description of={description} />}
      </OptionalPart>
    </>
  )
}

function Description({ of }: { readonly of: Bound<NonNullable<Benefit['description']>> }) {
  const { t } = useTranslation()
  return (
    <div className="field-pair">
      {written.map((language) => (
        <Field
          key={language}
          label={t('editing.inLanguage', {
            what: t('editing.benefit.description'),
            language: t(`languages.${language}`),
          })}
          place={`${of.place}.${language}`}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              lang={language}
              maxLength={DESCRIPTION_AT_MOST}
              autoSize
              value={of.value[language]}
              onChange={(event) => of.onChange({ ...of.value, [language]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}

function granted(code: string, gives: Gives | undefined, { uses, points }: Partial<Grant> = {}): Grant {
  if (gives?.kind === 'quota') return { code, uses: uses ?? 1 }
  if (gives?.kind === 'gift' && gives.what.kind === 'points') return { code, points: points ?? POINTS_USUAL }
  return { code }
}

export function TierBenefits({ of }: { readonly of: Bound<Tier> }) {
  const { t } = useTranslation()
  const { definition, language } = useEditing()
  const { benefits = [] } = definition
  const givesOf = (code: string) => benefits.find((each) => each.code === code)?.gives
  const grants = listed(part(of, 'benefits'))
  const taken = new Set(grants.value.map(({ code }) => code))
  const free = benefits.find(({ code }) => !taken.has(code))
  if (benefits.length === 0) return <p className="quiet">{t('editing.tier.noBenefits')}</p>
  return (
    <Rows
      of={grants}
      label={t('editing.tier.benefits')}
      hint={t('editing.tier.benefitsHint')}
      add={t('editing.tier.addBenefit')}
      fresh={() => granted(free?.code ?? '', givesOf(free?.code ?? ''))}
      most={Math.min(BENEFITS_AT_MOST, benefits.length)}
    >
      {(grant) => (
        <div className="field-row">
          <ChoiceField
            of={{
              value: grant.value.code,
              onChange: (code) => grant.onChange(granted(code, givesOf(code), grant.value)),
              place: `${grant.place}.code`,
            }}
            label={t('editing.tier.benefit')}
            choices={benefits
              .filter(({ code }) => code === grant.value.code || !taken.has(code))
              .map(({ code, name }) => ({
                value: code,
                label: textOf(name, language) === '' ? code : textOf(name, language),
              }))}
          />
          <HowMuch of={grant} />
        </div>
      )}
    </Rows>
  )
}

/** How often in each period, of a benefit that is counted; how much, of a gift of points. */
function HowMuch({ of }: { readonly of: Bound<Grant> }) {
  const { t } = useTranslation()
  const { definition } = useEditing()
  const gives = definition.benefits?.find(({ code }) => code === of.value.code)?.gives
  const { unitOf } = useChoices()
  const { uses, points } = of.value
  if (points !== undefined)
    return (
      <NumberField
        of={{
          value: points,
          onChange: (next) => of.onChange({ ...of.value, points: next }),
          place: `${of.place}.points`,
        }}
        label={t('editing.tier.giftPoints')}
        most={POINTS_AT_MOST}
        unit={gives?.kind === 'gift' && gives.what.kind === 'points' ? unitOf(gives.what.wallet) : ''}
      />
    )
  if (uses === undefined) return null
  const per = gives?.kind === 'quota' ? gives.per : 'month'
  return (
    <NumberField
      of={{ value: uses, onChange: (next) => of.onChange({ ...of.value, uses: next }), place: `${of.place}.uses` }}
      label={t('editing.tier.uses')}
      most={USES_AT_MOST}
      unit={t(`editing.benefit.per_${per}`)}
    />
  )
}
