/** Fields of the editor's forms: a label, what is entered, what it means, and what is wrong with it. */
import { QuestionCircleOutlined } from '@ant-design/icons'
import { Checkbox, Input, InputNumber, Select, Tooltip } from 'antd'
import { type ReactNode, useId } from 'react'
import { written } from '../../../ui/preferences.ts'
import { useTranslation } from '../../../ui/translation.ts'
import type { Bound } from './bound.ts'
import type { Names } from './definition.ts'
import { problemsBelow, useEditing } from './editing.tsx'

type FieldProps = {
  readonly label: string
  /** What it means, for who has not seen it before. */
  readonly hint?: string | undefined
  readonly place: string
  readonly children: (control: Control) => ReactNode
}
export type Control = {
  readonly id: string
  readonly status: 'error' | 'warning' | ''
  readonly 'aria-describedby': string
  readonly 'aria-label'?: string
}

export function Field({ label, hint, place, children }: FieldProps) {
  const { problems } = useEditing()
  const id = useId()
  const own = problemsBelow(problems, place)
  const status = own.some(({ level }) => level === 'error') ? 'error' : own.length > 0 ? 'warning' : ''
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {hint === undefined ? null : <Hint text={hint} />}
      </label>
      {children({ id, status, 'aria-describedby': `${id}-problems` })}
      <Problems of={own} id={`${id}-problems`} />
    </div>
  )
}

export function Hint({ text }: { readonly text: string }) {
  return (
    <Tooltip title={text} trigger={['hover', 'focus', 'click']}>
      <button type="button" className="field-hint" aria-label={text}>
        <QuestionCircleOutlined />
      </button>
    </Tooltip>
  )
}

type ProblemsProps = { readonly of: readonly { level: 'error' | 'warning'; text: string }[]; readonly id: string }

function Problems({ of, id }: ProblemsProps) {
  return (
    <div id={id} className="field-problems" aria-live="polite">
      {[...new Map(of.map((problem) => [problem.text, problem])).values()].map(({ level, text }) => (
        <p key={text} className={level === 'error' ? 'bad' : 'caution'}>
          {text}
        </p>
      ))}
    </div>
  )
}

/** What is wrong with exactly this place, where no single field is to blame. */
export function ProblemsOf({ place }: { readonly place: string }) {
  const { problems } = useEditing()
  return <Problems of={problems.filter((problem) => problem.place === place)} id={`${useId()}-problems`} />
}

type Labelled = { readonly label: string; readonly hint?: string }

const NAME_AT_MOST = 120

