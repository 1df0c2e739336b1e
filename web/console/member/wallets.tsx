/** What the member holds, wallet by wallet, with the meaning of every figure. */
import { Card } from '../../ui/card.tsx'
import { Explained } from '../../ui/explained.tsx'
import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Statement } from './queries.ts'

const parts = ['pending', 'held', 'owed'] as const

export function Wallets({ statement }: { readonly statement: Statement }) {
  return (
    <>
      {statement.wallets.map((wallet) => (
        <WalletCard key={wallet.wallet} wallet={wallet} statement={statement} />
      ))}
    </>
  )
}

type CardProps = { readonly wallet: Statement['wallets'][number]; readonly statement: Statement }

function WalletCard({ wallet, statement }: CardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { walletName, walletUnit } = useNaming()
  const code = wallet.wallet
  const next = statement.expiries.find((expiry) => expiry.wallet === code)
  return (
    <Card title={walletName(code)} data-wallet={code}>
      <div className="figure">
        <Explained by={t('wallet.availableMeaning')}>
          <span className="figure-number">{format.number(wallet.available)}</span> {walletUnit(code)}
        </Explained>
      </div>
      <dl className="figures-row">
        {parts.map((part) => (
          <div key={part}>
            <dt>
              <Explained by={t(`wallet.${part}Meaning`)}>{t(`wallet.${part}`)}</Explained>
            </dt>
            <dd className={part === 'owed' && wallet.owed > 0 ? 'bad figures' : 'figures'}>
              {format.number(wallet[part])}
            </dd>
          </div>
        ))}
      </dl>
      <div className="quiet">
        {next === undefined
          ? t('wallet.noExpiry')
          : t('wallet.nextExpiry', { points: format.points(next.amount, code), day: format.lastDay(next.at) })}
      </div>
    </Card>
  )
}
