/** When what is earned can be spent, and when it is gone. */
import { DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from '../../../ui/translation.ts'
import { todayIn } from '../../../ui/zoned.ts'
import { type Bound, narrowed, part } from './bound.ts'
import { CODE_AT_MOST, type Expiry, type Pending } from './definition.ts'
import { useEditing } from './editing.tsx'
import { type Choice, ChoiceField, Field, ManyField, NumberField } from './fields.tsx'

const DAYS_AT_MOST = 3_650
const MONTHS_AT_MOST = 600
/** What these begin with when they are chosen; common in shops. */
const USUAL_DAYS = 14
const USUAL_MONTHS = 12

type Fresh<K extends string, T> = Readonly<Record<K, () => T>>
type PendingKind = Pending['kind']
type ExpiryKind = Expiry['kind']

type KindProps<K extends string> = {
  readonly label: string
  readonly hint?: string | undefined
  readonly place: string
  readonly kind: K | undefined
  readonly kinds: readonly Choice<K>[]
  /** What it means that none is chosen; undefined when one must be. */
  readonly absent: string | undefined
  readonly onChange: (kind: K | undefined) => void
}

/** Chooses among kinds; `absent` is one more when there may be none. */
function KindField<K extends string>({ label, hint, place, kind, kinds, absent, onChange }: KindProps<K>) {
  return (
    <Field label={label} hint={hint} place={place}>
      {({ status, ...control }) => (
        <Select<K>
          {...control}
          status={status}
          value={kind ?? null}
          placeholder={absent}
          allowClear={absent !== undefined}
          options={[...kinds]}
          onChange={(chosen: K | undefined) => onChange(chosen)}
          popupMatchSelectWidth={false}
        />
      )}
    </Field>
  )
}

const freshPending = (today: string): Fresh<PendingKind, Pending> => ({
  none: () => ({ kind: 'none' }),
  days: () => ({ kind: 'days', days: USUAL_DAYS }),
  until: () => ({ kind: 'until', date: today }),
  event: () => ({ kind: 'event', event: 'delivered', cancelAfterDays: 30 }),
})

export function PendingField({ of }: { readonly of: Bound<Pending> }) {
  return (
    <PendingChoice value={of.value} place={of.place} onChange={(next) => next !== undefined && of.onChange(next)} />
  )
}

export function MaybePendingField({
  of,
  absent,
}: {
  readonly of: Bound<Pending | undefined>
  readonly absent: string
}) {
  return <PendingChoice value={of.value} place={of.place} onChange={of.onChange} absent={absent} />
}

type PendingProps = {
  readonly value: Pending | undefined
  readonly place: string
  readonly absent?: string
  readonly onChange: (next: Pending | undefined) => void
}

function PendingChoice({ value, place, absent, onChange }: PendingProps) {
  const { t } = useTranslation()
  const { definition } = useEditing()
  const fresh = freshPending(todayIn(definition.timeZone).today)
  const kinds = (['none', 'days', 'until', 'event'] as const).map((kind) => ({
    value: kind,
    label: t(`editing.pending.${kind}`),
  }))
  return (
    <div className="field-row">
      <KindField
        label={t('editing.pending.label')}
        hint={t('editing.pending.hint')}
        place={place}
        kind={value?.kind}
        kinds={kinds}
        absent={absent}
        onChange={(kind) => onChange(kind === undefined ? undefined : fresh[kind]())}
      />
      {value === undefined ? null : <PendingDetails of={{ value, place, onChange }} />}
    </div>
  )
}

function PendingDetails({ of }: { readonly of: Bound<Pending> }) {
  const { t } = useTranslation()
  const { value, place } = of
  if (value.kind === 'days')
    return (
      <NumberField
        of={part(narrowed(of, value), 'days')}
        label={t('editing.pending.daysLabel')}
        most={DAYS_AT_MOST}
        unit={t('editing.units.days')}
      />
    )
  if (value.kind === 'until')
    return (
      <Field label={t('editing.pending.dateLabel')} place={`${place}.date`}>
        {({ status, ...control }) => (
          <DatePicker
            {...control}
            status={status}
            allowClear={false}
            value={dayjs(value.date)}
            onChange={(_day, text) => typeof text === 'string' && text !== '' && of.onChange({ ...value, date: text })}
          />
        )}
      </Field>
    )
  if (value.kind === 'event')
    return (
      <>
        <Field label={t('editing.pending.eventLabel')} hint={t('editing.pending.eventHint')} place={`${place}.event`}>
          {(control) => (
            <Input
              {...control}
              maxLength={CODE_AT_MOST}
              value={value.event}
              onChange={(event) => of.onChange({ ...value, event: event.target.value.toLowerCase() })}
            />
          )}
        </Field>
        <NumberField
          of={part(narrowed(of, value), 'cancelAfterDays')}
          label={t('editing.pending.cancelLabel')}
          most={DAYS_AT_MOST}
          unit={t('editing.units.days')}
        />
      </>
    )
  return null
}

const freshExpiry: Fresh<ExpiryKind, Expiry> = {
  never: () => ({ kind: 'never' }),
  rolling: () => ({ kind: 'rolling', months: USUAL_MONTHS, roundUpTo: 'month' }),
  dates: () => ({ kind: 'dates', dates: ['12-31'], leastMonths: 0 }),
  inactivity: () => ({ kind: 'inactivity', months: USUAL_MONTHS, roundUpTo: 'month', resetBy: ['order'] }),
}

export function ExpiryField({ of }: { readonly of: Bound<Expiry> }) {
  return <ExpiryChoice value={of.value} place={of.place} onChange={(next) => next !== undefined && of.onChange(next)} />
}

export function MaybeExpiryField({ of, absent }: { readonly of: Bound<Expiry | undefined>; readonly absent: string }) {
  return <ExpiryChoice value={of.value} place={of.place} onChange={of.onChange} absent={absent} />
}

type ExpiryProps = {
  readonly value: Expiry | undefined
  readonly place: string
  readonly absent?: string
  readonly onChange: (next: Expiry | undefined) => void
}

function ExpiryChoice({ value, place, absent, onChange }: ExpiryProps) {
  const { t } = useTranslation()
  const kinds = (['never', 'rolling', 'dates', 'inactivity'] as const).map((kind) => ({
    value: kind,
    label: t(`editing.expiry.${kind}`),
  }))
  return (
    <div className="field-row">
      <KindField
        label={t('editing.expiry.label')}
        place={place}
        kind={value?.kind}
        kinds={kinds}
        absent={absent}
        onChange={(kind) => onChange(kind === undefined ? undefined : freshExpiry[kind]())}
      />
      {value === undefined ? null : <ExpiryDetails of={{ value, place, onChange }} />}
    </div>
  )
}

function ExpiryDetails({ of }: { readonly of: Bound<Expiry> }) {
  const { t } = useTranslation()
  const { value } = of
  const months = { least: 1, most: MONTHS_AT_MOST, unit: t('editing.units.months') }
  const ends = (['day', 'week', 'month', 'quarter', 'year'] as const).map((end) => ({
    value: end,
    label: t(`editing.expiry.ends.${end}`),
  }))
  if (value.kind === 'rolling')
    return (
      <>
        <NumberField of={part(narrowed(of, value), 'months')} label={t('editing.expiry.months')} {...months} />
        <ChoiceField of={part(narrowed(of, value), 'roundUpTo')} label={t('editing.expiry.roundUpTo')} choices={ends} />
      </>
    )
  if (value.kind === 'inactivity') {
    const activities = (['earn', 'redeem', 'exchange', 'transfer', 'order'] as const).map((activity) => ({
      value: activity,
      label: t(`editing.expiry.activities.${activity}`),
    }))
    return (
      <>
        <NumberField of={part(narrowed(of, value), 'months')} label={t('editing.expiry.quietMonths')} {...months} />
        <ChoiceField of={part(narrowed(of, value), 'roundUpTo')} label={t('editing.expiry.roundUpTo')} choices={ends} />
        <ManyField of={part(narrowed(of, value), 'resetBy')} label={t('editing.expiry.resetBy')} choices={activities} />
      </>
    )
  }
  if (value.kind === 'dates')
    return (
      <>
        <Dates of={part(narrowed(of, value), 'dates')} />
        <NumberField
          of={part(narrowed(of, value), 'leastMonths')}
          label={t('editing.expiry.leastMonths')}
          hint={t('editing.expiry.leastMonthsHint')}
          {...months}
          least={0}
        />
      </>
    )
  return null
}

const DATES_AT_MOST = 12

/** Days of each year, typed as month and day. */
function Dates({ of }: { readonly of: Bound<string[]> }) {
  const { t } = useTranslation()
  const kept = (texts: readonly string[]) =>
    [...new Set(texts.map(dayIn).filter((day) => day !== undefined))].toSorted().slice(0, DATES_AT_MOST)
  return (
    <Field label={t('editing.expiry.datesLabel')} hint={t('editing.expiry.datesHint')} place={of.place}>
      {({ status, ...control }) => (
        <Select<string[]>
          {...control}
          status={status}
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', ' ', '，', '、']}
          value={of.value}
          onChange={(texts) => of.onChange(kept(texts))}
        />
      )}
    </Field>
  )
}

/** `6-30`, `06/30` and `6月30日` are `06-30`. */
function dayIn(text: string): string | undefined {
  const [, month, day] = /^\s*(\d{1,2})\D(\d{1,2})\D?\s*$/.exec(text) ?? []
  if (month === undefined || day === undefined) return undefined
  const [m, d] = [Number(month), Number(day)]
  const possible = m >= 1 && m <= 12 && d >= 1 && d <= 31
  return possible ? `${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}` : undefined
}