export function WordsField({ of, label, hint }: Labelled & { readonly of: Bound<Names> }) {
  const { t } = useTranslation()
  return (
    <div className="field-pair">
      {written.map((language) => (
        <Field
          key={language}
          label={t('editing.inLanguage', { what: label, language: t(`languages.${language}`) })}
          hint={hint}
          place={`${of.place}.${language}`}
        >
          {(control) => (
            <Input
              {...control}
              lang={language}
              maxLength={NAME_AT_MOST}
              value={of.value[language]}
              onChange={(event) => of.onChange({ ...of.value, [language]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}

type NumberLimits = {
  readonly least?: number
  readonly most?: number
  readonly unit?: string
  /** Of what is shown: with 2, the value 1234 is shown as 12.34. */
  readonly decimals?: number
}
const LARGEST = 9_007_199_254_740_991

/** Thousands stand apart, but never while somebody types. */
function grouped(value: number | undefined, { userTyping, input }: { userTyping: boolean; input: string }): string {
  if (userTyping) return input
  const [whole = '', ...rest] = String(value ?? '').split('.')
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.')
}

const ungrouped = (text: string | undefined): number => Number.parseFloat((text ?? '').replaceAll(/[,，\s]/g, ''))

type EntryProps = NumberLimits & {
  readonly control: Control
  readonly value: number | undefined
  readonly placeholder?: string | undefined
  readonly onChange: (value: number | undefined) => void
}

export function NumberEntry(props: EntryProps) {
  const { control, value, onChange, least = 1, most = LARGEST, unit, decimals = 0, placeholder } = props
  const scale = 10 ** decimals
  return (
    <InputNumber
      {...control}
      className="field-number"
      value={value === undefined ? null : value / scale}
      min={least / scale}
      max={most / scale}
      precision={decimals}
      formatter={grouped}
      parser={ungrouped}
      suffix={unit}
      placeholder={placeholder ?? ''}
      onChange={(shown) => onChange(shown === null ? undefined : Math.round(shown * scale))}
    />
  )
}

export function NumberField({ of, label, hint, ...limits }: Labelled & NumberLimits & { readonly of: Bound<number> }) {
  return (
    <Field label={label} hint={hint} place={of.place}>
      {(control) => (
        <NumberEntry
          {...limits}
          control={control}
          value={of.value}
          onChange={(next) => next !== undefined && of.onChange(next)}
        />
      )}
    </Field>
  )
}

type MaybeProps = Labelled & NumberLimits & { readonly of: Bound<number | undefined>; readonly absent?: string }

/** Empty: there is none. @param absent what that means */
export function MaybeNumberField({ of, label, hint, absent, ...limits }: MaybeProps) {
  const { t } = useTranslation()
  return (
    <Field label={label} hint={hint} place={of.place}>
      {(control) => (
        <NumberEntry
          {...limits}
          control={control}
          value={of.value}
          placeholder={absent ?? t('editing.none')}
          onChange={of.onChange}
        />
      )}
    </Field>
  )
}

export type Choice<V> = { readonly value: V; readonly label: string }
type ChoiceProps<V> = Labelled & { readonly of: Bound<V>; readonly choices: readonly Choice<V>[] }

export function ChoiceField<V extends string>({ of, label, hint, choices }: ChoiceProps<V>) {
  return (
    <Field label={label} hint={hint} place={of.place}>
      {({ status, ...control }) => (
        <Select<V>
          {...control}
          status={status}
          showSearch={choices.length > SEARCHED_FROM ? { optionFilterProp: 'label' } : false}
          value={of.value}
          options={offered(choices, of.value)}
          onChange={of.onChange}
          popupMatchSelectWidth={false}
        />
      )}
    </Field>
  )
}

const SEARCHED_FROM = 6

/** What is chosen is offered as well, though what it names may be gone. */
function offered<V extends string>(choices: readonly Choice<V>[], value: V): Choice<V>[] {
  const known = value === '' || choices.some((choice) => choice.value === value)
  return known ? [...choices] : [...choices, { value, label: value }]
}

type MaybeChoiceProps<V extends string> = Labelled & {
  readonly of: Bound<V | undefined>
  readonly choices: readonly Choice<V>[]
  /** What it means that none is chosen. */
  readonly absent: string
}

export function MaybeChoiceField<V extends string>({ of, label, hint, choices, absent }: MaybeChoiceProps<V>) {
  const all = of.value === undefined ? [...choices] : offered(choices, of.value)
  return (
    <Field label={label} hint={hint} place={of.place}>
      {({ status, ...control }) => (
        <Select<V>
          {...control}
          status={status}
          allowClear
          showSearch={choices.length > SEARCHED_FROM ? { optionFilterProp: 'label' } : false}
          placeholder={absent}
          value={of.value ?? null}
          options={all}
          onChange={(chosen: V | undefined) => of.onChange(chosen)}
          popupMatchSelectWidth={false}
        />
      )}
    </Field>
  )
}

type ManyProps<V extends string> = Labelled & { readonly of: Bound<V[]>; readonly choices: readonly Choice<V>[] }

export function ManyField<V extends string>({ of, label, hint, choices }: ManyProps<V>) {
  return (
    <Field label={label} hint={hint} place={of.place}>
      {({ status, ...control }) => (
        <Select<V[]>
          {...control}
          status={status}
          mode="multiple"
          value={of.value}
          options={[...choices]}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(chosen) => of.onChange(chosen)}
        />
      )}
    </Field>
  )
}

type FlagProps = Labelled & { readonly of: Bound<boolean | undefined> }

/** Yes, or absent. */
export function FlagField({ of, label, hint }: FlagProps) {
  return (
    <div className="field field-flag">
      <Checkbox checked={of.value === true} onChange={(event) => of.onChange(event.target.checked ? true : undefined)}>
        {label}
      </Checkbox>
      {hint === undefined ? null : <Hint text={hint} />}
      <ProblemsOf place={of.place} />
    </div>
  )
}

type OptionalProps<T extends object> = Labelled & {
  readonly of: Bound<T | undefined>
  /** What it begins with when it is wanted. */
  readonly fresh: () => NoInfer<T>
  readonly children: (of: Bound<T>) => ReactNode
}

/** A part that may be there or not: ticked, its fields appear. */
export function OptionalPart<T extends object>({ of, label, hint, fresh, children }: OptionalProps<T>) {
  const { value } = of
  return (
    <div className="field-optional">
      <div className="field-flag">
        <Checkbox
          checked={value !== undefined}
          onChange={(event) => of.onChange(event.target.checked ? fresh() : undefined)}
        >
          {label}
        </Checkbox>
        {hint === undefined ? null : <Hint text={hint} />}
      </div>
      {value === undefined ? null : <div className="field-group">{children({ ...of, value })}</div>}
      {value === undefined ? null : <ProblemsOf place={of.place} />}
    </div>
  )
}

export function NameFields({ of }: { readonly of: Bound<Names> }) {
  const { t } = useTranslation()
  return <WordsField of={of} label={t('editing.name')} />
}
