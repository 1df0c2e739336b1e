/** The search field and the filters over the list of members. They live in the address, so that a list can be shared. */
import { FilterOutlined } from '@ant-design/icons'
import { Button, Select, Tag } from 'antd'
import { DayRange } from '../../ui/days.tsx'
import { without } from '../../ui/filters.ts'
import { useFormat } from '../../ui/format.ts'
import { midnightOf } from '../../ui/midnight.ts'
import { useNaming } from '../../ui/programme.ts'
import { SearchField } from '../../ui/search.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { MemberFilters } from '../router.tsx'
import { statuses } from './statuses.ts'

type Props = {
  readonly filters: MemberFilters
  readonly searching: boolean
  readonly onChange: (filters: MemberFilters) => void
  /** What else members must satisfy; `name` of the saved filter. */
  readonly conditions: { readonly open: boolean; readonly narrowed: boolean; readonly name: string | undefined }
  readonly onConditions: () => void
}

export function MemberFiltersBar({ filters, searching, onChange, conditions, onConditions }: Props) {
  const { t } = useTranslation()
  const { ladders, tierName } = useNaming()
  const format = useFormat()
  const change = (changed: { [name in keyof MemberFilters]?: string | undefined }) =>
    onChange(without({ ...filters, ...changed }))
  const tiers = ladders.flatMap((ladder) =>
    ladder.tiers.map((tier) => ({ value: tier.code, label: tierName(ladder.code, tier.code) })),
  )
  return (
    <search className="filters">
      <SearchField
        label={t('members.search')}
        text={filters.q ?? ''}
        searching={searching}
        onChange={(q) => change({ q })}
      />
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
      {filters.tag === undefined ? null : (
        <Tag closable closeIcon onClose={() => change({ tag: undefined })} className="filter-tag">
          {t('members.tagged', { tag: filters.tag })}
        </Tag>
      )}
      {filters.losing === undefined ? null : (
        <Tag closable closeIcon onClose={() => change({ losing: undefined })} className="filter-tag">
          {t('members.losing', { day: format.day(midnightOf(filters.losing, format.timeZone)) })}
        </Tag>
      )}
      <DayRange
        label={t('members.joined')}
        placeholder={[t('members.joinedFrom'), t('members.joinedTo')]}
        from={filters.from}
        to={filters.to}
        onChange={change}
      />
      <Button
        icon={<FilterOutlined />}
        type={conditions.narrowed ? 'primary' : 'default'}
        ghost={conditions.narrowed}
        aria-expanded={conditions.open}
        onClick={onConditions}
      >
        {conditions.name ?? t('views.conditions')}
      </Button>
      {conditions.narrowed ? (
        <Button onClick={() => change({ filter: undefined, condition: undefined })}>{t('views.clear')}</Button>
      ) : null}
    </search>
  )
}
