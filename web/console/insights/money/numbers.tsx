/** The four figures that a month end begins with. */
import type { ReactNode } from 'react'
import { Card } from '../../../ui/card.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Wallet, within } from './queries.ts'

type Props = { readonly wallet: Wallet; readonly currency: string }

export function Numbers({ wallet, currency }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { breakage, nominalMinor, liability, outstanding, underWay } = wallet
  const held = outstanding.reduce((sum, { status, points }) => (status === 'owed' ? sum : sum + points), underWay)
  const last = liability.at(-1)
  const unknown = t('insights.money.unknown')
  const range =
    breakage === null ? undefined : { low: format.percent(breakage.low), high: format.percent(breakage.high) }
  return (
    <div className="insights-numbers">
      <One title={t('insights.money.outstanding')} by={t('insights.money.outstandingMeaning')}>
        {format.number(held)}
      </One>
      <One title={t('insights.money.nominal')} by={t('insights.money.nominalMeaning')}>
        {nominalMinor === null ? unknown : format.money(nominalMinor, currency)}
      </One>
      <One
        title={t('insights.money.liability')}
        by={t('insights.money.liabilityMeaning')}
        below={last === undefined ? '' : t('insights.money.liabilityOf', { month: format.month(within(last.month)) })}
      >
        {last === undefined ? unknown : format.money(last.closingMinor, currency)}
      </One>
      <One
        title={t('insights.money.never')}
        by={t('insights.money.neverMeaning')}
        below={range === undefined ? '' : t('insights.money.interval', range)}
      >
        {breakage === null ? unknown : format.percent(breakage.share)}
      </One>
    </div>
  )
}

type OneProps = { readonly title: string; readonly by: string; readonly below?: string; readonly children: ReactNode }

function One({ title, by, below = '', children }: OneProps) {
  return (
    <Card>
      <div className="quiet">
        <Explained by={by}>{title}</Explained>
      </div>
      <div className="figure-number">{children}</div>
      {below === '' ? null : <div className="quiet">{below}</div>}
    </Card>
  )
}
