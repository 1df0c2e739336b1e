/** A choice among codes that the company has (stores, channels); one that the catalogue does not know can be typed. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useLanguage } from './preferences.ts'
import { ask, regulars } from './server.ts'
import { nameIn } from './texts.ts'

type Props = {
  readonly of: 'stores' | 'channels'
  readonly label: string
  readonly placeholder: string
  readonly value: string | undefined
  readonly onChange: (code: string | undefined) => void
}

const LISTED_AT_MOST = 200
const FRESH_MILLISECONDS = 60_000

export function CodeChoice({ of, label, placeholder, value, onChange }: Props) {
  const language = useLanguage()
  const [typed, setTyped] = useState('')
  const listed = useQuery({
    queryKey: ['catalogue', of],
    queryFn: () => {
      const params = { query: { limit: LISTED_AT_MOST } }
      return ask(of === 'stores' ? regulars.GET('/v1/stores', { params }) : regulars.GET('/v1/channels', { params }))
    },
    staleTime: FRESH_MILLISECONDS,
  })
  const known = (listed.data?.items ?? []).map((each) => ({
    value: each.code,
    label: nameIn(each, language),
  }))
  const others = [typed.trim(), value ?? ''].filter(
    (code, place, all) => code !== '' && all.indexOf(code) === place && !known.some((each) => each.value === code),
  )
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      allowClear
      showSearch={{ optionFilterProp: 'label', onSearch: setTyped }}
      value={value ?? null}
      options={[...known, ...others.map((code) => ({ value: code, label: code }))]}
      onChange={(code: string | undefined) => onChange(code)}
      className="filter"
    />
  )
}
