/** The filters over the trail. They live in the address, so that what was found can be shared. */
import { Select, Tag } from 'antd'
import { DayRange } from '../../ui/days.tsx'
import { without } from '../../ui/filters.ts'
import { useTranslation } from '../../ui/translation.ts'
import { MemberChoice } from '../members/choice.tsx'
import type { AuditFilters } from '../router.tsx'
import { useMay } from '../session.ts'
import { kinds, operations, useAuditWords } from './words.ts'

type Props = { readonly filters: AuditFilters; readonly onChange: (filters: AuditFilters) => void }

export function AuditFiltersBar({ filters, onChange }: Props) {
  const { t } = useTranslation()
  const may = useMay()
  const { did, thing } = useAuditWords()
  const change = (changed: { [name in keyof AuditFilters]?: string | undefined }) =>
    onChange(without({ ...filters, ...changed }))
  return (
    <search className="filters">
      <Select
        aria-label={t('audit.what')}
        placeholder={t('audit.anyDeed')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={filters.operation ?? null}
        options={operations.map((value) => ({ value, label: did(value) }))}
        onChange={(operation: string | undefined) => change({ operation })}
        className="filter-search"
      />
      <Select
        aria-label={t('audit.thing')}
        placeholder={t('audit.anyThing')}
        allowClear
        value={filters.kind ?? null}
        options={kinds.map((value) => ({ value, label: thing(value) }))}
        onChange={(kind: string | undefined) => change({ kind })}
        className="filter"
      />
      {may('members.read') ? (
        <MemberChoice
          label={t('audit.anyMember')}
          value={filters.member}
          onChange={(member) => change({ member })}
          className="filter-search"
        />
      ) : null}
      <DayRange
        label={t('audit.when')}
        placeholder={[t('audit.from'), t('audit.to')]}
        from={filters.from}
        to={filters.to}
        onChange={change}
      />
      {filters.actor === undefined ? null : (
        <Tag closable onClose={() => change({ actor: undefined })}>
          {t('audit.onlyOne')}
        </Tag>
      )}
    </search>
  )
}
