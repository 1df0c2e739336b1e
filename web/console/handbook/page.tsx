/** The handbook: all guides by name on the left, the one that is open, or what a search found, beside them. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useRouterState, useSearch } from '@tanstack/react-router'
import { Alert } from 'antd'
import { Suspense, useEffect, useMemo } from 'react'
import { Page } from '../../ui/page.tsx'
import { SearchField } from '../../ui/search.tsx'
import { Loading, Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { useReopening } from '../home/guide.ts'
import { meQuery } from '../session.ts'
import { contents, guideOf } from './contents.ts'
import { useGuides } from './guides.ts'
import { type Guide, plain } from './model.ts'
import { type Found, searchable } from './search.ts'
import { Blocks, Spans } from './shown.tsx'
import './handbook.css'

export function HandbookPage() {
  return (
    <Suspense fallback={<Loading rows={8} />}>
      <Handbook />
    </Suspense>
  )
}

function Handbook() {
  const { t } = useTranslation()
  const guides = useGuides()
  const { page } = useParams({ strict: false })
  const { q } = useSearch({ strict: false })
  const guide = guides.find(({ name }) => name === page)
  const title = guide === undefined ? t('rooms.handbook') : plain(guide.sections[0].title)
  return (
    <Page title={title} heading={<h1 className="page-title">{t('rooms.handbook')}</h1>}>
      <div className="handbook">
        <div className="handbook-side">
          <Search {...(q === undefined ? {} : { q })} />
          <Guided />
          <Contents guides={guides} open={page} />
        </div>
        {q === undefined ? <Opened guide={guide} asked={page} guides={guides} /> : <Results guides={guides} q={q} />}
      </div>
    </Page>
  )
}

function Search({ q = '' }: { readonly q?: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <SearchField
      label={t('handbook.search')}
      text={q}
      searching={false}
      onChange={(text) =>
        void navigate({ to: '.', search: text === '' ? {} : { q: text }, replace: q !== '', resetScroll: false })
      }
    />
  )
}

/** The first steps, with what is done of them, are on the first page. */
function Guided() {
  const { t } = useTranslation()
  const reopen = useReopening()
  if (reopen === undefined) return null
  return (
    <p className="handbook-guided">
      <Link to="/" search={{ guide: 'open' }} onClick={reopen}>
        {t('firstday.open')}
      </Link>
    </p>
  )
}

function Contents({ guides, open }: { readonly guides: readonly Guide[]; readonly open: string | undefined }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('handbook.contents')}>
      {contents(guides).map(({ key, guides: within }) => (
        <section key={key}>
          <h2>{t(`handbook.groups.${key}`)}</h2>
          <ul>
            {within.map(({ name, sections }) => (
              <li key={name}>
                <Link
                  to="/handbook/$page"
                  params={{ page: name }}
                  {...(name === open ? { 'aria-current': 'page' as const } : {})}
                >
                  {plain(sections[0].title)}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

type OpenedProps = {
  readonly guide: Guide | undefined
  readonly asked: string | undefined
  readonly guides: readonly Guide[]
}

/** Where nothing is chosen, somebody's own day is open. */
function Opened({ guide, asked, guides }: OpenedProps) {
  const { t } = useTranslation()
  const { data: me } = useQuery(meQuery)
  if (guide !== undefined) return <Article key={guide.name} guide={guide} />
  if (asked !== undefined) return <Nothing title={t('handbook.missing')} advice={t('handbook.missingAdvice')} />
  const own = guides.find(({ name }) => name === guideOf(me?.role))
  return own === undefined ? null : <Article guide={own} />
}

function Article({ guide: { sections } }: { readonly guide: Guide }) {
  const { t } = useTranslation()
  const hash = useRouterState({ select: ({ location }) => location.hash })
  useEffect(() => {
    // The router looks for the heading when the page opens, which is before the guide is there.
    if (hash !== '') document.getElementById(hash)?.scrollIntoView()
  }, [hash])
  return (
    <article className="guide">
      {sections[0].english ? <Alert type="info" showIcon title={t('handbook.english')} /> : null}
      {sections.map(({ id, depth, english, title, blocks }) => {
        // The page has its own first heading.
        const Heading = depth === 1 ? 'h2' : depth === 2 ? 'h3' : 'h4'
        return (
          <section key={id} aria-labelledby={id} {...(english ? { lang: 'en' } : {})}>
            <Heading id={id}>
              <Spans of={title} />
            </Heading>
            <Blocks of={blocks} />
          </section>
        )
      })}
    </article>
  )
}

function Results({ guides, q }: { readonly guides: readonly Guide[]; readonly q: string }) {
  const { t } = useTranslation()
  const search = useMemo(() => searchable(guides), [guides])
  const found = useMemo(() => search(q), [search, q])
  if (found.length === 0) return <Nothing title={t('handbook.nothing')} advice={t('handbook.nothingAdvice')} />
  return (
    <div className="guide" aria-live="polite">
      <p className="quiet">{t('handbook.found', { count: found.length })}</p>
      <ul className="handbook-found">
        {found.map((each) => (
          <li key={`${each.page}#${each.heading}`}>
            <Hit of={each} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Hit({ of: { page, heading, way, excerpt } }: { readonly of: Found }) {
  let place = 0
  return (
    <>
      <Link to="/handbook/$page" params={{ page }} hash={heading}>
        {way.join(' › ')}
      </Link>
      <p className="quiet">
        {excerpt.map((part) => {
          place += 1
          return place % 2 === 0 ? <mark key={place}>{part}</mark> : <span key={place}>{part}</span>
        })}
      </p>
    </>
  )
}
