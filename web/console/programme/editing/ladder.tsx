/** A ladder: what is measured, over which time, how one rises and falls, and its tiers. */
import { Select } from 'antd'
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, narrowed, part } from './bound.ts'
import { useChoices } from './choices.ts'
import { freeCode, type Ladder } from './definition.ts'
import { useEditing } from './editing.tsx'
import {
  ChoiceField,
  Field,
  MaybeChoiceField,
  MaybeNumberField,
  NameFields,
  NumberField,
  OptionalPart,
} from './fields.tsx'
import { Part } from './part.tsx'
import { Rows } from './rows.tsx'
import { TierFields } from './tier.tsx'

type Window = NonNullable<Ladder['window']>
type WindowKind = 'lifetime' | 'months' | 'days' | 'calendar-year' | 'member-anniversary' | 'tier-anniversary'

const MONTHS_AT_MOST = 120
const WINDOW_DAYS_AT_MOST = 3_650
const DAYS_AT_MOST = 366
const TIERS_AT_MOST = 30

const freshWindow: Readonly<Record<WindowKind, Window>> = {
  lifetime: { kind: 'lifetime' },
  months: { kind: 'rolling', months: 12 },
  days: { kind: 'rolling', days: 365 },
  'calendar-year': { kind: 'calendar-year' },
  'member-anniversary': { kind: 'member-anniversary' },
  'tier-anniversary': { kind: 'tier-anniversary' },
}

function kindOf(window: Window): WindowKind {
  if (window.kind !== 'rolling') return window.kind
  return 'months' in window ? 'months' : 'days'
}

export function LadderForm({ of }: { readonly of: Bound<Ladder> }) {
  const { t } = useTranslation()
  const { wallets } = useChoices()
  return (
    <>
      <NameFields of={part(of, 'name')} />
      <MaybeChoiceField
        of={part(of, 'wallet')}
        label={t('editing.ladder.wallet')}
        hint={t('editing.ladder.walletHint')}
        choices={wallets}
        absent={t('editing.none')}
      />
      <Part title={t('editing.parts.tiers')}>
        <Tiers of={of} />
      </Part>
      <Part title={t('editing.parts.window')}>
        <WindowField of={part(of, 'window')} />
        <Rhythm of={of} />
      </Part>
    </>
  )
}

const kinds = ['lifetime', 'months', 'days', 'calendar-year', 'member-anniversary', 'tier-anniversary'] as const

function WindowField({ of }: { readonly of: Bound<Ladder['window']> }) {
  const { t } = useTranslation()
  const value = of.value ?? freshWindow.lifetime
  const bound = { ...of, value }
  return (
    <div className="field-row">
      <Field label={t('editing.ladder.window')} hint={t('editing.ladder.windowHint')} place={of.place}>
        {({ status, ...control }) => (
          <Select<WindowKind>
            {...control}
            status={status}
            value={kindOf(value)}
            options={kinds.map((kind) => ({ value: kind, label: t(`editing.ladder.windows.${kind}`) }))}
            onChange={(kind) => of.onChange(kind === 'lifetime' ? undefined : freshWindow[kind])}
            popupMatchSelectWidth={false}
          />
        )}
      </Field>
      {'months' in value ? (
        <NumberField
          of={part(narrowed(bound, value), 'months')}
          label={t('editing.units.months')}
          most={MONTHS_AT_MOST}
        />
      ) : null}
      {'days' in value ? (
        <NumberField
          of={part(narrowed(bound, value), 'days')}
          label={t('editing.units.days')}
          most={WINDOW_DAYS_AT_MOST}
        />
      ) : null}
    </div>
  )
}

function Rhythm({ of }: { readonly of: Bound<Ladder> }) {
  const { t } = useTranslation()
  const stretches = (['month', 'quarter', 'year'] as const).map((value) => ({
    value,
    label: t(`editing.expiry.ends.${value}`),
  }))
  const rises = (['at-once', 'next-period'] as const).map((value) => ({
    value,
    label: t(`editing.ladder.rises.${value}`),
  }))
  const falls = (['never', 'one-step', 'full'] as const).map((value) => ({
    value,
    label: t(`editing.ladder.falls.${value}`),
  }))
  return (
    <>
      <div className="field-row">
        <MaybeChoiceField
          of={part(of, 'reviewed')}
          label={t('editing.ladder.reviewed')}
          hint={t('editing.ladder.reviewedHint')}
          choices={stretches}
          absent={t('editing.ladder.atEveryChange')}
        />
        <MaybeChoiceField
          of={part(of, 'rise')}
          label={t('editing.ladder.rise')}
          choices={rises}
          absent={t('editing.ladder.rises.at-once')}
        />
      </div>
      <OptionalPart
        of={part(of, 'fall')}
        label={t('editing.ladder.fall')}
        hint={t('editing.ladder.fallHint')}
        fresh={() => ({ how: 'full' as const })}
      >
        {(fall) => (
          <div className="field-row">
            <ChoiceField of={part(fall, 'how')} label={t('editing.ladder.how')} choices={falls} />
            <MaybeNumberField
              of={part(fall, 'graceDays')}
              label={t('editing.ladder.graceDays')}
              hint={t('editing.ladder.graceHint')}
              least={0}
              most={DAYS_AT_MOST}
              unit={t('editing.units.days')}
            />
            <MaybeChoiceField
              of={part(fall, 'roundUpTo')}
              label={t('editing.ladder.roundUpTo')}
              choices={stretches}
              absent={t('editing.ladder.atOnce')}
            />
            <MaybeNumberField
              of={part(fall, 'warnDays')}
              label={t('editing.ladder.warnDays')}
              most={DAYS_AT_MOST}
              unit={t('editing.units.days')}
            />
          </div>
        )}
      </OptionalPart>
    </>
  )
}

/** What each tier of a new ladder begins with, above the one before. */
const STEP = 1_000

function Tiers({ of }: { readonly of: Bound<Ladder> }) {
  const { t } = useTranslation()
  const { definition } = useEditing()
  const { tiers, wallet } = of.value
  const fresh = () => {
    const taken = definition.ladders.flatMap((ladder) => ladder.tiers.map(({ code }) => code))
    const last = tiers.at(-1)?.reach
    const reach = tiers.length === 0 || wallet === undefined ? 0 : (typeof last === 'number' ? last : 0) + STEP
    return {
      code: freeCode('tier', taken),
      name: { en: '', 'zh-CN': '' },
      reach: wallet === undefined && tiers.length > 0 ? ('invitation' as const) : reach,
      keep: reach,
      pointsPercent: 100,
    }
  }
  return (
    <Rows
      of={part(of, 'tiers')}
      label={t('editing.tier.label')}
      hint={t('editing.tier.hint')}
      add={t('editing.tier.add')}
      fresh={fresh}
      most={TIERS_AT_MOST}
      ordered
    >
      {(tier, index) => <TierFields of={tier} first={index === 0} wallet={wallet} />}
    </Rows>
  )
}
