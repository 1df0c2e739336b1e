/** What can be done for all chosen members at once, as far as the signed-in person may. */
import { DownOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown, Form, Input, InputNumber, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Bulk, type Subject, startBulk, useBulk } from '../../ui/bulk.ts'
import { ActionDialog } from '../../ui/dialog.tsx'
import { useNaming } from '../../ui/programme.ts'
import { newKey } from '../../ui/server.ts'
import { useCouponOffers } from '../coupons/queries.ts'
import { Evidence } from '../member/adjusting.tsx'
import { useReasons } from '../member/reasons.ts'
import { useMay } from '../session.ts'
import { type Asked, deedOf, type What, whats } from './deeds.ts'

type Props = { readonly chosen: readonly Subject[]; readonly clear: () => void }

const rights = {
  tag: 'members.write',
  untag: 'members.write',
  coupon: 'coupons.give',
  points: 'points.adjust',
  suspend: 'members.write',
} as const satisfies Record<What, string>

export function BulkBar({ chosen, clear }: Props) {
  const { t } = useTranslation()
  const may = useMay()
  const running = useBulk()
  const [open, setOpen] = useState<What>()
  if (chosen.length === 0) return null
  const possible = whats.filter((what) => may(rights[what]))
  const items = possible.map((what) => ({ key: what, label: t(`bulk.whats.${what}`), onClick: () => setOpen(what) }))
  return (
    <Space className="switch" wrap aria-live="polite">
      <strong>{t('bulk.chosen', { count: chosen.length })}</strong>
      {items.length === 0 ? null : (
        <Dropdown menu={{ items }} trigger={['click']} disabled={running?.state === 'running'}>
          <Button type="primary" icon={<DownOutlined />} iconPlacement="end">
            {t('bulk.do')}
          </Button>
        </Dropdown>
      )}
      <Button onClick={clear}>{t('bulk.clear')}</Button>
      {open === undefined ? null : (
        <BulkDialog what={open} chosen={chosen} clear={clear} close={() => setOpen(undefined)} />
      )}
    </Space>
  )
}

type DialogProps = Props & { readonly what: What; readonly close: () => void }

function BulkDialog({ what, chosen, clear, close }: DialogProps) {
  const { t } = useTranslation()
  const may = useMay()
  const queries = useQueryClient()
  const { wallets } = useNaming()
  const { options } = useCouponOffers()
  const [form] = Form.useForm<Asked>()
  const begin = (asked: Asked) => {
    const { act, undo } = deedOf(what, { ...asked, key: newKey() })
    // Who may not declare coupons void cannot take them back either.
    const way = undo === undefined || (what === 'coupon' && !may('coupons.write')) ? {} : { undo }
    const title = t('bulk.title', { what: t(`bulk.whats.${what}`), count: chosen.length })
    startBulk({
      ...{ title, subjects: chosen, act, ...way },
      after: () =>
        void Promise.all(
          ['member', 'members', 'coupons', 'approvals'].map((each) => queries.invalidateQueries({ queryKey: [each] })),
        ),
    } satisfies Bulk)
    clear()
    close()
  }
  return (
    <ActionDialog
      title={t('bulk.title', { what: t(`bulk.whats.${what}`), count: chosen.length })}
      action={t('bulk.begin', { count: chosen.length })}
      danger={what === 'suspend'}
      pending={false}
      trouble={null}
      act={() => form.submit()}
      close={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ wallet: wallets[0]?.code, offer: options[0]?.value }}
        onFinish={begin}
      >
        <Fields what={what} />
      </Form>
      <p className="quiet last">{t('bulk.meaning')}</p>
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
