/** A code out of the catalogue: chosen from what fits what is typed, or typed. */
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from '../../ui/translation.ts'
import { type Option, type Source, useOptions, useProductNames } from './suggestions.ts'

type Control = {
  readonly id?: string
  readonly className?: string
  readonly status?: 'error' | 'warning' | ''
  readonly 'aria-label'?: string
  readonly 'aria-describedby'?: string
}

type Props = {
  readonly control: Control
  readonly source: Source
  /** True: only what is offered can be chosen. */
  readonly closed?: boolean
  readonly placeholder?: string
  /** Given where there may be none. */
  readonly onClear?: () => void
  readonly value: string
  readonly onChange: (value: string) => void
}

export function PickOne({ control, source, closed = false, placeholder, onClear, value, onChange }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const found = useOptions(source, typed)
  const named = useProductNames(source, [value])
  return (
    <Select
      {...control}
      showSearch={{ onSearch: setTyped, filterOption: false }}
      value={value === '' ? null : value}
      placeholder={placeholder ?? t('conditions.choose')}
      allowClear={onClear !== undefined}
      options={withOwn(joinedWith(found, named), closed ? [] : [typed.trim(), value])}
      onChange={(chosen: string | null | undefined) => {
        if (typeof chosen === 'string') onChange(chosen)
        else onClear?.()
      }}
      popupMatchSelectWidth={false}
    />
  )
}

/** What is chosen or typed is offered too, whether the catalogue knows it or not. */
export function withOwn(found: readonly Option[], own: readonly string[]): Option[] {
  const known = new Set(found.map(({ value }) => value))
  const more = [...new Set(own)].filter((value) => value !== '' && !known.has(value))
  return [...found, ...more.map((value) => ({ value, label: value }))]
}

/** Those that are not there yet come after. */
export function joinedWith(found: readonly Option[], more: readonly Option[]): Option[] {
  const known = new Set(found.map(({ value }) => value))
  return [...found, ...more.filter(({ value }) => !known.has(value))]
}
