/** The key figures: members and their tiers, points, and the last 30 days beside the 30 before. */
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { Card } from '../../ui/card.tsx'
import { Explained } from '../../ui/explained.tsx'
import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import type { Answer } from '../../ui/server.ts'
import { Answered, Loading } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { overviewQuery } from './overview.ts'

type Overview = Answer<'/v1/overview', 'get'>
type Sales = Overview['sales']['current'][number]

/** Below what one comes for, and with what lists need. */
const NewestMembers = lazy(async () => ({ default: (await import('./newest.tsx')).NewestMembers }))

export function Figures() {
  const asked = useQuery(overviewQuery)
  return (
    <>
      <Answered of={asked} rows={6}>
        {(overview) => (
          <>
            <Numbers overview={overview} />
            <div className="home-charts">
              <Tiers overview={overview} />
              <Points overview={overview} />
            </div>
          </>
        )}
      </Answered>
      <Suspense fallback={<Loading rows={6} />}>
        <NewestMembers />
      </Suspense>
    </>
  )
}

type NumberProps = {
  readonly label: string
  readonly meaning: string
  readonly value: string
  readonly below: ReactNode
}

function Figure({ label, meaning, value, below }: NumberProps) {
  return (
    <Card>
      <div className="quiet">
        <Explained by={meaning}>{label}</Explained>
      </div>
      <div className="figure-number">{value}</div>
      <div className="quiet">{below}</div>
    </Card>
  )
}

function Numbers({ overview: { members, wallets, sales } }: { readonly overview: Overview }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { walletName, walletPurpose } = useNaming()
  const currencies = sales.current.length > 0 ? sales.current : sales.before
  return (
    <div className="home-numbers">
      <Figure
        label={t('home.members')}
        meaning={t('home.membersMeaning')}
        value={format.number(members.active)}
        below={t('home.otherMembers', {
          prospects: format.number(members.prospect),
          suspended: format.number(members.suspended),
          closed: format.number(members.closed),
        })}
      />
      {wallets
        .filter(({ wallet }) => walletPurpose(wallet) === 'spend')
        .map(({ wallet, outstanding, issued }) => (
          <Figure
            key={wallet}
            label={t('home.outstanding', { wallet: walletName(wallet) })}
            meaning={t('home.outstandingMeaning')}
            value={format.number(outstanding)}
            below={t('home.ofIssued', { issued: format.points(issued, wallet) })}
          />
        ))}
      {currencies.map(({ currency }) => (
        <MoneyFigures key={currency} currency={currency} sales={sales} />
      ))}
    </div>
  )
}

type MoneyProps = { readonly currency: string; readonly sales: Overview['sales'] }

function MoneyFigures({ currency, sales }: MoneyProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const none: Sales = { currency, orders: 0, buyers: 0, netMinor: 0 }
  const now = sales.current.find((each) => each.currency === currency) ?? none
  const before = sales.before.find((each) => each.currency === currency) ?? none
  return (
    <>
      <Figure
        label={t('home.sales')}
        meaning={t('home.salesMeaning')}
        value={format.roughMoney(now.netMinor, currency)}
        below={<Change now={now.netMinor} before={before.netMinor} shown={format.money(before.netMinor, currency)} />}
      />
      <Figure
        label={t('home.orders')}
        meaning={t('home.ordersMeaning')}
        value={format.number(now.orders)}
        below={<Change now={now.orders} before={before.orders} shown={format.number(before.orders)} />}
      />
      <Figure
        label={t('home.buyers')}
        meaning={t('home.buyersMeaning')}
        value={format.number(now.buyers)}
        below={<Change now={now.buyers} before={before.buyers} shown={format.number(before.buyers)} />}
      />
    </>
  )
}

type ChangeProps = { readonly now: number; readonly before: number; readonly shown: string }

/** In words and with a sign, so that it is not told by colour alone. */
function Change({ now, before, shown }: ChangeProps) {
  const { t } = useTranslation()
  const format = useFormat()
  if (before <= 0) return t('home.before', { before: shown })
  const share = (now - before) / before
  const sign = share > 0 ? '+' : ''
  return (
    <>
      <span className={share < 0 ? 'bad' : 'good'}>{`${sign}${format.percent(share)}`}</span>{' '}
      {t('home.before', { before: shown })}
    </>
  )
}

/** Drawn without the chart library, which would double what the first page has to fetch. */
function Tiers({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { ladders, tierName, ladderName } = useNaming()
  return ladders.map((ladder) => {
    const tiers = ladder.tiers.map(({ code }) => ({
      code,
      members: overview.tiers.find((each) => each.ladder === ladder.code && each.tier === code)?.members ?? 0,
    }))
    const most = Math.max(1, ...tiers.map(({ members }) => members))
    const title = t('home.byTier', { ladder: ladderName(ladder.code) })
    return (
      <Card key={ladder.code} title={<Explained by={t('home.byTierMeaning')}>{title}</Explained>}>
        <dl className="bars">
          {tiers.map(({ code, members }) => (
            <div key={code}>
              <dt>{tierName(ladder.code, code)}</dt>
              <dd>
                <span className="bar" style={{ width: `${(members / most) * 75}%` }} />
                <span className="figures">{format.number(members)}</span>
              </dd>
            </div>
          ))}
        </dl>
      </Card>
    )
  })
}

const movements = [
  ...(['issued', 'returned', 'redeemed', 'expired', 'adjusted', 'exchanged'] as const),
  ...(['fees', 'underWay', 'outstanding'] as const),
]
/** Shown only where there are some. */
const seldom: readonly string[] = ['fees', 'underWay']

function Points({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { walletName, walletPurpose } = useNaming()
  return overview.wallets
    .filter(({ wallet }) => walletPurpose(wallet) === 'spend')
    .map((wallet) => (
      <Card key={wallet.wallet} title={t('home.sinceBeginning', { wallet: walletName(wallet.wallet) })}>
        <dl className="ledger">
          {movements
            .filter((name) => wallet[name] !== 0 || !seldom.includes(name))
            .map((name) => (
              <div key={name}>
                <dt>
                  <Explained by={t(`movementMeanings.${name}`)}>{t(`movements.${name}`)}</Explained>
                </dt>
                <dd className="figures">{format.points(wallet[name], wallet.wallet)}</dd>
              </div>
            ))}
        </dl>
      </Card>
    ))
}
