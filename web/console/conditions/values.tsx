/** The value of one condition, by the type of its field and what its operator takes. */
import { DatePicker, Input, InputNumber, Select, Switch } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { type Language, useLanguage } from '../../ui/preferences.ts'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { zonedMoment, zonedText } from '../../ui/zoned.ts'
import { joinedWith, PickOne, withOwn } from './pick.tsx'
import { type Option, type Source, useOptions, useProductNames } from './suggestions.ts'
import {
  clockOf,
  type FieldCard,
  isRange,
  isScalar,
  keptNumber,
  type Leaf,
  listOf,
  minutesOf,
  shownNumber,
  takesOf,
} from './tree.ts'

type Value = NonNullable<Leaf['value']>
type Props = {
  readonly card: FieldCard
  readonly leaf: Leaf
  readonly source: Source | undefined
  readonly timeZone: string
  readonly onChange: (value: Value) => void
}

export function ValueBox({ card, leaf, source, timeZone, onChange }: Props) {
  const { t } = useTranslation()
  const takes = takesOf(card, leaf.is)
  const { value } = leaf
  const one = { card, source, timeZone }
  if (takes === 'many') return <Many {...one} value={listOf(value)} onChange={onChange} />
  if (takes === 'range' && isRange(value))
    return (
      <span className="condition-range">
        <One {...one} value={value.from} onChange={(from) => onChange({ ...value, from: endOf(from) })} />
        <span className="quiet">{t(leaf.is === 'during' ? 'conditions.until' : 'conditions.to')}</span>
        <One {...one} value={value.to} onChange={(to) => onChange({ ...value, to: endOf(to) })} />
      </span>
    )
  if (takes === 'one' && isScalar(value)) return <One {...one} value={value} onChange={onChange} />
  return null
}

const endOf = (value: string | number | boolean): string | number => (typeof value === 'boolean' ? '' : value)

type OneProps = {
  readonly card: FieldCard
  readonly source: Source | undefined
  readonly timeZone: string
  readonly value: string | number | boolean
  readonly onChange: (value: string | number | boolean) => void
}

function One({ card, source, timeZone, value, onChange }: OneProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const label = t('conditions.value')
  const days = useWeekdays()
  if (typeof value === 'boolean') return <Switch aria-label={label} checked={value} onChange={onChange} />
  if (card.type === 'weekday') return <Choice options={days} value={value} onChange={onChange} />
  if (card.type === 'minutes') return <Clock value={Number(value)} onChange={onChange} />
  if (card.type === 'date')
    return (
      <DatePicker
        aria-label={label}
        allowClear={false}
        value={dayjs(String(value))}
        onChange={(_day, text) => typeof text === 'string' && text !== '' && onChange(text)}
      />
    )
  if (card.type === 'instant')
    return (
      <DatePicker
        aria-label={label}
        showTime={{ format: 'HH:mm' }}
        allowClear={false}
        value={zonedMoment(String(value), timeZone)}
        onChange={(moment) => moment !== null && onChange(zonedText(moment, timeZone))}
      />
    )
  if (typeof value === 'number')
    return (
      <InputNumber
        aria-label={label}
        value={shownNumber(value, card.decimals)}
        precision={card.decimals}
        suffix={card.unit === null ? undefined : textOf(card.unit, language)}
        onChange={(shown) => shown !== null && onChange(keptNumber(shown, card.decimals))}
      />
    )
  return <Text card={card} source={source} value={value} onChange={onChange} />
}

function useWeekdays(): readonly { readonly value: number; readonly label: string }[] {
  const language = useLanguage()
  return weekdays(language)
}

/** 2024-01-01 was a Monday. */
const weekdays = (language: Language) =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: day,
    label: new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day)),
  }))

type ChoiceProps<V> = {
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly value: V
  readonly onChange: (value: V) => void
}

function Choice<V extends string | number>({ options, value, onChange }: ChoiceProps<V>) {
  const { t } = useTranslation()
  return (
    <Select
      aria-label={t('conditions.value')}
      value={value}
      options={[...options]}
      onChange={onChange}
      className="condition-value"
    />
  )
}

function Clock({ value, onChange }: { readonly value: number; readonly onChange: (value: number) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string>()
  return (
    <Input
      aria-label={t('conditions.value')}
      className="condition-clock"
      value={typed ?? clockOf(value)}
      status={typed !== undefined && minutesOf(typed) === undefined ? 'error' : ''}
      onChange={(event) => {
        setTyped(event.target.value)
        const minutes = minutesOf(event.target.value)
        if (minutes !== undefined) onChange(minutes)
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}

type TextProps = {
  readonly card: FieldCard
  readonly source: Source | undefined
  readonly value: string
  readonly onChange: (value: string) => void
}

function Text({ card, source, value, onChange }: TextProps) {
  const { t } = useTranslation()
  const choices = useChoices(card)
  const from = choices ?? source
  const label = t('conditions.value')
  if (from === undefined)
    return (
      <Input
        aria-label={label}
        className="condition-value"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  return (
    <PickOne
      control={{ 'aria-label': label, className: 'condition-value' }}
      source={from}
      closed={choices !== undefined}
      value={value}
      onChange={onChange}
    />
  )
}

type ManyProps = Omit<OneProps, 'value' | 'onChange'> & {
  readonly value: readonly (string | number | boolean)[]
  readonly onChange: (value: (string | number | boolean)[]) => void
}

function Many({ card, source, value, onChange }: ManyProps) {
  const { t } = useTranslation()
  const days = useWeekdays()
  const choices = useChoices(card)
  const [typed, setTyped] = useState('')
  const found = useOptions(choices ?? source, typed)
  const named = useProductNames(source, value.map(String))
  const label = t('conditions.values')
  if (card.type === 'weekday')
    return (
      <Select
        aria-label={label}
        mode="multiple"
        className="condition-values"
        value={value.map(Number)}
        options={[...days]}
        onChange={(chosen: number[]) => onChange(chosen.toSorted((a, b) => a - b))}
      />
    )
  if (card.type === 'number')
    return (
      <Select
        aria-label={label}
        mode="tags"
        open={false}
        suffixIcon={null}
        tokenSeparators={[',', ' ', '，', '、']}
        className="condition-values"
        value={value.map((each) => String(shownNumber(Number(each), card.decimals)))}
        onChange={(texts: string[]) =>
          onChange(
            texts
              .filter((text) => Number.isFinite(Number(text)))
              .map((text) => keptNumber(Number(text), card.decimals)),
          )
        }
      />
    )
  const shown = value.map(String)
  return (
    <Select
      aria-label={label}
      mode={choices === undefined ? 'tags' : 'multiple'}
      tokenSeparators={[',', '，', '、', '\n']}
      className="condition-values"
      placeholder={t('conditions.chooseMany')}
      showSearch={{ onSearch: setTyped, filterOption: false }}
      value={shown}
      options={withOwn(joinedWith(found, named), shown)}
      onChange={(chosen: string[]) => onChange(chosen.map((each) => each.trim()).filter((each) => each !== ''))}
    />
  )
}

function useChoices(card: FieldCard): readonly Option[] | undefined {
  const language = useLanguage()
  return card.choices?.map(({ value, words }) => ({ value, label: textOf(words, language) }))
}
