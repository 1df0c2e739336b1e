/** An adjustment by hand that waits for a second person: why it was asked for, and the two ways to decide. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Space } from 'antd'
import { useLanguage } from '../../ui/preferences.ts'
import { programmeQuery } from '../../ui/programme.ts'
import { type Answer, ask, newKey, regulars } from '../../ui/server.ts'
import { useSentence } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { meQuery } from '../session.ts'

export type Approval = Answer<'/v1/points/approvals', 'get'>['items'][number]

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
    onError: (trouble) => toast.error(sentence(trouble)),
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
