/** What surrounds a member's pages: whether the server can be reached, and the places to go to. */
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { Button } from 'antd-mobile'
import { CouponOutline, GiftOutline, ReceiptOutline, ScanCodeOutline, UserOutline } from 'antd-mobile-icons'
import { lazy, Suspense } from 'react'
import { useTranslation } from '../ui/translation.ts'
import { useReached } from './reach.ts'
import { isViewing } from './viewing/token.ts'

const ViewingBanner = lazy(async () => ({ default: (await import('./viewing/banner.tsx')).ViewingBanner }))

const places = [
  { to: '/', word: 'card', Icon: ScanCodeOutline },
  { to: '/points', word: 'points', Icon: GiftOutline },
  { to: '/coupons', word: 'coupons', Icon: CouponOutline },
  { to: '/orders', word: 'orders', Icon: ReceiptOutline },
  { to: '/me', word: 'me', Icon: UserOutline },
] as const

export function Frame() {
  const { t } = useTranslation()
  return (
    <div className="frame">
      {isViewing() ? (
        <Suspense>
          <ViewingBanner />
        </Suspense>
      ) : null}
      <Unreached />
      <Outlet />
      <nav className="places" aria-label={t('my.frame.places')}>
        {places.map(({ to, word, Icon }) => (
          <Link key={to} to={to} activeOptions={{ exact: to === '/' }} className="place">
            <Icon aria-hidden />
            {t(`my.places.${word}`)}
          </Link>
        ))}
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
