/** What can be done for all chosen members at once, or for all who fit, as far as the signed-in person may. */
import { DownOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Dropdown, Form, Input, InputNumber, Select, Space } from 'antd'
import { useState } from 'react'
import { ActionDialog } from '../../ui/dialog.tsx'
import { useKeyed } from '../../ui/keyed.ts'
import { useNaming } from '../../ui/programme.ts'
import { ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { GivenRun } from '../bulk/queries.ts'
import { useCouponOffers } from '../coupons/queries.ts'
import { Evidence } from '../member/adjusting.tsx'
import { useReasons } from '../member/reasons.ts'
import { useMay } from '../session.ts'
import { type Asked, deedOf, type What, whats } from './deeds.ts'

type Props = {
  readonly chosen: readonly string[]
  /** What the list is narrowed to; undefined where a search is part of it, which is personal and not kept. */
  readonly filter: GivenRun['filter'] | undefined
  readonly clear: () => void
}

const rights = {
  tag: 'members.write',
  untag: 'members.write',
  coupon: 'coupons.give',
  points: 'points.adjust',
  tier: 'tiers.place',
  suspend: 'members.write',
} as const satisfies Record<What, string>

export function BulkBar({ chosen, filter, clear }: Props) {
  const { t } = useTranslation()
  const may = useMay()
  const [open, setOpen] = useState<What>()
  const [all, setAll] = useState(false)
  if (chosen.length === 0) return null
  const possible = whats.filter((what) => may(rights[what]))
  const items = possible.map((what) => ({ key: what, label: t(`bulk.whats.${what}`), onClick: () => setOpen(what) }))
  const whole = all && filter !== undefined
  return (
    <Space className="switch" wrap aria-live="polite">
      <strong>{whole ? t('bulk.allChosen') : t('bulk.chosen', { count: chosen.length })}</strong>
      {items.length === 0 ? null : (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button type="primary" icon={<DownOutlined />} iconPlacement="end">
            {t('bulk.do')}
          </Button>
        </Dropdown>
      )}
      {filter === undefined ? null : (
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
          {t('bulk.all')}
        </Checkbox>
      )}
      <Button onClick={clear}>{t('bulk.clear')}</Button>
      {open === undefined ? null : (
        <BulkDialog
          what={open}
          reach={whole ? { filter } : { memberIds: [...chosen] }}
          close={() => setOpen(undefined)}
        />
      )}
    </Space>
  )
}

type DialogProps = {
  readonly what: What
  readonly reach: Pick<GivenRun, 'memberIds' | 'filter'>
  readonly close: () => void
}

/** Prepares a run; whom it reaches is seen before it begins. */
function BulkDialog({ what, reach, close }: DialogProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const keyOf = useKeyed()
  const { wallets } = useNaming()
  const { options } = useCouponOffers()
  const [form] = Form.useForm<Asked>()
  const creating = useMutation({
    mutationFn: (asked: Asked) => {
      const body = { deed: deedOf(what, asked), ...reach }
      const params = { header: { 'idempotency-key': keyOf(body) } }
      return ask(regulars.POST('/v1/bulk-runs', { params, body }))
    },
    onSuccess: async ({ runId }) => {
      await queries.invalidateQueries({ queryKey: ['bulk-runs'] })
      await navigate({ to: '/bulk', search: { run: runId } })
    },
  })
  return (
    <ActionDialog
      title={t(`bulk.whats.${what}`)}
      action={t('bulk.prepare')}
      danger={what === 'suspend'}
      pending={creating.isPending}
      trouble={creating.error}
      act={() => form.submit()}
      close={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ wallet: wallets[0]?.code, offer: options[0]?.value }}
        onFinish={(asked) => creating.mutate(asked)}
      >
        <Fields what={what} />
      </Form>
      <p className="quiet last">{t('bulk.preparing')}</p>
    </ActionDialog>
  )
}

const REASON_AT_MOST = 200
const TAG_AT_MOST = 64

function Fields({ what }: { readonly what: What }) {
  const { t } = useTranslation()
  const { options: reasons } = useReasons()
  const { options } = useCouponOffers()
  const reason = (
    <Form.Item
      name="reason"
      label={t('standing.reason')}
      rules={[{ required: true, whitespace: true, message: t('standing.reasonMissing') }]}
    >
      <Input maxLength={REASON_AT_MOST} />
    </Form.Item>
  )
  if (what === 'suspend')
    return (
      <Form.Item
        name="reason"
        label={t('standing.reason')}
        rules={[{ required: true, message: t('standing.reasonMissing') }]}
      >
        <Select options={reasons} />
      </Form.Item>
    )
  if (what === 'points')
    return (
      <>
        <Points />
        {reason}
      </>
    )
  if (what === 'tier')
    return (
      <>
        <Tiers />
        {reason}
      </>
    )
  if (what === 'coupon')
    return (
      <>
        <Form.Item name="offer" label={t('coupons.offer')} rules={[{ required: true, message: t('coupons.noOffer') }]}>
          <Select options={options} />
        </Form.Item>
        <Form.Item name="validDays" label={t('coupons.validDaysLabel')} extra={t('coupons.issueDaysAdvice')}>
          <InputNumber min={1} max={3_650} precision={0} className="wide" />
        </Form.Item>
      </>
    )
  return (
    <Form.Item
      name="tag"
      label={t('members.tag')}
      rules={[{ required: true, whitespace: true, message: t('bulk.tagMissing') }]}
    >
      <Input autoFocus maxLength={TAG_AT_MOST} />
    </Form.Item>
  )
}

function Points() {
  const { t } = useTranslation()
  const { wallets, walletName, walletUnit } = useNaming()
  const wallet = Form.useWatch<string | undefined>('wallet') ?? ''
  const amount = Form.useWatch<number | null | undefined>('amount')
  return (
    <>
      <Form.Item name="wallet" label={t('member.wallet')}>
        <Select options={wallets.map(({ code }) => ({ value: code, label: walletName(code) }))} />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('adjust.amount')}
        extra={t('bulk.amountAdvice')}
        rules={[{ required: true, message: t('adjust.amountMissing') }]}
      >
        <InputNumber precision={0} suffix={walletUnit(wallet)} className="wide" />
      </Form.Item>
      <Evidence gives={(amount ?? 1) > 0} />
    </>
  )
}

function Tiers() {
  const { t } = useTranslation()
  const { ladders, tierName, ladderName } = useNaming()
  const options = ladders.map((ladder) => ({
    label: ladderName(ladder.code),
    options: ladder.tiers.map((tier) => ({
      value: `${ladder.code}/${tier.code}`,
      label: tierName(ladder.code, tier.code),
    })),
  }))
  return (
    <Form.Item name="place" label={t('members.tier')} rules={[{ required: true, message: t('bulk.tierMissing') }]}>
      <Select options={options} />
    </Form.Item>
  )
}
