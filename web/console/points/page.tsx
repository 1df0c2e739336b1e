/** What waits in the members' accounts: holds that are open, and adjustments that need a second person. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { Page } from '../../ui/page.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { Approvals } from './approvals.tsx'
import { HoldList } from './holds.tsx'

export function PointsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { tab } = useSearch({ from: '/frame/points' })
  const navigate = useNavigate({ from: '/points' })
  const items = [
    ...(may('members.read') ? [{ key: 'holds', label: t('member.holds'), children: <HoldList /> }] : []),
    ...(may('points.approve') ? [{ key: 'approvals', label: t('pointsDesk.approvals'), children: <Approvals /> }] : []),
  ]
  return (
    <Page title={t('rooms.points')}>
      <Tabs
        items={items}
        activeKey={tab ?? items[0]?.key ?? ''}
        onChange={(chosen) => void navigate({ search: { tab: chosen }, replace: true })}
        destroyOnHidden
      />
    </Page>
  )
}
