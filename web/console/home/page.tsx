/** The first page: what needs somebody now, the first steps as long as there are some, and the figures once there are members. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Answered, Loading, Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { Attention } from './attention.tsx'
import { DemoUnderWay } from './demo.tsx'
import { Figures } from './figures.tsx'
import { FirstSteps } from './firstday.tsx'
import { useGuide, useReopening } from './guide.ts'
import { anyMemberQuery } from './overview.ts'

export function HomePage() {
  const { t } = useTranslation()
  const { day, close } = useGuide()
  const any = useQuery(anyMemberQuery)
  // What needs somebody is read while the figures below it are drawn.
  const after = useDeferredValue(true, false)
  return (
    <Page title={t('rooms.home')}>
      <Attention />
      <DemoUnderWay />
      {day === undefined ? null : <FirstSteps day={day} close={close} />}
      <Answered of={any}>
        {({ items }) =>
          items.length > 0 ? after ? <Figures /> : <Loading rows={6} /> : day === undefined ? <Nobody /> : null
        }
      </Answered>
    </Page>
  )
}

function Nobody() {
  const { t } = useTranslation()
  const reopen = useReopening()
  return (
    <Card>
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
