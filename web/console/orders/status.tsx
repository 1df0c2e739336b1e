import { Tag } from 'antd'
import { useTranslation } from '../../ui/translation.ts'
import type { ListedOrder } from './queries.ts'

const colours = { open: 'blue', confirmed: 'green', cancelled: 'default' } as const

export function OrderStatusTag({ status }: { readonly status: ListedOrder['status'] }) {
  const { t } = useTranslation()
  return <Tag color={colours[status]}>{t(`orders.${status}`)}</Tag>
}
