/** What can be done for the member, as far as the signed-in person may. */
import { DownOutlined, EditOutlined, PlusSquareOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../session.ts'
import { AdjustDialog } from './adjusting.tsx'
import { EditDialog } from './editing.tsx'
import type { Member } from './queries.ts'
import { StatusDialog, type Wish } from './standing.tsx'

type Open = 'adjust' | 'edit' | Wish | undefined

/** Which changes of status make sense from where the member stands. */
const wishes: Readonly<Record<Member['status'], readonly Wish[]>> = {
  active: ['suspend', 'close'],
  prospect: ['suspend', 'close'],
  suspended: ['reactivate', 'close'],
  closed: ['reactivate'],
}

export function MemberActions({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  const may = useMay()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const items = wishes[member.status].map((wish) => ({
    key: wish,
    label: t(`standing.${wish}`),
    danger: wish === 'close',
    onClick: () => setOpen(wish),
  }))
  const changeable = may('members.write') && !member.erased
  return (
    <>
      {may('points.adjust') || may('points.redeem') ? (
        <Button type="primary" icon={<PlusSquareOutlined />} onClick={() => setOpen('adjust')}>
          {may('points.adjust') ? t('member.adjust') : t('adjust.spend')}
        </Button>
      ) : null}
      {changeable ? (
        <Button icon={<EditOutlined />} onClick={() => setOpen('edit')}>
          {t('member.edit')}
        </Button>
      ) : null}
      {changeable ? (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button icon={<DownOutlined />} iconPlacement="end">
            {t('member.more')}
          </Button>
        </Dropdown>
      ) : null}
      {open === 'adjust' ? <AdjustDialog memberId={member.memberId} close={close} /> : null}
      {open === 'edit' ? <EditDialog member={member} close={close} /> : null}
      {open === 'suspend' || open === 'close' || open === 'reactivate' ? (
        <StatusDialog member={member} wish={open} close={close} />
      ) : null}
    </>
  )
}
