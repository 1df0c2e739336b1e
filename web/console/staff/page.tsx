/** Who works here and what they may do: people with their roles and stores, and the roles with their rights. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { Page } from '../../ui/page.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { People } from './people.tsx'
import { RolesMatrix } from './roles.tsx'

export function StaffPage() {
  const { t } = useTranslation()
  const { view } = useSearch({ from: '/frame/staff' })
  const navigate = useNavigate({ from: '/staff' })
  const items = [
    { key: 'people', label: t('staff.people'), children: <People /> },
    { key: 'roles', label: t('staff.roles'), children: <RolesMatrix /> },
  ]
  return (
    <Page title={t('rooms.staff')}>
      <Tabs
        items={items}
        activeKey={view ?? 'people'}
        destroyOnHidden
        onChange={(key) => void navigate({ search: key === 'people' ? {} : { view: key }, replace: true })}
      />
    </Page>
  )
}
