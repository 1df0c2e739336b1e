/** One batch of coupons: what they are good for, what became of them, each code, the file of all, and making them void. */
import { DownloadOutlined, StopOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Descriptions, Popconfirm, type TableColumnsType } from 'antd'
import { Card } from '../../ui/card.tsx'
import { Explained } from '../../ui/explained.tsx'
import { useFormat } from '../../ui/format.ts'
import { LongTable, More } from '../../ui/longtable.tsx'
import { Page } from '../../ui/page.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { Answered, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { CouponActions } from './actions.tsx'
import { Owner, Uses } from './found.tsx'
import { Offering } from './offering.tsx'
import { type CountedBatch, type Coupon, refreshCoupons, useBatch, useCodes, useCouponOffers } from './queries.ts'
import { CouponStatusTag } from './status.tsx'
import { useValidity } from './table.tsx'

export function BatchPage() {
  const { batchId } = useParams({ from: '/frame/coupons/$batchId' })
  const { t } = useTranslation()
  const batch = useBatch(batchId)
  return (
    <Page
      title={batch.data?.name ?? t('rooms.coupons')}
      actions={batch.data === undefined ? undefined : <Actions batch={batch.data} />}
    >
      <Answered of={batch} rows={8}>
        {(found) => (
          <div className="imports">
            <Card>
              <Facts batch={found} />
              <Fates batch={found} />
            </Card>
            <Codes batchId={batchId} />
          </div>
        )}
      </Answered>
    </Page>
  )
}

function Actions({ batch }: { readonly batch: CountedBatch }) {
  const { batchId, name, counts, mustClaim } = batch
  const { t } = useTranslation()
  const sentence = useSentence()
  const format = useFormat()
  const queries = useQueryClient()
  const voiding = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/coupons/batches/{batchId}/void', { params: { path: { batchId } } })),
    onSuccess: async ({ voided }) => {
      toast.success(t('coupons.voided', { count: voided, shown: format.number(voided) }))
      await refreshCoupons(queries)
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  const may = useMay()
  if (!may('coupons.write')) return null
  const left = counts.unclaimed + counts.active + counts.used + counts.expired
  return (
    <>
      <Button icon={<DownloadOutlined />} href={`/v1/coupons/batches/${batchId}/codes`} download={`${name}.csv`}>
        {t('coupons.download')}
      </Button>
      {mustClaim && left > 0 ? <Offering batch={batch} /> : null}
      {left === 0 ? null : (
        <Popconfirm
          title={t('coupons.voidAllSure', { count: left, shown: format.number(left) })}
          description={t('coupons.voidMeaning')}
          onConfirm={() => voiding.mutate()}
        >
          <Button danger icon={<StopOutlined />} loading={voiding.isPending}>
            {t('coupons.voidAll')}
          </Button>
        </Popconfirm>
      )}
    </>
  )
}

function Facts({ batch }: { readonly batch: CountedBatch }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf } = useCouponOffers()
  const validity = useValidity()
  const limit = (most: number | null) => (most === null ? t('coupons.noLimit') : format.number(most))
  const traits = [batch.mustClaim ? t('coupons.mustClaim') : null, batch.giftable ? t('coupons.giftable') : null]
  const items = [
    { key: 'offer', label: t('coupons.offer'), children: nameOf(batch.offer) },
    { key: 'kind', label: t('coupons.kind'), children: t(`coupons.kinds.${batch.kind}`) },
    { key: 'valid', label: t('coupons.valid'), children: validity(batch) },
    { key: 'most', label: t('coupons.most'), children: limit(batch.most) },
    { key: 'each', label: t('coupons.mostPerMember'), children: limit(batch.mostPerMember) },
    { key: 'made', label: t('coupons.made'), children: format.moment(batch.createdAt) },
    {
      key: 'takes',
      label: t('coupons.takes'),
      children: batch.takesPerMember === null ? t('coupons.notOffered') : format.number(batch.takesPerMember),
    },
    {
      key: 'traits',
      label: t('coupons.traits'),
      children: traits.filter((each) => each !== null).join(' · ') || t('state.none'),
    },
  ]
  return <Descriptions size="small" column={{ xs: 1, sm: 2, xl: 3 }} items={items} />
}

const fates = ['unclaimed', 'active', 'used', 'expired', 'void'] as const

function Fates({ batch: { codes, counts } }: { readonly batch: CountedBatch }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <dl className="figures-row fates">
      <div>
        <dt>{t('coupons.codes')}</dt>
        <dd className="figures">{format.number(codes)}</dd>
      </div>
      {fates.map((fate) => (
        <div key={fate}>
          <dt>
            <Explained by={t(`coupons.meanings.${fate}`)}>{t(`coupons.statuses.${fate}`)}</Explained>
          </dt>
          <dd className="figures">
            {format.number(counts[fate])} <span className="quiet">{format.percent(counts[fate] / codes)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Codes({ batchId }: { readonly batchId: string }) {
  const { t } = useTranslation()
  const found = useCodes(batchId)
  const columns = useColumns()
  return (
    <Card className="flush">
      <Answered of={found} rows={6}>
        {({ pages }) => {
          const coupons = pages.flatMap((page) => page.items)
          const count = coupons.length
          return (
            <>
              <LongTable<Coupon> rowKey="code" columns={columns} rows={coupons} />
              <More
                found={found}
                count={count}
                said={t(found.hasNextPage ? 'coupons.codesShown' : 'coupons.codesShownAll', { count })}
              />
            </>
          )
        }}
      </Answered>
    </Card>
  )
}

function useColumns(): TableColumnsType<Coupon> {
  const { t } = useTranslation()
  const format = useFormat()
  return [
    {
      title: t('coupons.code'),
      key: 'code',
      width: 190,
      className: 'broken-anywhere',
      render: (_, { code }) => <code>{code}</code>,
    },
    {
      title: t('members.status'),
      key: 'status',
      width: 80,
      render: (_, { status }) => <CouponStatusTag status={status} />,
    },
    {
      title: t('coupons.uses'),
      key: 'uses',
      width: 90,
      className: 'figures',
      render: (_, coupon) => <Uses coupon={coupon} />,
    },
    { title: t('coupons.owner'), key: 'owner', width: 100, render: (_, { memberId }) => <Owner memberId={memberId} /> },
    {
      title: t('coupons.lastDay'),
      key: 'ends',
      width: 115,
      className: 'figures',
      render: (_, { endsAt }) => (endsAt === null ? t('state.none') : format.lastDay(endsAt)),
    },
    {
      key: 'actions',
      width: 150,
      fixed: 'right',
      align: 'right',
      render: (_, coupon) => <CouponActions coupon={coupon} />,
    },
  ]
}
