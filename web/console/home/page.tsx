/** The first page: what needs somebody now, and the figures; on an empty database, the ways to begin. */
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { Answered, Loading } from '../../ui/states.tsx'
import { Attention } from './attention.tsx'
import { Demo } from './demo.tsx'
import { Figures } from './figures.tsx'

/** Shown once in a company's life. */
const FirstDay = lazy(async () => ({ default: (await import('./firstday.tsx')).FirstDay }))

export function HomePage() {
  const { t } = useTranslation()
  const any = useQuery({
    queryKey: ['members', 'any'],
    queryFn: () => ask(regulars.GET('/v1/members', { params: { query: { limit: 1 } } })),
  })
  return (
    <Page title={t('rooms.home')}>
      <Attention />
      <Answered of={any}>{({ items }) => (items.length === 0 ? <Begun /> : <Shop />)}</Answered>
    </Page>
  )
}

/** The sample shop says how far it is until all of it is there. */
function Shop() {
  return (
    <>
      <Demo />
      <Figures />
    </>
  )
}

function Begun() {
  return (
    <Suspense fallback={<Loading />}>
      <FirstDay />
    </Suspense>
  )
}
