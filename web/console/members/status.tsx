import { Tag } from 'antd'
import { useTranslation } from '../../ui/translation.ts'
import { isStatus } from './statuses.ts'

const colours = { active: 'green', prospect: 'blue', suspended: 'orange', closed: 'default' } as const

export function StatusTag({ status }: { readonly status: string }) {
  const { t } = useTranslation()
  return isStatus(status) ? <Tag color={colours[status]}>{t(`statuses.${status}`)}</Tag> : <Tag>{status}</Tag>
}
