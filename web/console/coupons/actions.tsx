/** What can be done with one coupon: claim it for a member, give it from its owner to another member, declare it void. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Popconfirm, Space } from 'antd'
import { useState } from 'react'
import { ActionDialog } from '../../ui/dialog.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { MemberChoice } from '../members/choice.tsx'
import { useMay } from '../session.ts'
import { type Coupon, refreshCoupons } from './queries.ts'

export function CouponActions({ coupon }: { readonly coupon: Coupon }) {
  const { t } = useTranslation()
  const may = useMay()
  const [open, setOpen] = useState<'claim' | 'gift'>()
  const { status, memberId, giftable, used } = coupon
  const give = may('coupons.give') && may('members.read')
  const alive = status === 'unclaimed' || status === 'active'
  return (
    <Space>
      {give && status === 'unclaimed' ? (
        <Button size="small" onClick={() => setOpen('claim')}>
          {t('coupons.claim')}
        </Button>
      ) : null}
      {give && status === 'active' && giftable && used === 0 && memberId !== null ? (
        <Button size="small" onClick={() => setOpen('gift')}>
          {t('coupons.gift')}
        </Button>
      ) : null}
      {alive && may('coupons.write') ? <Voiding code={coupon.code} /> : null}
      {open === undefined ? null : <OwnerDialog coupon={coupon} how={open} close={() => setOpen(undefined)} />}
    </Space>
  )
}

function Voiding({ code }: { readonly code: string }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const voiding = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/coupons/{code}/void', { params: { path: { code } } })),
    onSuccess: () => refreshCoupons(queries),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Popconfirm
      title={t('coupons.voidSure', { code })}
      description={t('coupons.voidMeaning')}
      onConfirm={() => voiding.mutate()}
    >
      <Button size="small" danger loading={voiding.isPending}>
        {t('coupons.void')}
      </Button>
    </Popconfirm>
  )
}

type Props = { readonly coupon: Coupon; readonly how: 'claim' | 'gift'; readonly close: () => void }

function OwnerDialog({ coupon: { code, memberId }, how, close }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<string>()
  const giving = useMutation({
    mutationFn: (to: string) => {
      const params = { path: { code } }
      return how === 'gift' && memberId !== null
        ? ask(regulars.POST('/v1/coupons/{code}/gift', { params, body: { from: memberId, to } }))
        : ask(regulars.POST('/v1/coupons/{code}/claim', { params, body: { memberId: to } }))
    },
    onSuccess: async () => {
      toast.success(t('coupons.given', { code }))
      close()
      await refreshCoupons(queries)
    },
  })
  return (
    <ActionDialog
      title={t(how === 'claim' ? 'coupons.claimTitle' : 'coupons.giftTitle', { code })}
      action={t(how === 'claim' ? 'coupons.claimConfirm' : 'coupons.giftConfirm')}
      ready={chosen !== undefined}
      pending={giving.isPending}
      trouble={giving.error}
      act={() => (chosen === undefined ? undefined : giving.mutate(chosen))}
      close={close}
    >
      <Form layout="vertical">
        <Form.Item label={t('orderList.member')} htmlFor="coupon-member">
          <MemberChoice
            id="coupon-member"
            label={t('members.search')}
            value={chosen}
            onChange={setChosen}
            {...(memberId === null ? {} : { except: memberId })}
          />
        </Form.Item>
      </Form>
    </ActionDialog>
  )
}
