/** What the member's tiers give him: what is left of each, using one, and what was used with taking it back. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button, Table, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { useNaming } from '../../ui/programme.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { Answered, Nothing } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'
import { useMay } from '../session.ts'
import { useStores } from '../staff/queries.ts'
import { UndoDialog, UseDialog } from './benefitusing.tsx'
import { key } from './queries.ts'

type Held = Answer<'/v1/members/{memberId}/benefits', 'get'>['items'][number]
type Gift = Answer<'/v1/members/{memberId}/benefits/gifts', 'get'>['items'][number]
type Use = Answer<'/v1/members/{memberId}/benefits/uses', 'get'>['items'][number]

const PAGE_SIZE = 20

export function Benefits({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const held = useQuery({
    queryKey: key(memberId, 'benefits'),
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}/benefits', { params: { path: { memberId } } })),
  })
  return (
    <>
      <Answered of={held}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('benefits.none')} advice={t('benefits.noneAdvice')} />
          ) : (
            <HeldTable memberId={memberId} held={items} />
          )
        }
      </Answered>
      <Uses memberId={memberId} />
      <Gifts memberId={memberId} />
    </>
  )
}

/** What he was given at occasions, where it was anything. */
function Gifts({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { benefitName } = useNaming()
  const gifts = useQuery({
    queryKey: key(memberId, 'benefit-gifts'),
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}/benefits/gifts', { params: { path: { memberId } } })),
  })
  const columns: TableColumnsType<Gift> = [
    { key: 'when', render: (_, { givenAt }) => <When at={givenAt} /> },
    { key: 'what', render: (_, { benefit }) => benefitName(benefit) },
    {
      key: 'how-much',
      align: 'right',
      className: 'figures',
      render: (_, { points, wallet, coupon }) =>
        points === null || wallet === null ? coupon : format.points(points, wallet),
    },
  ]
  return (
    <Answered of={gifts}>
      {({ items }) =>
        items.length === 0 ? null : (
          <>
            <h3 className="small-head">{t('benefits.given')}</h3>
            <Table<Gift>
              size="small"
              rowKey="giftId"
              showHeader={false}
              columns={columns}
              dataSource={[...items]}
              pagination={false}
            />
          </>
        )
      }
    </Answered>
  )
}

/** What comes and when, as far as he who looks may know. */
function GiftTold({ gift: { at, points, wallet, comesAt } }: { readonly gift: NonNullable<Held['gift']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <div>{points === null || wallet === null ? t('benefits.gift.coupon') : format.points(points, wallet)}</div>
      <div className="quiet">
        {comesAt === null ? t(`benefits.gift.${at}`) : t('benefits.gift.comesAt', { day: format.day(comesAt) })}
      </div>
    </>
  )
}

function HeldTable({ memberId, held }: { readonly memberId: string; readonly held: readonly Held[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const { tierName } = useNaming()
  const may = useMay()
  const [using, setUsing] = useState<Held>()
  const columns: TableColumnsType<Held> = [
    {
      title: t('benefits.benefit'),
      key: 'benefit',
      render: (_, { name, description, because }) => (
        <>
          <div>
            {textOf(name, language)}{' '}
            {because.map(({ ladder, tier }) => (
              <Tag key={ladder}>{tierName(ladder, tier)}</Tag>
            ))}
          </div>
          {description === null ? null : <div className="quiet">{textOf(description, language)}</div>}
        </>
      ),
    },
    {
      title: t('benefits.left'),
      key: 'left',
      className: 'figures',
      render: (_, { quota, gift }) =>
        gift !== null ? (
          <GiftTold gift={gift} />
        ) : quota === null ? (
          <span className="quiet">{t('benefits.notCounted')}</span>
        ) : (
          <>
            <div>{t('benefits.leftOf', { left: format.number(quota.left), uses: format.number(quota.uses) })}</div>
            <div className="quiet">{t('benefits.next', { day: format.day(quota.nextStartsAt) })}</div>
          </>
        ),
    },
    {
      title: t('benefits.until'),
      key: 'until',
      className: 'figures',
      render: (_, { until }) => (until === null ? t('benefits.noEnd') : format.lastDay(until)),
    },
    {
      key: 'actions',
      align: 'right',
      render: (_, benefit) =>
        benefit.quota === null || !may('benefits.use') ? null : (
          <Button size="small" disabled={benefit.quota.left === 0} onClick={() => setUsing(benefit)}>
            {t('benefits.use')}
          </Button>
        ),
    },
  ]
  return (
    <>
      <Table<Held>
        size="small"
        rowKey="benefit"
        columns={columns}
        dataSource={[...held]}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
      {using?.quota == null ? null : (
        <UseDialog
          memberId={memberId}
          benefit={using.benefit}
          name={textOf(using.name, language)}
          left={using.quota.left}
          close={() => setUsing(undefined)}
        />
      )}
    </>
  )
}

function Uses({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const found = useInfiniteQuery({
    queryKey: key(memberId, 'benefit-uses'),
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE_SIZE, ...(pageParam === '' ? {} : { cursor: pageParam }) }
      return ask(regulars.GET('/v1/members/{memberId}/benefits/uses', { params: { path: { memberId }, query } }))
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  return (
    <Answered of={found}>
      {({ pages }) => {
        const uses = pages.flatMap((page) => page.items)
        if (uses.length === 0) return null
        return (
          <>
            <h3 className="small-head">{t('benefits.used')}</h3>
            <UseTable memberId={memberId} uses={uses} />
            {found.hasNextPage ? (
              <div className="more">
                <Button onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
                  {t('state.older')}
                </Button>
              </div>
            ) : null}
          </>
        )
      }}
    </Answered>
  )
}

function UseTable({ memberId, uses }: { readonly memberId: string; readonly uses: readonly Use[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { benefitName } = useNaming()
  const { nameOf } = useStores()
  const may = useMay()
  const [undoing, setUndoing] = useState<Use>()
  const columns: TableColumnsType<Use> = [
    { title: t('entries.when'), key: 'when', className: 'figures', render: (_, { usedAt }) => <When at={usedAt} /> },
    {
      title: t('entries.what'),
      key: 'what',
      render: (_, { benefit, uses: times, store, order }) => (
        <>
          <div>{t('benefits.times', { name: benefitName(benefit), times: format.number(times) })}</div>
          <div className="quiet">
            {[store === null ? '' : nameOf(store), order ?? ''].filter((part) => part !== '').join(' · ')}
          </div>
        </>
      ),
    },
    {
      key: 'state',
      align: 'right',
      render: (_, use) => {
        if (use.undone !== null)
          return <span className="quiet">{t('benefits.undone', { reason: use.undone.reason })}</span>
        return may('benefits.use') ? (
          <Button size="small" onClick={() => setUndoing(use)}>
            {t('benefits.undo')}
          </Button>
        ) : null
      },
    },
  ]
  return (
    <>
      <Table<Use> size="small" rowKey="useId" columns={columns} dataSource={[...uses]} pagination={false} />
      {undoing === undefined ? null : (
        <UndoDialog
          memberId={memberId}
          benefit={undoing.benefit}
          useId={undoing.useId}
          name={benefitName(undoing.benefit)}
          close={() => setUndoing(undefined)}
        />
      )}
    </>
  )
}
