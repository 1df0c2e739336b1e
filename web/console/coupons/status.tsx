import { Tag } from 'antd'
import { useTranslation } from '../../ui/translation.ts'
import type { Coupon } from './queries.ts'

const colours = { unclaimed: 'blue', active: 'green', used: 'default', expired: 'default', void: 'red' } as const

export function CouponStatusTag({ status }: { readonly status: Coupon['status'] }) {
  const { t } = useTranslation()
  return <Tag color={colours[status]}>{t(`coupons.statuses.${status}`)}</Tag>
}
