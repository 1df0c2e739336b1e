import { Link, useNavigate } from '@tanstack/react-router'
import type { TableColumnsType } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { LongTable } from '../../ui/longtable.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { type Batch, useCouponOffers } from './queries.ts'

export function BatchTable({ batches, dimmed }: { readonly batches: readonly Batch[]; readonly dimmed: boolean }) {
  const navigate = useNavigate()
  const columns = useColumns()
  return (
    <LongTable<Batch>
      rowKey="batchId"
      columns={columns}
      rows={batches}
      dimmed={dimmed}
      open={({ batchId }) => void navigate({ to: '/coupons/$batchId', params: { batchId } })}
    />
  )
}

function useColumns(): TableColumnsType<Batch> {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf } = useCouponOffers()
  const validity = useValidity()
  return [
    {
      title: t('coupons.name'),
      key: 'name',
      width: 190,
      render: (_, { batchId, name }) => (
        <Link to="/coupons/$batchId" params={{ batchId }}>
          {name}
        </Link>
      ),
    },
    { title: t('coupons.offer'), key: 'offer', width: 160, render: (_, { offer }) => nameOf(offer) },
    { title: t('coupons.kind'), key: 'kind', width: 120, render: (_, { kind }) => t(`coupons.kinds.${kind}`) },
    {
      title: t('coupons.codes'),
      key: 'codes',
      width: 90,
      align: 'right',
      className: 'figures',
      render: (_, { codes }) => format.number(codes),
    },
    { title: t('coupons.valid'), key: 'valid', width: 200, render: (_, batch) => validity(batch) },
    {
      title: t('coupons.made'),
      key: 'made',
      width: 120,
      responsive: ['lg'],
      className: 'figures',
      render: (_, { createdAt }) => format.day(createdAt),
    },
  ]
}

/** From when to when, in words; days from the claim on when that is how the batch is valid. */
export function useValidity(): (given: {
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly validDays?: number | null
}) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ startsAt, endsAt, validDays = null }) => {
    const parts = [
      startsAt === null ? null : t('coupons.validFrom', { day: format.day(startsAt) }),
      endsAt === null ? null : t('coupons.validTo', { day: format.lastDay(endsAt) }),
      validDays === null ? null : t('coupons.validDays', { count: validDays }),
    ].filter((part) => part !== null)
    return parts.length === 0 ? t('coupons.validAlways') : parts.join(' · ')
  }
}
