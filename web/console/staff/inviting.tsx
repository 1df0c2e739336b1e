/** One-time links with which people set a password, and letting somebody go. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Modal, Typography } from 'antd'
import { useState } from 'react'
import { ActionDialog } from '../../ui/dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { ask, regulars, tell } from '../../ui/server.ts'
import { useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Person } from './queries.ts'

export type Invited = { readonly name: string; readonly path: string; readonly expiresAt: string }

/** A new link for somebody who has lost the last one or the password, or who comes back. */
export function useInviting({ staffId, name }: Person, invited: (invited: Invited) => void) {
  const sentence = useSentence()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (how: 'invite' | 'reactivate') => {
      const params = { path: { staffId } }
      return how === 'invite'
        ? ask(regulars.POST('/v1/staff/{staffId}/invitation', { params }))
        : ask(regulars.POST('/v1/staff/{staffId}/reactivate', { params }))
    },
    onSuccess: async (link) => {
      invited({ name, ...link })
      await queries.invalidateQueries({ queryKey: ['staff'] })
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
}

/** For somebody who has lost the phone and the recovery codes. */
export function useResetting({ staffId, name }: Person) {
  const { t } = useTranslation()
  const sentence = useSentence()
  return useMutation({
    mutationFn: () =>
      tell(regulars.POST('/v1/staff/{staffId}/reset-second-factors', { params: { path: { staffId } } })),
    onSuccess: () => toast.success(t('staff.resetDone', { name })),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
}

export function InvitedDialog({ of, close }: { readonly of: Invited; readonly close: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const kept = (
    <Button type="primary" onClick={close}>
      {t('staff.linkKept')}
    </Button>
  )
  return (
    <Modal
      open
      title={t('staff.linkTitle', { name: of.name })}
      onCancel={close}
      mask={{ closable: false }}
      footer={kept}
    >
      <Alert type="warning" showIcon title={t('staff.linkOnce', { moment: format.moment(of.expiresAt) })} />
      <Typography.Paragraph copyable code className="made-key">
        {`${window.location.origin}${of.path}`}
      </Typography.Paragraph>
      <p className="quiet">{t('staff.linkAdvice')}</p>
    </Modal>
  )
}

export function LeaveDialog({ person, close }: { readonly person: Person; readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [revokeKeys, setRevokeKeys] = useState(false)
  const { staffId, name } = person
  const leaving = useMutation({
    mutationFn: () =>
      ask(regulars.POST('/v1/staff/{staffId}/deactivate', { params: { path: { staffId } }, body: { revokeKeys } })),
    onSuccess: async ({ keysRevoked }) => {
      toast.success(t('staff.deactivated', { name, count: keysRevoked }))
      close()
      await queries.invalidateQueries({ queryKey: ['staff'] })
      await queries.invalidateQueries({ queryKey: ['keys'] })
    },
  })
  return (
    <ActionDialog
      title={t('staff.deactivateSure', { name })}
      action={t('staff.deactivate')}
      danger
      pending={leaving.isPending}
      trouble={leaving.error}
      act={() => leaving.mutate()}
      close={close}
    >
      <p>{t('staff.deactivateMeaning')}</p>
      <Checkbox checked={revokeKeys} onChange={({ target }) => setRevokeKeys(target.checked)}>
        {t('staff.revokeKeys')}
      </Checkbox>
    </ActionDialog>
  )
}
