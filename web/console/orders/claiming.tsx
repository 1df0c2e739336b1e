/** A guest's order becomes a member's, who forgot the card at the till: it earns as if bought now. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form } from 'antd'
import { useState } from 'react'
import { ActionDialog } from '../../ui/dialog.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { refresh } from '../member/queries.ts'
import { MemberChoice } from '../members/choice.tsx'

export function ClaimDialog({ number, close }: { readonly number: string; readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [memberId, setMemberId] = useState<string>()
  const claiming = useMutation({
    mutationFn: (chosen: string) =>
      ask(regulars.POST('/v1/orders/{number}/claim', { params: { path: { number } }, body: { memberId: chosen } })),
    onSuccess: async (_, chosen) => {
      toast.success(t('order.claimDone'))
      close()
      await refresh(queries, chosen)
    },
  })
  return (
    <ActionDialog
      title={t('order.claimTitle', { number })}
      action={t('order.claimConfirm')}
      ready={memberId !== undefined}
      pending={claiming.isPending}
      trouble={claiming.error}
      act={() => (memberId === undefined ? undefined : claiming.mutate(memberId))}
      close={close}
    >
      <p>{t('order.claimMeaning')}</p>
      <Form layout="vertical">
        <Form.Item label={t('orderList.member')} htmlFor="claim-member">
          <MemberChoice id="claim-member" label={t('members.search')} value={memberId} onChange={setMemberId} />
        </Form.Item>
      </Form>
    </ActionDialog>
  )
}
