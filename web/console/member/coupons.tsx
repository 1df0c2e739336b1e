/** The member's coupons: each with what can be done with it, and giving another one. */
import { GiftOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, InputNumber, Select, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { FormDialog } from '../../ui/formdialog.tsx'
import { useKeyed } from '../../ui/keyed.ts'
import { ask, regulars, type Sent } from '../../ui/server.ts'
import { Answered, Nothing } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { CouponActions } from '../coupons/actions.tsx'
import { Uses } from '../coupons/found.tsx'
import { type Coupon, refreshCoupons, useCouponOffers, useMemberCoupons } from '../coupons/queries.ts'
import { CouponStatusTag } from '../coupons/status.tsx'
import { useMay } from '../session.ts'
import { refresh } from './queries.ts'

export function Coupons({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const may = useMay()
  const coupons = useMemberCoupons(memberId)
  const [issuing, setIssuing] = useState(false)
  const issue = may('coupons.give') ? (
    <Button icon={<GiftOutlined />} onClick={() => setIssuing(true)}>
      {t('coupons.issue')}
    </Button>
  ) : null
  return (
    <>
      <Answered of={coupons}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('coupons.memberNone')} advice={t('coupons.memberNoneAdvice')}>
              {issue}
            </Nothing>
          ) : (
            <>
              <div className="switch">{issue}</div>
              <CouponTable coupons={items} />
            </>
          )
        }
      </Answered>
      {issuing ? <IssueDialog memberId={memberId} close={() => setIssuing(false)} /> : null}
    </>
  )
}

const ROWS = 10

function CouponTable({ coupons }: { readonly coupons: readonly Coupon[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf } = useCouponOffers()
  const columns: TableColumnsType<Coupon> = [
    {
      title: t('coupons.code'),
      key: 'code',
      className: 'broken-anywhere',
      render: (_, { code, offer }) => (
        <>
          <div>{nameOf(offer)}</div>
          <code className="quiet">{code}</code>
        </>
      ),
    },
    { title: t('members.status'), key: 'status', render: (_, { status }) => <CouponStatusTag status={status} /> },
    { title: t('coupons.uses'), key: 'uses', className: 'figures', render: (_, coupon) => <Uses coupon={coupon} /> },
    {
      title: t('coupons.lastDay'),
      key: 'ends',
      className: 'figures',
      render: (_, { endsAt }) => (endsAt === null ? t('state.none') : format.lastDay(endsAt)),
    },
    { key: 'actions', align: 'right', render: (_, coupon) => <CouponActions coupon={coupon} /> },
  ]
  return (
    <Table<Coupon>
      size="small"
      rowKey="code"
      columns={columns}
      dataSource={[...coupons]}
      pagination={{ pageSize: ROWS, hideOnSinglePage: true, showSizeChanger: false }}
    />
  )
}

const DAYS_AT_MOST = 3_650

type Given = Sent<'/v1/members/{memberId}/coupons', 'post'>

function IssueDialog({ memberId, close }: { readonly memberId: string; readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { options } = useCouponOffers()
  const [form] = Form.useForm<Given>()
  const keyOf = useKeyed()
  const issuing = useMutation({
    mutationFn: ({ offer, giftable, validDays }: Given) => {
      const body = { offer, giftable, ...(typeof validDays === 'number' ? { validDays } : {}) }
      const params = { path: { memberId }, header: { 'idempotency-key': keyOf(body) } }
      return ask(regulars.POST('/v1/members/{memberId}/coupons', { params, body }))
    },
    onSuccess: async ({ code }) => {
      toast.success(t('coupons.issued', { code }))
      close()
      await Promise.all([refreshCoupons(queries), refresh(queries, memberId)])
    },
  })
  return (
    <FormDialog
      title={t('coupons.issue')}
      action={t('coupons.issueConfirm')}
      ready={options.length > 0}
      form={form}
      initialValues={{ offer: options[0]?.value, giftable: false }}
      doing={issuing}
      close={close}
    >
      <Form.Item
        name="offer"
        label={t('coupons.offer')}
        extra={options.length === 0 ? t('coupons.noOfferAdvice') : undefined}
        rules={[{ required: true, message: t('coupons.noOffer') }]}
      >
        <Select options={options} autoFocus />
      </Form.Item>
      <Form.Item name="validDays" label={t('coupons.validDaysLabel')} extra={t('coupons.issueDaysAdvice')}>
        <InputNumber min={1} max={DAYS_AT_MOST} precision={0} className="wide" />
      </Form.Item>
      <Form.Item name="giftable" valuePropName="checked" className="last">
        <Checkbox>{t('coupons.giftable')}</Checkbox>
      </Form.Item>
    </FormDialog>
  )
}
