/** The search field and the filters over the list of members. They live in the address, so that a list can be shared. */
import { SearchOutlined } from '@ant-design/icons'
import { DatePicker, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNaming } from '../../ui/programme.ts'
import type { MemberFilters } from '../router.tsx'
import { SEARCH_FIELD } from '../shortcuts.ts'
import { statuses } from './statuses.ts'

/** Long enough not to ask for every letter, short enough to feel immediate. */
const PAUSE_MILLISECONDS = 180

type Props = {
  readonly filters: MemberFilters
  readonly searching: boolean
  readonly onChange: (filters: MemberFilters) => void
}

export function MemberFiltersBar({ filters, searching, onChange }: Props) {
  const { t } = useTranslation()
  const { ladders, tierName } = useNaming()
  const change = (changed: { [name in keyof MemberFilters]?: string | undefined }) =>
    onChange(without({ ...filters, ...changed }))
  const tiers = ladders.flatMap((ladder) =>
    ladder.tiers.map((tier) => ({ value: tier.code, label: tierName(ladder.code, tier.code) })),
  )
  return (
    <search className="filters">
      <SearchField text={filters.q ?? ''} searching={searching} onChange={(q) => change({ q })} />
      <Select
        aria-label={t('members.tier')}
        placeholder={t('members.anyTier')}
        allowClear
        value={filters.tier ?? null}
        options={tiers}
        onChange={(tier: string | undefined) => change({ tier })}
        className="filter"
      />
      <Select
        aria-label={t('members.status')}
        placeholder={t('members.anyStatus')}
        allowClear
        value={filters.status ?? null}
        options={statuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
        onChange={(status: string | undefined) => change({ status })}
        className="filter"
      />
      <Joined from={filters.from} to={filters.to} onChange={change} />
    </search>
  )
}

function without(filters: { [name in keyof MemberFilters]?: string | undefined }): MemberFilters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== ''))
}

type JoinedProps = {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly onChange: (changed: { from?: string | undefined; to?: string | undefined }) => void
}

function Joined({ from, to, onChange }: JoinedProps) {
  const { t } = useTranslation()
  const day = (text: string | undefined): Dayjs | null => (text === undefined ? null : dayjs(text))
  return (
    <DatePicker.RangePicker
      aria-label={t('members.joined')}
      allowEmpty={[true, true]}
      placeholder={[t('members.joinedFrom'), t('members.joinedTo')]}
      value={[day(from), day(to)]}
      onChange={(_days, texts) => onChange({ from: texts?.[0], to: texts?.[1] })}
      className="filter-range"
    />
  )
}

type FieldProps = { readonly text: string; readonly searching: boolean; readonly onChange: (text: string) => void }

function SearchField({ text, searching, onChange }: FieldProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(text)
  const sent = useRef(text)
  const send = useRef(onChange)
  send.current = onChange
  // Cleared from outside, for example by “show all”.
  useEffect(() => {
    if (text !== sent.current) setTyped(text)
    sent.current = text
  }, [text])
  useEffect(() => {
    const wanted = typed.trim()
    if (wanted === sent.current) return undefined
    const timer = setTimeout(() => {
      sent.current = wanted
      send.current(wanted)
    }, PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <Input
      id={SEARCH_FIELD}
      type="search"
      autoFocus
      allowClear
      prefix={<SearchOutlined spin={false} className={searching ? 'searching' : 'quiet'} />}
      suffix={typed === '' ? <kbd>/</kbd> : null}
      placeholder={t('members.search')}
      aria-label={t('members.search')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      className="filter-search"
    />
  )
}
