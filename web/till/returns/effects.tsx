/** What a return does to money, points and tier, in words. */
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import type { Returned } from './page.tsx'

export function ReturnEffects({ answer }: { readonly answer: Returned }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  const { refundMinor, currency, takenBack, pointsBack, wallets, tiers } = answer
  const lost = new Map<string, number>()
  for (const { wallet, points } of takenBack) lost.set(wallet, (lost.get(wallet) ?? 0) + points)
  return (
    <div className="till-panel" data-preview aria-live="polite">
      <strong>{t('till.returns.refund', { amount: format.money(refundMinor, currency) })}</strong>
      <ul className="plain">
        {[...lost].map(([wallet, points]) => (
          <li key={wallet}>{t('till.returns.takesBack', { points: format.points(points, wallet) })}</li>
        ))}
        {pointsBack.map(({ wallet, points }) => (
          <li key={wallet}>{t('till.returns.givesBack', { points: format.points(points, wallet) })}</li>
        ))}
        {wallets
          .filter(({ owed }) => owed > 0)
          .map(({ wallet, owed }) => (
            <li key={wallet} className="bad">
              {t('till.returns.owes', { points: format.points(owed, wallet) })}
            </li>
          ))}
        {tiers
          .filter(({ before, tier }) => before !== tier)
          .map(({ ladder, before, tier }) => (
            <li key={ladder} className="bad">
              {t('till.returns.falls', { before: tierName(ladder, before), tier: tierName(ladder, tier) })}
            </li>
          ))}
      </ul>
    </div>
  )
}
