/** Believing a till no more, with what that means for the sales that it still holds. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert } from 'antd'
import { ActionDialog } from '../../ui/dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { ask, regulars } from '../../ui/server.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Till } from './queries.ts'

export function RevokeDialog({ till, close }: { readonly till: Till; readonly close: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const { tillId, name, report } = till
  const revoking = useMutation({
    mutationFn: () => ask(regulars.DELETE('/v1/tills/{tillId}', { params: { path: { tillId } } })),
    onSuccess: async () => {
      toast.success(t('tills.revoked', { name }))
      close()
      await queries.invalidateQueries({ queryKey: ['tills'] })
    },
  })
  return (
    <ActionDialog
      title={t('tills.revokeSure', { name })}
      action={t('tills.revoke')}
      danger
      pending={revoking.isPending}
      trouble={revoking.error}
      act={() => revoking.mutate()}
      close={close}
    >
      {report !== null && report.waiting > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={t('tills.revokeWaits', {
            count: report.waiting,
            amount: format.money(report.waitingMinor, report.currency),
            moment: format.moment(report.at),
          })}
          description={t('tills.revokeWaitsAdvice')}
        />
      ) : null}
      <p>{t('tills.revokeMeaning')}</p>
      <p className="quiet last">{t('tills.revokeBack')}</p>
    </ActionDialog>
  )
}
