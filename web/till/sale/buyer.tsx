/** Whose sale it is. */
import { CheckCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Tag } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import { type Answer, ask } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { type Change, isKnown, type Known, lastFour, type Sale, type Typed } from '../model/sale.ts'
import { server, useAway } from '../server.ts'
import { isThere } from './confirming.ts'
import type { Asking } from './page.tsx'

export type Statement = Answer<'/v1/members/{memberId}/statement', 'get'>

type Props = {
  readonly sale: Sale
  readonly change: (change: Change) => void
  readonly ask: (asking: Asking) => void
}

export function BuyerPanel({ sale, change, ask: open }: Props) {
  const { t } = useTranslation()
  const { buyer } = sale
  if (buyer === null)
    return (
      <div className="till-panel till-choices">
        <Button type="primary" size="large" className="till-grow" onClick={() => open({ kind: 'find' })}>
          {t('till.buyer.find')}
        </Button>
        <Button size="large" onClick={() => open({ kind: 'enrol', phone: '' })}>
          {t('till.buyer.enrol')}
        </Button>
      </div>
    )
  return (
    <div className="till-panel till-buyer" data-buyer>
      {isKnown(buyer) ? <KnownBuyer member={buyer} here={isThere(sale)} /> : <TypedBuyer typed={buyer} />}
      <Button onClick={() => change({ kind: 'buyer', buyer: null })}>{t('till.buyer.remove')}</Button>
    </div>
  )
}

function KnownBuyer({ member, here }: { readonly member: Known; readonly here: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const away = useAway()
  const { tierName, walletPurpose } = useNaming()
  const { memberId, name, phone, number } = member
  const { data } = useQuery({
    queryKey: ['buyer', memberId, 'statement'],
    queryFn: () => ask(server.GET('/v1/members/{memberId}/statement', { params: { path: { memberId } } })),
    enabled: !away,
  })
  return (
    <div className="till-grow">
      <strong className="till-name">{name ?? t('till.buyer.nameless')}</strong>{' '}
      {data?.ladders.map(({ ladder, tier }) => (
        <Tag key={ladder} color="gold">
          {tierName(ladder, tier)}
        </Tag>
      ))}
      <div className="quiet">{phone ?? number}</div>
      {here ? (
        <div className="good">
          <CheckCircleOutlined /> {t('till.presence.there')}
        </div>
      ) : null}
      {data?.wallets
        .filter(({ wallet }) => walletPurpose(wallet) === 'spend')
        .map(({ wallet, available }) => (
          <div key={wallet}>{t('till.buyer.available', { points: format.points(available, wallet) })}</div>
        ))}
    </div>
  )
}

function TypedBuyer({ typed: { kind, value } }: { readonly typed: Typed }) {
  const { t } = useTranslation()
  return (
    <div className="till-grow">
      <strong className="till-name">{kind === 'phone' ? lastFour(value) : value}</strong>
      <div className="quiet">{t('till.buyer.later')}</div>
    </div>
  )
}
