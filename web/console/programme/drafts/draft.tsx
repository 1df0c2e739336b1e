/** One draft: what it would change, what is wrong with it, and how it becomes a version. */
import { DeleteOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button, Popconfirm, Tag, Typography } from 'antd'
import { useFormat } from '../../../ui/format.ts'
import { Page } from '../../../ui/page.tsx'
import { regulars, tell } from '../../../ui/server.ts'
import { Answered, useSentence } from '../../../ui/states.tsx'
import { toast } from '../../../ui/toast.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { dropWorking } from '../editing/working.ts'
import { Notices } from './notices.tsx'
import { type Draft, draftQuery, refreshProgramme } from './queries.ts'
import { StandingTag, standingOf } from './state.tsx'
import { DraftTabs } from './tabs.tsx'

export function DraftPage() {
  const { draftId } = useParams({ from: '/frame/programme/drafts/$draftId' })
  const { t } = useTranslation()
  const found = useQuery(draftQuery(draftId))
  const title = found.data?.name ?? t('drafts.one')
  return (
    <Page
      title={title}
      heading={found.data === undefined ? undefined : <Heading draft={found.data} />}
      actions={
        <>
          <Link to="/programme/drafts" className="page-link">
            {t('drafts.all')}
          </Link>
          {found.data === undefined ? null : <Discard draft={found.data} />}
        </>
      }
    >
      <Answered of={found} rows={10}>
        {(draft) => (
          <>
            <Notices draft={draft} />
            <DraftTabs draft={draft} />
          </>
        )}
      </Answered>
    </Page>
  )
}

function Heading({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { name, note, base, revision, changedByName, changedAt } = draft
  return (
    <div className="draft-heading">
      <Typography.Title level={1} className="page-title">
        {name}
        <span className="page-tags">
          <StandingTag standing={standingOf(draft)} />
          <Tag>{t('drafts.onVersion', { version: base })}</Tag>
        </span>
      </Typography.Title>
      {note === '' ? null : <div className="draft-note">{note}</div>}
      <div className="quiet">
        {t('drafts.lastChange', { revision, name: changedByName, moment: format.moment(changedAt) })}
      </div>
    </div>
  )
}

function Discard({ draft: { draftId, revision, version } }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const may = useMay()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const discarding = useMutation({
    mutationFn: () =>
      tell(regulars.DELETE('/v1/programme/drafts/{draftId}', { params: { path: { draftId }, query: { revision } } })),
    onSuccess: async () => {
      dropWorking(draftId)
      await navigate({ to: '/programme/drafts' })
      queries.removeQueries({ queryKey: ['programme', 'draft', draftId] })
      await refreshProgramme(queries)
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  if (version !== null || !may('programme.publish')) return null
  return (
    <Popconfirm title={t('drafts.discardSure')} okText={t('drafts.discard')} onConfirm={() => discarding.mutate()}>
      <Button icon={<DeleteOutlined />} loading={discarding.isPending}>
        {t('drafts.discard')}
      </Button>
    </Popconfirm>
  )
}
