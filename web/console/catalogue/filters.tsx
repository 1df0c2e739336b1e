import { Select } from 'antd'
import { without } from '../../ui/filters.ts'
import { SearchField } from '../../ui/search.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { PickOne } from '../conditions/pick.tsx'
import type { CatalogueFilters } from '../router.tsx'
import { states } from './queries.ts'
import type { Kind } from './things.ts'

type Props = {
  readonly kind: Kind
  readonly filters: CatalogueFilters
  readonly searching: boolean
  readonly onChange: (filters: CatalogueFilters) => void
}

export function Filters({ kind, filters, searching, onChange }: Props) {
  const { t } = useTranslation()
  const change = (changed: { [name in keyof CatalogueFilters]?: string | undefined }) =>
    onChange(without({ ...filters, ...changed }))
  return (
    <search className="filters">
      <SearchField
        label={t('catalogue.search')}
        text={filters.q ?? ''}
        searching={searching}
        onChange={(q) => change({ q })}
      />
      <Select
        aria-label={t('catalogue.state')}
        placeholder={t('catalogue.anyState')}
        allowClear
        value={filters.state ?? null}
        options={states.map((value) => ({ value, label: t(`catalogue.states.${value}`) }))}
        onChange={(state: string | undefined) => change({ state })}
        className="filter"
      />
      {kind === 'products'
        ? (
            [
              ['categories', 'category'],
              ['brands', 'brand'],
            ] as const
          ).map(([source, name]) => (
            <PickOne
              key={name}
              control={{ 'aria-label': t(`catalogue.${name}`), className: 'filter-range' }}
              source={source}
              closed
              placeholder={t(`catalogue.any.${name}`)}
              value={filters[name] ?? ''}
              onChange={(code) => change({ [name]: code })}
              onClear={() => change({ [name]: undefined })}
            />
          ))
        : null}
    </search>
  )
}
