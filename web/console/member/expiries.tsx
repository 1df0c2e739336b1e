/** When what the member holds expires, drawn by month, and the lots behind it. */
import { Segmented, Table, type TableColumnsType, Tag } from 'antd'
import { useMemo, useState } from 'react'
import { type Bar, BarChart } from '../../ui/chart.tsx'
import { Explained } from '../../ui/explained.tsx'
import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import { Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { Statement } from './queries.ts'

type Lot = Statement['lots'][number]

export function Expiries({ statement }: { readonly statement: Statement }) {
  const { t } = useTranslation()
  const { walletName } = useNaming()
  const [wallet, setWallet] = useState(statement.wallets[0]?.wallet ?? '')
  const bars = useBars(statement, wallet)
  const lots = statement.lots.filter((lot) => lot.wallet === wallet)
  return (
    <>
      <WalletSwitch wallets={statement.wallets.map((each) => each.wallet)} wallet={wallet} onChange={setWallet} />
      {lots.length === 0 ? <Nothing title={t('lots.none')} advice={t('lots.noneAdvice')} /> : null}
      {bars.length === 0 ? null : (
        <BarChart bars={bars} title={t('lots.chart', { wallet: walletName(wallet) })} height={180} />
      )}
      {lots.length === 0 ? null : <Lots lots={lots} />}
    </>
  )
}

type SwitchProps = {
  readonly wallets: readonly string[]
  readonly wallet: string
  readonly onChange: (wallet: string) => void
}

export function WalletSwitch({ wallets, wallet, onChange }: SwitchProps) {
  const { t } = useTranslation()
  const { walletName } = useNaming()
  const options = wallets.map((code) => ({ value: code, label: walletName(code) }))
  return (
    <Segmented
      aria-label={t('member.wallet')}
      options={options}
      value={wallet}
      onChange={onChange}
      className="switch"
    />
  )
}

/** A step per month: a wallet whose lots expire daily would otherwise be a fence of hairlines. */
function useBars(statement: Statement, wallet: string): readonly Bar[] {
  const format = useFormat()
  const { expiries } = statement
  // The formatters are made anew on each render; what they give only depends on language, zone and unit.
  const shown = format.points(0, wallet) + format.month('2026-01-15T00:00:00Z')
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo(() => {
    const months = new Map<string, number>()
    for (const expiry of expiries) {
      if (expiry.wallet !== wallet) continue
      const month = format.month(expiry.at)
      months.set(month, (months.get(month) ?? 0) + expiry.amount)
    }
    return [...months].map(([label, value]) => ({
      label,
      value,
      note: format.pair(label, format.points(value, wallet)),
    }))
  }, [expiries, wallet, shown])
}

const colours = { pending: 'blue', available: 'green', held: 'orange' } as const

function Lots({ lots }: { readonly lots: readonly Lot[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: TableColumnsType<Lot> = [
    { title: t('lots.earned'), key: 'earned', render: (_, { earnedAt }) => format.day(earnedAt) },
    {
      title: t('lots.amount'),
      key: 'amount',
      align: 'right',
      className: 'figures',
      render: (_, lot) => format.points(lot.amount, lot.wallet),
    },
    {
      title: <Explained by={t('lots.remainingMeaning')}>{t('lots.remaining')}</Explained>,
      key: 'remaining',
      align: 'right',
      className: 'figures',
      render: (_, lot) => format.points(lot.remaining, lot.wallet),
    },
    {
      title: t('lots.expires'),
      key: 'expires',
      render: (_, { expiresAt, keptAliveBy }) => (
        <>
          {expiresAt === null ? t('lots.never') : t('lots.endOf', { day: format.lastDay(expiresAt) })}{' '}
          {keptAliveBy.length === 0 ? null : <span className="quiet">{t('lots.keptAlive')}</span>}
        </>
      ),
    },
    {
      title: t('lots.status'),
      key: 'status',
      render: (_, { status, awaits }) => (
        <>
          <Tag color={colours[status]}>{t(`lots.${status}`)}</Tag>
          {awaits === null ? null : (
            <span className="quiet">{t('lots.awaits', { event: awaits.event, day: format.day(awaits.until) })}</span>
          )}
        </>
      ),
    },
  ]
  return (
    <Table<Lot>
      size="small"
      rowKey="lotId"
      columns={columns}
      dataSource={[...lots]}
      pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
    />
  )
}
