/** A proposal: what was laid before others, who decided what, and what the person before the screen may do. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { ask, regulars } from '../../../ui/server.ts'
import { useSentence } from '../../../ui/states.tsx'
import { toast } from '../../../ui/toast.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Proposal, refreshProgramme } from './queries.ts'
import { StandingTag } from './state.tsx'

const REASON_AT_MOST = 300

type Wish = { readonly do: 'approve' | 'withdraw' | 'publish' } | { readonly do: 'decline'; readonly reason: string }

/** Does one of the things that `youMay` lists. */
function useDeciding({ proposalId, draftId, revision }: Proposal) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (wish: Wish) => {
      const params = { path: { proposalId } }
      switch (wish.do) {
        case 'approve':
          await ask(regulars.POST('/v1/programme/proposals/{proposalId}/approve', { params, body: {} }))
          break
        case 'decline': {
          const body = { reason: wish.reason }
          await ask(regulars.POST('/v1/programme/proposals/{proposalId}/decline', { params, body }))
          break
        }
        case 'withdraw':
          await ask(regulars.POST('/v1/programme/proposals/{proposalId}/withdraw', { params }))
          break
        case 'publish':
          await ask(
            regulars.POST('/v1/programme/drafts/{draftId}/publish', {
              params: { path: { draftId } },
              body: { revision },
            }),
          )
      }
      const { do: what } = wish
      return t(`drafts.did.${what}`)
    },
    onSuccess: (said) => toast.success(said),
    onError: (trouble) => toast.error(sentence(trouble)),
    onSettled: () => refreshProgramme(queries),
  })
}

export function OneProposal({ proposal }: { readonly proposal: Proposal }) {
  return (
    <>
      <Facts proposal={proposal} />
      <Decisions proposal={proposal} />
      <Deciding proposal={proposal} />
    </>
  )
}

function Facts({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { state, proposedByName, proposedAt, effectiveAt, note, lots, overtake, approvals, needed } = proposal
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('drafts.standing'), <StandingTag key="standing" standing={state} />],
    [t('drafts.approvals'), t('drafts.approvalsOf', { approvals, needed })],
    [t('drafts.proposedBy'), `${proposedByName} · ${format.moment(proposedAt)}`],
    [t('drafts.when'), effectiveAt === null ? t('drafts.whenPublished') : format.moment(effectiveAt)],
    [t('drafts.note'), note],
    ...(lots === 'keep' ? [] : [[t('drafts.lots'), t(`drafts.policies.${lots}`)] as const]),
    ...(overtake ? [[t('drafts.overtaking'), t('drafts.overtakingMeaning')] as const] : []),
  ]
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Decisions({ proposal: { decisions } }: { readonly proposal: Proposal }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (decisions.length === 0) return null
  return (
    <ul className="plain">
      {decisions.map(({ approved, by, byName, at, note }) => (
        <li key={`${by} ${at}`}>
          {t(approved ? 'drafts.approvedBy' : 'drafts.declinedBy', { name: byName, moment: format.moment(at) })}
          {note === '' ? null : <div className="draft-note">{note}</div>}
        </li>
      ))}
    </ul>
  )
}

/** Buttons for what the server says the caller may do; why not, when he may not. */
export function Deciding({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useTranslation()
  const [declining, setDeclining] = useState(false)
  const deciding = useDeciding(proposal)
  const may = (what: Proposal['youMay'][number]) => proposal.youMay.includes(what)
  return (
    <div className="draft-actions">
      {may('publish') ? (
        <Popconfirm title={t('drafts.publishApprovedSure')} onConfirm={() => deciding.mutate({ do: 'publish' })}>
          <Button type="primary" loading={deciding.isPending}>
            {t('drafts.publishApproved')}
          </Button>
        </Popconfirm>
      ) : null}
      {may('approve') ? (
        <Popconfirm title={t('drafts.approveSure')} onConfirm={() => deciding.mutate({ do: 'approve' })}>
          <Button type="primary" loading={deciding.isPending}>
            {t('drafts.approve')}
          </Button>
        </Popconfirm>
      ) : null}
      {may('decline') ? <Button onClick={() => setDeclining(true)}>{t('drafts.decline')}</Button> : null}
      {may('withdraw') ? (
        <Button loading={deciding.isPending} onClick={() => deciding.mutate({ do: 'withdraw' })}>
          {t('drafts.withdraw')}
        </Button>
      ) : null}
      {proposal.state === 'waiting' && !may('approve') && !may('decline') ? (
        <span className="quiet">{t('drafts.othersDecide')}</span>
      ) : null}
      {declining ? <Declining proposal={proposal} close={() => setDeclining(false)} /> : null}
    </div>
  )
}

function Declining({ proposal, close }: { readonly proposal: Proposal; readonly close: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ readonly reason: string }>()
  const deciding = useDeciding(proposal)
  return (
    <ActionDialog
      title={t('drafts.declineTitle', { name: proposal.draftName })}
      action={t('drafts.decline')}
      danger
      pending={deciding.isPending}
      trouble={deciding.error}
      act={() => form.submit()}
      close={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => deciding.mutate({ do: 'decline', reason: reason.trim() }, { onSuccess: close })}
      >
        <Form.Item
          name="reason"
          label={t('drafts.reason')}
          extra={t('drafts.reasonMeaning')}
          rules={[{ required: true, whitespace: true, message: t('drafts.reasonMissing') }]}
        >
          <Input.TextArea autoFocus maxLength={REASON_AT_MOST} autoSize={{ minRows: 3 }} />
        </Form.Item>
      </Form>
    </ActionDialog>
  )
}

/** What became of proposals that are closed. */
export function Earlier({ proposals }: { readonly proposals: readonly Proposal[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ul className="changes">
      {proposals.map((proposal) => (
        <li key={proposal.proposalId}>
          <StandingTag standing={proposal.state} />
          {t('drafts.proposedThen', {
            name: proposal.proposedByName,
            moment: format.moment(proposal.proposedAt),
            revision: proposal.revision,
          })}
          <Decisions proposal={proposal} />
        </li>
      ))}
    </ul>
  )
}
