/** What can be done for the member, as far as the signed-in person may. */
import { DownOutlined, EditOutlined, PlusSquareOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { programmeQuery } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { AdjustDialog } from './adjusting.tsx'
import { EditDialog } from './editing.tsx'
import { HoldDialog } from './holding.tsx'
import { MergeDialog } from './merging.tsx'
import { PlaceDialog } from './placing.tsx'
import type { Member } from './queries.ts'
import { StatusDialog, type Wish } from './standing.tsx'
import { TransferDialog } from './transferring.tsx'

const works = ['hold', 'transfer', 'placing', 'merging'] as const
type Work = (typeof works)[number]
type Open = 'adjust' | 'edit' | Work | Wish | undefined

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
  const { data } = useQuery(programmeQuery)
  const giving = (data?.definition.transfers ?? []).length > 0
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  // What is done for a person is done for the record that stands for him.
  const lasts = member.mergedInto === null
  const changeable = may('members.write') && !member.erased && lasts
  const rights = {
    hold: 'points.redeem',
    transfer: 'points.redeem',
    placing: 'tiers.place',
    merging: 'members.merge',
  } as const
  const possible = member.status === 'active' ? works.filter((work) => may(rights[work])) : []
  const offered = possible.filter((work) => work !== 'transfer' || giving)
  const changes = changeable ? wishes[member.status] : []
  const worked = offered.map((work) => ({
    key: work,
    label: t(`pointsDesk.works.${work}`),
    onClick: () => setOpen(work),
  }))
  const changed = changes.map((wish) => ({
    key: wish,
    label: t(`standing.${wish}`),
    danger: wish === 'close',
    onClick: () => setOpen(wish),
  }))
  const divided = worked.length > 0 && changed.length > 0 ? [{ type: 'divider' as const }] : []
  const items = [...worked, ...divided, ...changed]
  return (
    <>
      {lasts && (may('points.adjust') || may('points.redeem')) ? (
        <Button type="primary" icon={<PlusSquareOutlined />} onClick={() => setOpen('adjust')}>
          {may('points.adjust') ? t('member.adjust') : t('adjust.spend')}
        </Button>
      ) : null}
      {changeable ? (
        <Button icon={<EditOutlined />} onClick={() => setOpen('edit')}>
          {t('member.edit')}
        </Button>
      ) : null}
      {items.length > 0 ? (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button icon={<DownOutlined />} iconPlacement="end">
            {t('member.more')}
          </Button>
        </Dropdown>
      ) : null}
      {open === 'adjust' ? <AdjustDialog memberId={member.memberId} close={close} /> : null}
      {open === 'hold' ? <HoldDialog memberId={member.memberId} close={close} /> : null}
      {open === 'transfer' ? <TransferDialog memberId={member.memberId} close={close} /> : null}
      {open === 'merging' ? <MergeDialog memberId={member.memberId} close={close} /> : null}
      {open === 'placing' ? <PlaceDialog memberId={member.memberId} close={close} /> : null}
      {open === 'edit' ? <EditDialog member={member} close={close} /> : null}
      {open === 'suspend' || open === 'close' || open === 'reactivate' ? (
        <StatusDialog member={member} wish={open} close={close} />
      ) : null}
    </>
  )
}
