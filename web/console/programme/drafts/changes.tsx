/** What a draft changes of the version that it was written against, in words. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Card } from 'antd'
import { useTranslation } from 'react-i18next'
import { Answered, Nothing } from '../../../ui/states.tsx'
import { ChangeList } from '../changes.tsx'
import { type Draft, draftChangesQuery, joinedQuery } from './queries.ts'

export function DraftChanges({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const asked = useQuery(draftChangesQuery(draft))
  return (
    <div className="programme">
      <Waits draft={draft} />
      <Meanwhile draft={draft} />
      <Card size="small" title={t('drafts.changesOf', { version: draft.base })}>
        <Answered of={asked} rows={4}>
          {({ changes }) =>
            changes.length === 0 ? (
              <Nothing title={t('drafts.noChanges', { version: draft.base })} advice={t('drafts.noChangesAdvice')} />
            ) : (
              <ChangeList changes={changes} />
            )
          }
        </Answered>
      </Card>
    </div>
  )
}

/** Whoever came to decide reads the changes first, and goes on from here. */
function Waits({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const { draftId, proposal, version } = draft
  const state = proposal?.state
  if (version !== null || (state !== 'waiting' && state !== 'approved')) return null
  return (
    <Alert
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
export function Meanwhile({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const { draftId, base, version } = draft
  const { data } = useQuery({ ...joinedQuery(draft), enabled: version === null })
  if (version !== null || data === undefined || data.newest === base) return null
  const count = data.conflicts.length
  return (
    <Alert
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
