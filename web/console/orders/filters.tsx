/** The search field and the filters over the list of orders. They live in the address, so that a list can be shared. */
import { Select } from 'antd'
import { CodeChoice } from '../../ui/codes.tsx'
import { DayRange } from '../../ui/days.tsx'
import { without } from '../../ui/filters.ts'
import { SearchField } from '../../ui/search.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { MemberChoice } from '../members/choice.tsx'
import type { OrderFilters } from '../router.tsx'
import { useMay } from '../session.ts'
import { buyers, orderStatuses } from './queries.ts'

type Props = {
  readonly filters: OrderFilters
  readonly searching: boolean
  readonly onChange: (filters: OrderFilters) => void
}

export function OrderFiltersBar({ filters, searching, onChange }: Props) {
  const { t } = useTranslation()
  const may = useMay()
  const change = (changed: { [name in keyof OrderFilters]?: string | undefined }) =>
    onChange(without({ ...filters, ...changed }))
  return (
    <search className="filters">
      <SearchField
        label={t('orderList.search')}
        text={filters.q ?? ''}
        searching={searching}
        onChange={(q) => change({ q })}
      />
      <Select
        aria-label={t('members.status')}
        placeholder={t('members.anyStatus')}
        allowClear
        value={filters.status ?? null}
        options={orderStatuses.map((value) => ({ value, label: t(`orders.${value}`) }))}
        onChange={(status: string | undefined) => change({ status })}
        className="filter"
      />
      <Select
        aria-label={t('orderList.buyer')}
        placeholder={t('orderList.anyBuyer')}
        allowClear
        value={filters.buyer ?? null}
        options={buyers.map((value) => ({ value, label: t(`orderList.buyers.${value}`) }))}
        onChange={(buyer: string | undefined) => change({ buyer })}
        className="filter"
      />
      {may('catalogue.read') ? (
        <>
          <CodeChoice
            of="stores"
            label={t('orderList.store')}
            placeholder={t('orderList.anyStore')}
            value={filters.store}
            onChange={(store) => change({ store })}
          />
          <CodeChoice
            of="channels"
            label={t('orderList.channel')}
            placeholder={t('orderList.anyChannel')}
            value={filters.channel}
            onChange={(channel) => change({ channel })}
          />
        </>
      ) : null}
      {may('members.read') ? (
        <MemberChoice
          label={t('orderList.anyMember')}
          value={filters.member}
          onChange={(member) => change({ member })}
          className="filter-search"
        />
      ) : null}
      <DayRange
        label={t('orders.placed')}
        placeholder={[t('orderList.from'), t('orderList.to')]}
        from={filters.from}
        to={filters.to}
        onChange={change}
      />
    </search>
  )
}
