/** The first page: what needs somebody now, the first steps as long as there are some, and the figures once there are members. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { Answered, Loading, Nothing } from '../../ui/states.tsx'
import { Attention } from './attention.tsx'
import { DemoUnderWay } from './demo.tsx'
import { Figures } from './figures.tsx'
import { useGuide, useReopening } from './guide.ts'

/** Left behind once a company has taken its first steps. */
const FirstSteps = lazy(async () => ({ default: (await import('./firstday.tsx')).FirstSteps }))

export function HomePage() {
  const { t } = useTranslation()
  const { day, close } = useGuide()
  const any = useQuery({
    queryKey: ['members', 'any'],
    queryFn: () => ask(regulars.GET('/v1/members', { params: { query: { limit: 1 } } })),
  })
  return (
    <Page title={t('rooms.home')}>
      <Attention />
      <DemoUnderWay />
      {day === undefined ? null : (
        <Suspense fallback={<Loading />}>
          <FirstSteps day={day} close={close} />
        </Suspense>
      )}
      <Answered of={any}>
        {({ items }) => (items.length > 0 ? <Figures /> : day === undefined ? <Nobody /> : null)}
      </Answered>
    </Page>
  )
}

function Nobody() {
  const { t } = useTranslation()
  const reopen = useReopening()
  return (
    <Card size="small">
      <Nothing title={t('members.none')}>
        {reopen === undefined ? (
          <Link to="/members">{t('home.allMembers')}</Link>
        ) : (
          <Link to="/" search={{ guide: 'open' }} onClick={reopen}>
            {t('firstday.open')}
          </Link>
        )}
      </Nothing>
    </Card>
  )
}
