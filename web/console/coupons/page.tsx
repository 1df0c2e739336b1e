/** Coupons: batches of codes, newest first, those that are being made, and any one code that is typed. */
import { PlusOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { without } from '../../ui/filters.ts'
import { useFormat } from '../../ui/format.ts'
import { More } from '../../ui/longtable.tsx'
import { Page } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { SearchField } from '../../ui/search.tsx'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { FoundCoupon } from './found.tsx'
import { MakeCouponsDialog } from './making.tsx'
import { type Making, useBatches, useCouponOffers } from './queries.ts'
import { BatchTable } from './table.tsx'

export function CouponsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const filters = useSearch({ from: '/frame/coupons' })
  const navigate = useNavigate({ from: '/coupons' })
  const [making, setMaking] = useState(false)
  const found = useBatches(filters, making)
  const batches = found.data?.pages.flatMap((page) => page.items) ?? []
  const underWay = found.data?.pages[0]?.making ?? []
  const filtered = Object.keys(filters).length > 0
  const count = batches.length
  const make = may('coupons.write') ? (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
      {t('coupons.make')}
    </Button>
  ) : undefined
  return (
    <Page title={t('rooms.coupons')} actions={make}>
      <Filters searching={found.isFetching && found.isPlaceholderData} />
      <FoundCoupon code={filters.q ?? ''} />
      <UnderWay batches={underWay} />
      <Card className="flush">
        {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
        {found.isPending ? <Loading rows={8} /> : null}
        {found.isSuccess && count === 0 && !filtered ? (
          <Nothing title={t('coupons.none')} advice={t('coupons.noneAdvice')}>
            {make}
          </Nothing>
        ) : null}
        {found.isSuccess && count === 0 && filtered ? (
          <Nothing title={t('coupons.notFound')} advice={t('coupons.notFoundAdvice')}>
            <Button onClick={() => void navigate({ search: {}, replace: true })}>{t('coupons.clearFilters')}</Button>
          </Nothing>
        ) : null}
        {count > 0 ? <BatchTable batches={batches} dimmed={found.isPlaceholderData} /> : null}
        <More
          found={found}
          count={count}
          said={t(found.hasNextPage ? 'coupons.shown' : 'coupons.shownAll', { count })}
        />
      </Card>
      {making ? <MakeCouponsDialog underWay={underWay} close={() => setMaking(false)} /> : null}
    </Page>
  )
}

function Filters({ searching }: { readonly searching: boolean }) {
  const { t } = useTranslation()
  const filters = useSearch({ from: '/frame/coupons' })
  const navigate = useNavigate({ from: '/coupons' })
  const { options } = useCouponOffers()
  const change = (changed: { q?: string; offer?: string | undefined }) =>
    void navigate({ search: without({ ...filters, ...changed }), replace: true })
  return (
    <search className="filters">
      <SearchField
        label={t('coupons.search')}
        text={filters.q ?? ''}
        searching={searching}
        onChange={(q) => change({ q })}
      />
      <Select
        aria-label={t('coupons.offer')}
        placeholder={t('coupons.anyOffer')}
        allowClear
        value={filters.offer ?? null}
        options={options}
        onChange={(offer: string | undefined) => change({ offer })}
        className="filter-range"
      />
    </search>
  )
}

/** Somebody may have started one elsewhere, or left this page meanwhile. */
function UnderWay({ batches }: { readonly batches: readonly Making[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return batches.map(({ batchId, name, codes, made }) => (
    <Card key={batchId} className="attention" aria-live="polite">
      {t('coupons.underWay', { name, made: format.number(made), codes: format.number(codes) })}
      <Progress share={made / codes} label={name} said={format.percent(made / codes)} />
    </Card>
  ))
}
