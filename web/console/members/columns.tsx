/** Which columns the list of members shows; kept on this device. */
import { TableOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useKept } from '../../ui/kept.ts'
import { useTranslation } from '../../ui/translation.ts'

export const columns = ['number', 'phone', 'email', 'tier', 'status', 'joined', 'origin', 'tags'] as const
export type Column = (typeof columns)[number]

const KEPT = 'members.columns'

function readColumns(stored: unknown): readonly Column[] {
  if (!Array.isArray(stored)) return columns
  return columns.filter((column) => stored.includes(column))
}

export function useMemberColumns() {
  return useKept(KEPT, readColumns)
}

type Props = { readonly shown: readonly Column[]; readonly onChange: (shown: readonly Column[]) => void }

export function ColumnChoice({ shown, onChange }: Props) {
  const { t } = useTranslation()
  const content = (
    <Checkbox.Group
      className="choices"
      value={[...shown]}
      options={columns.map((value) => ({ value, label: t(`members.${value}`) }))}
      onChange={(chosen) => onChange(columns.filter((column) => chosen.includes(column)))}
    />
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button icon={<TableOutlined />}>{t('members.columns')}</Button>
    </Popover>
  )
}
