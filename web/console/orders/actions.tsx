/** What can be done with an order, as far as it stands and the signed-in person may. */
import { DownOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { CancelDialog, ReopenDialog } from './cancelling.tsx'
import { ClaimDialog } from './claiming.tsx'
import type { Order } from './queries.ts'
import { ReturnDialog } from './returning.tsx'

type Open = 'return' | 'cancel' | 'reopen' | 'claim' | undefined

export function OrderActions({ order }: { readonly order: Order }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Open>()
  const possible = usePossible(order)
  const close = () => setOpen(undefined)
  const { number, memberId } = order
  const items = possible.more.map((what) => ({
    key: what,
    label: t(`order.${what}`),
    danger: what === 'cancel',
    onClick: () => setOpen(what),
  }))
  return (
    <>
      {possible.giveBack ? (
        <Button type="primary" onClick={() => setOpen('return')}>
          {t('orders.return')}
        </Button>
      ) : null}
      {possible.claim ? (
        <Button type="primary" onClick={() => setOpen('claim')}>
          {t('order.claim')}
        </Button>
      ) : null}
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t('order.print')}
      </Button>
      {items.length === 0 ? null : (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button icon={<DownOutlined />} iconPlacement="end">
            {t('member.more')}
          </Button>
        </Dropdown>
      )}
      {open === 'return' && memberId !== null ? (
        <ReturnDialog number={number} memberId={memberId} close={close} />
      ) : null}
      {open === 'cancel' && memberId !== null ? <CancelDialog order={{ ...order, memberId }} close={close} /> : null}
      {open === 'reopen' && memberId !== null ? <ReopenDialog order={{ ...order, memberId }} close={close} /> : null}
      {open === 'claim' ? <ClaimDialog number={number} close={close} /> : null}
    </>
  )
}

/** A guest's order is kept for insights: it can be claimed, and nothing of it can be taken back here. */
function usePossible({ status, memberId, lines }: Order) {
  const may = useMay()
  const write = may('orders.write')
  const own = memberId !== null
  const returned = lines.some(({ returnedQuantity }) => returnedQuantity > 0)
  const left = lines.some(({ quantity, returnedQuantity }) => returnedQuantity < quantity)
  const reopen = status === 'confirmed' && !returned ? (['reopen'] as const) : []
  const cancel = status === 'cancelled' ? [] : (['cancel'] as const)
  return {
    giveBack: write && own && status === 'confirmed' && left,
    claim: write && !own && may('members.read'),
    more: write && own ? [...reopen, ...cancel] : [],
  }
}
