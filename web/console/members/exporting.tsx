/** The list as a file, narrowed as it is shown. */
import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useNaming } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { MemberFilters } from '../router.tsx'
import { useMay } from '../session.ts'
import { narrowingOf } from './queries.ts'

export function ExportMembers({ filters }: { readonly filters: MemberFilters }) {
  const { t } = useTranslation()
  const { timeZone } = useNaming()
  const may = useMay()
  const masked = addressOf(filters, timeZone, false)
  const items = [
    {
      key: 'masked',
      label: (
        <a href={masked} download>
          {t('members.exportMasked')}
        </a>
      ),
    },
    {
      key: 'clear',
      label: (
        <a href={addressOf(filters, timeZone, true)} download>
          {t('members.exportClear')}
        </a>
      ),
    },
  ]
  if (!may('members.unmask'))
    return (
      <Button icon={<DownloadOutlined />} href={masked} download>
        {t('members.export')}
      </Button>
    )
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button icon={<DownloadOutlined />}>{t('members.export')}</Button>
    </Dropdown>
  )
}

function addressOf(filters: MemberFilters, timeZone: string, clear: boolean): string {
  const search = new URLSearchParams({ ...narrowingOf(filters, timeZone), ...(clear ? { clear: 'true' } : {}) })
  return `/v1/members/export?${search.toString()}`
}
