/** Seeing the portal as the member sees it: says why, and opens a window that can change nothing. */
import { EyeOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button, Radio } from 'antd'
import { useState } from 'react'
import { ActionDialog } from '../../ui/dialog.tsx'
import { ask, regulars, type Sent } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import type { Member } from './queries.ts'

const reasons = ['member-asked', 'complaint', 'fault', 'other'] as const
type Body = Sent<'/v1/members/{memberId}/viewings', 'post'>

export function ViewAsMember({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const viewable = (member.status === 'active' || member.status === 'suspended') && !member.erased
  if (!may('portal.view') || !viewable) return null
  return (
    <>
      <Button icon={<EyeOutlined />} onClick={() => setOpen(true)}>
        {t('viewing.open')}
      </Button>
      {open ? <Opening memberId={member.memberId} close={() => setOpen(false)} /> : null}
    </>
  )
}

function Opening({ memberId, close }: { readonly memberId: string; readonly close: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState<Body['reason']>('member-asked')
  const opening = useMutation({
    // The window is opened by the click itself: browsers block one that comes after an answer.
    mutationFn: async (opened: Window | null) => {
      const body = { reason }
      const begun = ask(regulars.POST('/v1/members/{memberId}/viewings', { params: { path: { memberId } }, body }))
      const { token } = await begun.catch((trouble: unknown) => {
        opened?.close()
        throw trouble
      })
      const address = `/my/#viewing=${token}`
      if (opened === null) window.location.assign(address)
      else {
        opened.opener = null
        opened.location.replace(address)
      }
    },
    onSuccess: close,
  })
  return (
    <ActionDialog
      title={t('viewing.title')}
      action={t('viewing.begin')}
      pending={opening.isPending}
      trouble={opening.error}
      act={() => opening.mutate(window.open('about:blank', '_blank'))}
      close={close}
    >
      <p>{t('viewing.meaning')}</p>
      <Radio.Group
        vertical
        value={reason}
        onChange={(event) => setReason(reasons.find((each) => each === event.target.value) ?? 'other')}
        options={reasons.map((value) => ({ value, label: t(`viewing.reasons.${value}`) }))}
      />
    </ActionDialog>
  )
}
