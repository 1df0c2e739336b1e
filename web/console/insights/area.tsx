/** What surrounds every page of insights: the ways between them. */
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from '../../ui/translation.ts'
import { pages } from './pages.ts'
import './insights.css'

export function InsightsArea() {
  const { t } = useTranslation()
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <>
      <nav className="insights-pages" aria-label={t('insights.pages')}>
        {pages.map(({ to, key }) => (
          <Link key={to} to={to} {...(path === to ? { 'data-selected': true, 'aria-current': 'page' } : {})}>
            {t(`insights.${key}.title`)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  )
}
