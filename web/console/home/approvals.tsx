/** Adjustments by hand that wait for a second person: what was asked, by whom and why, and the two ways to decide. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Popconfirm, Space } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { programmeQuery } from '../../ui/programme.ts'
import { type Answer, ask, newKey, regulars } from '../../ui/server.ts'
import { Troubled, useSentence } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useRunsToApprove } from '../bulk/queries.ts'
import { useSaid } from '../bulk/said.ts'
import { meQuery } from '../session.ts'

export type Approval = Answer<'/v1/points/approvals', 'get'>['items'][number]

const LATEST = 50

export function WaitingApprovals() {
  const asked = useQuery({
    queryKey: ['approvals'],
    queryFn: () =>
      ask(regulars.GET('/v1/points/approvals', { params: { query: { state: 'waiting', limit: LATEST } } })),
  })
  if (asked.error !== null) return <Troubled trouble={asked.error} retry={asked.refetch} />
  return (
    <>
      {asked.data?.items.map((approval) => (
        <Waiting key={approval.approvalId} approval={approval} />
      ))}
      <WaitingRuns />
    </>
  )
}

function WaitingRuns() {
  const { t } = useTranslation()
  const format = useFormat()
  const said = useSaid()
  return useRunsToApprove().map((run) => (
    <Alert
      key={run.runId}
      type="info"
      showIcon
      className="attention"
      title={t('bulk.waiting', {
        name: run.askedByName,
        what: said(run),
        members: format.number(run.members),
      })}
      action={
        <Link to="/bulk" search={{ run: run.runId }}>
          {t('bulk.look')}
        </Link>
      }
    />
  ))
}

function Waiting({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation()
  const format = useFormat()
  const reason = useReason(approval)
  const { wallet, amount, kind } = approval
  const points = amount === null ? t('approvals.lots') : format.points(Math.abs(amount), wallet)
  const what = kind === 'reinstate' ? 'reinstate' : (amount ?? 0) < 0 ? 'take' : 'give'
  return (
    <Alert
      type="info"
      showIcon
      className="attention"
      title={t(`approvals.${what}`, { points, name: approval.askedByName })}
      description={
        <>
          <div>{reason}</div>
          <div className="quiet">{t('approvals.until', { moment: format.moment(approval.lapsesAt) })}</div>
          <Link to="/members/$memberId" params={{ memberId: approval.memberId }}>
            {t('approvals.member')}
          </Link>
        </>
      }
      action={<Decision approval={approval} />}
    />
  )
}

/** The programme's reason, the words of who asked, and the reference to the evidence. */
export function useReason({ reasonCode, reason, reference }: Approval): string {
  const { t } = useTranslation()
  const { data } = useQuery(programmeQuery)
  const language = useLanguage()
  const listed = data?.definition.adjustmentReasons?.find(({ code }) => code === reasonCode)
  const parts = [
    textOf(listed?.name, language) ?? reasonCode,
    reason,
    reference === null ? null : t('approvals.reference', { reference }),
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

/** Nobody decides what he asked himself. */
export function Decision({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation()
  const { data: me } = useQuery(meQuery)
  if (approval.askedBy === me?.id) return <span className="quiet">{t('approvals.own')}</span>
  return <Deciding approval={approval} />
}

function Deciding({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const sentence = useSentence()
  const queries = useQueryClient()
  const { approvalId, memberId } = approval
  const deciding = useMutation({
    mutationFn: async (how: 'approve' | 'refuse') => {
      const path = { approvalId }
      if (how === 'refuse')
        await ask(regulars.POST('/v1/points/approvals/{approvalId}/refuse', { params: { path }, body: {} }))
      else {
        const params = { path, header: { 'idempotency-key': newKey() } }
        await ask(regulars.POST('/v1/points/approvals/{approvalId}/approve', { params, body: {} }))
      }
    },
    onError: (trouble) => void message.error(sentence(trouble)),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['approvals'] }),
        queries.invalidateQueries({ queryKey: ['member', memberId] }),
      ]),
  })
  return (
    <Space>
      <Popconfirm title={t('approvals.approveSure')} onConfirm={() => deciding.mutate('approve')}>
        <Button type="primary" loading={deciding.isPending}>
          {t('approvals.approve')}
        </Button>
      </Popconfirm>
      <Button loading={deciding.isPending} onClick={() => deciding.mutate('refuse')}>
        {t('approvals.refuse')}
      </Button>
    </Space>
  )
}
