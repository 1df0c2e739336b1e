/** How a draft becomes a version: at once or at an instant, by oneself or once others have approved it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Form } from 'antd'
import { Card } from '../../../ui/card.tsx'
import { useNaming } from '../../../ui/programme.ts'
import { ask, regulars } from '../../../ui/server.ts'
import { Answered, Nothing, Troubled } from '../../../ui/states.tsx'
import { modal, toast } from '../../../ui/toast.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { useWorking } from '../editing/working.ts'
import { Earlier, OneProposal } from './proposal.tsx'
import { type Draft, type Joined, joinedQuery, proposalsOfQuery, refreshProgramme, versionsQuery } from './queries.ts'
import { type Terms, termsOf, type Wish, WishFields } from './wish.tsx'

export function Publishing({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const joined = useQuery(joinedQuery(draft))
  const proposals = useQuery(proposalsOfQuery(draft.draftId))
  return (
    <div className="programme">
      <Answered of={proposals} rows={2}>
        {({ items }) => {
          const open = items.find(({ state }) => state === 'waiting' || state === 'approved')
          const closed = items.filter((each) => each !== open)
          return (
            <>
              {open === undefined ? (
                <Answered of={joined} rows={6}>
                  {(now) => <Ready draft={draft} joined={now} />}
                </Answered>
              ) : (
                <Card title={t('drafts.proposal')}>
                  <OneProposal proposal={open} />
                </Card>
              )}
              {closed.length === 0 ? null : (
                <Card title={t('drafts.earlier')}>
                  <Earlier proposals={closed} />
                </Card>
              )}
            </>
          )
        }}
      </Answered>
    </div>
  )
}

/** What keeps the draft from being published, or the way to publish it. */
function Ready({ draft, joined }: { readonly draft: Draft; readonly joined: Joined }) {
  const { t } = useTranslation()
  const may = useMay()
  const { draftId } = draft
  const { conflicts, findings, changes } = joined
  const errors = findings.filter(({ level }) => level === 'error')
  if (conflicts.length > 0)
    return <Obstacle draftId={draftId} tab="conflicts" title={t('drafts.decideFirst', { count: conflicts.length })} />
  if (errors.length > 0)
    return <Obstacle draftId={draftId} tab="problems" title={t('drafts.mendFirst', { count: errors.length })} />
  if (changes.length === 0)
    return <Nothing title={t('drafts.noChanges', { version: joined.newest })} advice={t('drafts.noChangesAdvice')} />
  if (!may('programme.publish')) return <Nothing title={t('drafts.notYours')} advice={t('drafts.notYoursAdvice')} />
  const warnings = findings.length
  return (
    <>
      <Unsaved draftId={draftId} />
      {warnings === 0 ? null : (
        <Obstacle draftId={draftId} tab="problems" level="warning" title={t('drafts.warned', { count: warnings })} />
      )}
      <Way draft={draft} joined={joined} />
    </>
  )
}

type ObstacleProps = {
  readonly draftId: string
  readonly tab: string
  readonly level?: 'error' | 'warning'
  readonly title: string
}

function Obstacle({ draftId, tab, level = 'error', title }: ObstacleProps) {
  const { t } = useTranslation()
  return (
    <Alert
      type={level}
      showIcon
      title={title}
      action={
        <Link to="/programme/drafts/$draftId" params={{ draftId }} search={{ tab }}>
          {t('attention.look')}
        </Link>
      }
    />
  )
}

/** What is published is what was saved. */
function Unsaved({ draftId }: { readonly draftId: string }) {
  const { t } = useTranslation()
  const working = useWorking(draftId)
  return working === undefined ? null : (
    <Obstacle draftId={draftId} tab="edit" level="warning" title={t('drafts.unsaved')} />
  )
}

type How = 'publish' | 'propose'

function usePublishing({ draftId, revision }: Draft) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ how, terms }: { how: How; terms: Terms }) => {
      const params = { path: { draftId } }
      const body = { revision, ...terms }
      if (how === 'publish') {
        const { version } = await ask(regulars.POST('/v1/programme/drafts/{draftId}/publish', { params, body }))
        return t('drafts.published', { version })
      }
      await ask(regulars.POST('/v1/programme/drafts/{draftId}/propose', { params, body }))
      return t('drafts.proposed')
    },
    onSuccess: (said) => toast.success(said),
    onSettled: () => refreshProgramme(queries),
  })
}

function Way({ draft, joined }: { readonly draft: Draft; readonly joined: Joined }) {
  const { t } = useTranslation()
  const { timeZone } = useNaming()
  const [form] = Form.useForm<Wish>()
  const versions = useQuery(versionsQuery)
  const publishing = usePublishing(draft)
  const { approvalsNeeded } = joined
  const send = (how: How) =>
    void form.validateFields().then(
      (wish) => {
        const terms = termsOf(wish, timeZone)
        if (how === 'propose') publishing.mutate({ how, terms })
        else
          modal.confirm({
            title: t(wish.when === 'now' ? 'drafts.publishNowSure' : 'drafts.publishLaterSure'),
            content: t('drafts.publishMeaning'),
            okText: t('drafts.publish'),
            cancelText: t('dialog.cancel'),
            onOk: () => publishing.mutateAsync({ how, terms }).catch(() => undefined),
          })
      },
      // The form says itself what is missing.
      () => undefined,
    )
  return (
    <Card title={t('drafts.how')}>
      {approvalsNeeded > 0 ? (
        <Alert
          type="info"
          showIcon
          className="attention"
          title={t('drafts.needs', { count: approvalsNeeded })}
          description={t('drafts.needsMeaning')}
        />
      ) : null}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ note: draft.note }}>
        <WishFields changes={joined.changes} newest={versions.data?.items[0]} />
        {publishing.error === null ? null : <Troubled trouble={publishing.error} />}
        <div className="draft-actions">
          {approvalsNeeded > 0 ? null : (
            <Button type="primary" loading={publishing.isPending} onClick={() => send('publish')}>
              {t('drafts.publish')}
            </Button>
          )}
          <Button
            type={approvalsNeeded > 0 ? 'primary' : 'default'}
            loading={publishing.isPending}
            onClick={() => send('propose')}
          >
            {t('drafts.propose')}
          </Button>
        </div>
      </Form>
    </Card>
  )
}
