/** What a return does to money, points and tier, in words. */

import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'

type PointsOf = { readonly wallet: string; readonly points: number }
type Props = {
  readonly answer: {
    readonly refundMinor: number
    readonly takenBack: readonly PointsOf[]
    readonly pointsBack: readonly PointsOf[]
    /** What he owes afterwards. */ readonly owed: readonly PointsOf[]
    readonly tiers: readonly { readonly ladder: string; readonly before: string; readonly tier: string }[]
  }
  readonly currency: string
}

export function ReturnEffects({ answer, currency }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  const { refundMinor, takenBack, pointsBack, owed, tiers } = answer
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
        {owed.map(({ wallet, points }) => (
          <li key={wallet} className="bad">
            {t('till.returns.owes', { points: format.points(points, wallet) })}
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
