/** What concerns all of a draft, whichever tab is open: what it became, that it waits, that others published meanwhile. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useTranslation } from '../../../ui/translation.ts'
import { type Draft, joinedQuery } from './queries.ts'

export function Notices({ draft }: { readonly draft: Draft }) {
  return (
    <>
      <Published draft={draft} />
      <Waits draft={draft} />
      <Meanwhile draft={draft} />
    </>
  )
}

function Published({ draft: { version } }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  if (version === null) return null
  return (
    <Alert
      type="success"
      showIcon
      className="attention"
      title={t('drafts.published', { version })}
      action={<Link to="/programme">{t('drafts.programme')}</Link>}
    />
  )
}
/** Whoever came to decide goes on from here, and so does who publishes what was approved. */
function Waits({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const { draftId, proposal, version } = draft
  const state = proposal?.state
  if (version !== null || (state !== 'waiting' && state !== 'approved')) return null
  return (
    <Alert
      className="attention"
      type="info"
      showIcon
      title={t(`drafts.waits.${state}`)}
      action={
        <Link to="/programme/drafts/$draftId" params={{ draftId }} search={{ tab: 'publish' }}>
          {t('drafts.goOn')}
        </Link>
      }
    />
  )
}

/** Says that others published since the draft was begun. */
function Meanwhile({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const { draftId, base, version } = draft
  const { data } = useQuery({ ...joinedQuery(draft), enabled: version === null })
  if (version !== null || data === undefined || data.newest === base) return null
  const count = data.conflicts.length
  return (
    <Alert
      className="attention"
      type={count > 0 ? 'warning' : 'info'}
      showIcon
      title={t('drafts.meanwhile', { newest: data.newest })}
      description={count > 0 ? t('drafts.meanwhileConflicts', { count }) : t('drafts.meanwhileJoined')}
      action={
        <Link to="/programme/drafts/$draftId" params={{ draftId }} search={{ tab: 'conflicts' }}>
          {t('attention.look')}
        </Link>
      }
    />
  )
}
