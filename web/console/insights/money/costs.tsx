/** What rules and offers gave away, beside the orders that they touched. */
import { useFormat } from '../../../ui/format.ts'
import { useNaming } from '../../../ui/programme.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Column, Figure } from '../figure.tsx'
import { Reported } from '../reports.tsx'
import { type Costs, useCosts } from './queries.ts'
import { inUnits } from './units.ts'

export function CostFigures() {
  const { t } = useTranslation()
  const format = useFormat()
  const asked = useCosts()
  return (
    <Reported of={asked} missing={({ missing }) => missing}>
      {(costs) => (
        <>
          <Rules costs={costs} />
          {costs.offers.length === 0 ? (
            <p className="quiet">{t('insights.money.noOffers')}</p>
          ) : (
            <Offers costs={costs} />
          )}
          {costs.otherCurrencies.length === 0 ? null : (
            <p className="quiet">
              {t('insights.money.otherCurrencies', { currencies: format.list(costs.otherCurrencies) })}
            </p>
          )}
        </>
      )}
    </Reported>
  )
}

type Rule = Costs['rules'][number]
type Offer = Costs['offers'][number]
type Touched = Rule | Offer
type Props = { readonly costs: Costs }

function useTouched(currency: string) {
  const { t } = useTranslation()
  const format = useFormat()
  function count<Row>(key: string, title: string, of: (row: Row) => number): Column<Row> {
    return { key, title, value: of, shown: (row) => format.number(of(row)) }
  }
  function amount<Row>(key: string, title: string, of: (row: Row) => number | null): Column<Row> {
    return {
      ...{ key, title, value: (row) => inUnits(of(row), currency) },
      shown(row) {
        const minor = of(row)
        return minor === null ? t('insights.money.unknown') : format.money(minor, currency)
      },
    }
  }
  const worth = [
    amount<Touched>('cost', t('insights.money.cost'), ({ costMinor }) => costMinor),
    amount<Touched>('expected', t('insights.money.expectedCost'), ({ expectedMinor }) => expectedMinor),
  ]
  const touched = [
    count<Touched>('orders', t('insights.money.orders'), ({ orders }) => orders),
    amount<Touched>('touched', t('insights.money.touched'), ({ netMinor }) => netMinor),
    amount<Touched>('cameBack', t('insights.money.cameBack'), ({ returnedMinor }) => returnedMinor),
  ]
  return { count, amount, worth, touched }
}

function Rules({ costs }: Props) {
  const { t } = useTranslation()
  const { ruleName, walletName } = useNaming()
  const { count, worth, touched } = useTouched(costs.currency ?? '')
  return (
    <Figure<Rule>
      title={t('insights.money.rules')}
      meaning={t('insights.money.touchedMeaning')}
      file="points-rules"
      rows={costs.rules}
      rowKey={({ rule, wallet }) => `${rule} ${wallet}`}
      columns={[
        { key: 'rule', title: t('insights.money.rule'), value: ({ rule }) => ruleName(rule) },
        { key: 'wallet', title: t('insights.money.wallet'), value: ({ wallet }) => walletName(wallet) },
        ...touched,
        count('members', t('insights.money.members'), ({ members }) => members),
        count('points', t('insights.money.pointsGiven'), ({ points }) => points),
        count('kept', t('insights.money.pointsKept'), ({ kept }) => kept),
        ...worth,
      ]}
    />
  )
}

function Offers({ costs }: Props) {
  const { t } = useTranslation()
  const { ruleName } = useNaming()
  const { count, amount, worth, touched } = useTouched(costs.currency ?? '')
  return (
    <Figure<Offer>
      title={t('insights.money.offers')}
      meaning={t('insights.money.touchedMeaning')}
      file="points-offers"
      rows={costs.offers}
      rowKey={({ offer }) => offer}
      columns={[
        {
          ...{ key: 'offer', title: t('insights.money.offer') },
          value: ({ offer }) => ruleName(`offer:${offer}/0`),
        },
        ...touched,
        count('guests', t('insights.money.guests'), ({ guests }) => guests),
        count('coupons', t('insights.money.coupons'), ({ withCoupon }) => withCoupon),
        amount('off', t('insights.money.off'), ({ offMinor }) => offMinor),
        count('gifts', t('insights.money.gifts'), ({ gifts }) => gifts),
        count('kept', t('insights.money.pointsKept'), ({ points }) => points),
        ...worth,
      ]}
    />
  )
}
