/** The one coupon whose code was typed, with what can be done with it. */
import { Link } from '@tanstack/react-router'
import { Descriptions } from 'antd'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { CouponActions } from './actions.tsx'
import { type Coupon, useCoupon, useCouponOffers } from './queries.ts'
import { CouponStatusTag } from './status.tsx'
import { useValidity } from './table.tsx'

/** Nothing when no coupon has this code: what was typed may be part of a batch's name. */
export function FoundCoupon({ code }: { readonly code: string }) {
  const { data } = useCoupon(code)
  return data === undefined || code === '' ? null : <CouponCard coupon={data} />
}

function CouponCard({ coupon }: { readonly coupon: Coupon }) {
  const { t } = useTranslation()
  const { nameOf } = useCouponOffers()
  const validity = useValidity()
  const { code, offer, status, batchId } = coupon
  const items = [
    { key: 'offer', label: t('coupons.offer'), children: nameOf(offer) },
    { key: 'status', label: t('members.status'), children: <CouponStatusTag status={status} /> },
    { key: 'valid', label: t('coupons.valid'), children: validity(coupon) },
    { key: 'used', label: t('coupons.uses'), children: <Uses coupon={coupon} /> },
    { key: 'owner', label: t('coupons.owner'), children: <Owner memberId={coupon.memberId} /> },
    {
      key: 'batch',
      label: t('coupons.batch'),
      children:
        batchId === null ? (
          t('coupons.issuedAlone')
        ) : (
          <Link to="/coupons/$batchId" params={{ batchId }}>
            {t('coupons.seeBatch')}
          </Link>
        ),
    },
  ]
  return (
    <Card className="attention" title={t('coupons.one', { code })} extra={<CouponActions coupon={coupon} />}>
      <Descriptions size="small" column={{ xs: 1, sm: 2, xl: 3 }} items={items} />
    </Card>
  )
}

export function Uses({ coupon: { used, most } }: { readonly coupon: Pick<Coupon, 'used' | 'most'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  return most === null
    ? format.number(used)
    : t('coupons.usedOf', { used: format.number(used), most: format.number(most) })
}

export function Owner({ memberId }: { readonly memberId: string | null }) {
  const { t } = useTranslation()
  const may = useMay()
  if (memberId === null) return t('coupons.anyone')
  if (!may('members.read')) return t('coupons.aMember')
  return (
    <Link to="/members/$memberId" params={{ memberId }}>
      {t('order.member')}
    </Link>
  )
}
