/** Cancelling an order and opening it again: what that takes back is shown before it is done. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ActionDialog } from '../../ui/dialog.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { refresh } from '../member/queries.ts'
import type { Order } from './queries.ts'
import { ReturnPreview } from './returning.tsx'

type Props = { readonly order: Order & { readonly memberId: string }; readonly close: () => void }

export function CancelDialog({ order, close }: Props) {
  const { t } = useTranslation()
  const { number, status, lines } = order
  const doing = useDoing(order, close, t('order.cancelDone', { number }), () =>
    ask(regulars.PUT('/v1/orders/{number}', { params: { path: { number } }, body: { status: 'cancelled' } })),
  )
  const left = lines.some(({ quantity, returnedQuantity }) => returnedQuantity < quantity)
  return (
    <ActionDialog
      title={t('order.cancelTitle', { number })}
      action={t('order.cancelConfirm')}
      leave={t('order.cancelNot')}
      danger
      pending={doing.isPending}
      trouble={doing.error}
      act={() => doing.mutate()}
      close={close}
    >
      <p>{t(status === 'open' ? 'order.cancelOpen' : 'order.cancelMeaning')}</p>
      {status === 'confirmed' && left ? <ReturnPreview number={number} lines="all" /> : null}
    </ActionDialog>
  )
}

export function ReopenDialog({ order, close }: Props) {
  const { t } = useTranslation()
  const { number } = order
  const doing = useDoing(order, close, t('order.reopenDone', { number }), () =>
    ask(regulars.POST('/v1/orders/{number}/reopen', { params: { path: { number } } })),
  )
  return (
    <ActionDialog
      title={t('order.reopenTitle', { number })}
      action={t('order.reopenConfirm')}
      danger
      pending={doing.isPending}
      trouble={doing.error}
      act={() => doing.mutate()}
      close={close}
    >
      <p>{t('order.reopenMeaning')}</p>
      <ReturnPreview number={number} lines="all" />
    </ActionDialog>
  )
}

function useDoing({ memberId }: Props['order'], close: () => void, done: string, act: () => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      toast.success(done)
      close()
      await refresh(queries, memberId)
    },
  })
}
