/** What surrounds a member's pages: whether the server can be reached, and the places to go to. */
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { Button } from 'antd-mobile'
import { ScanCodeOutline, UserOutline } from 'antd-mobile-icons'
import { useTranslation } from 'react-i18next'
import { useReached } from './reach.ts'

export function Frame() {
  const { t } = useTranslation()
  return (
    <div className="frame">
      <Unreached />
      <Outlet />
      <nav className="places" aria-label={t('my.frame.places')}>
        <Link to="/" activeOptions={{ exact: true }} className="place">
          <ScanCodeOutline aria-hidden />
          {t('my.places.card')}
        </Link>
        <Link to="/me" className="place">
          <UserOutline aria-hidden />
          {t('my.places.me')}
        </Link>
      </nav>
    </div>
  )
}

function Unreached() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  if (useReached()) return null
  return (
    <div className="unreached" role="status">
      <span>{t('my.frame.offline')}</span>
      <Button size="mini" fill="outline" onClick={() => void queries.refetchQueries({ type: 'active' })}>
        {t('my.trouble.retry')}
      </Button>
    </div>
  )
}
