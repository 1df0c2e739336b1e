/** Budgets of offers that are about to end: who runs an offer learns it before the till does. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'

type Budget = Answer<'/v1/offers/budgets', 'get'>['items'][number]

/** Fuller than this, it may be used up within the day. */
const NEARLY_FULL_PERCENT = 80
const SHOWN = 10

export function FullBudgets() {
  const asked = useQuery({
    queryKey: ['budgets'],
    queryFn: () =>
      ask(regulars.GET('/v1/offers/budgets', { params: { query: { percent: NEARLY_FULL_PERCENT, limit: SHOWN } } })),
  })
  if (asked.error !== null) return <Troubled trouble={asked.error} retry={asked.refetch} />
  return asked.data?.items.map((budget) => (
    <Full key={`${budget.offer} ${budget.of} ${budget.per} ${budget.store ?? ''}`} budget={budget} />
  ))
}

function Full({ budget }: { readonly budget: Budget }) {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const { name, of, per, store, currency, most, used } = budget
  // Money in a currency that the offer does not name is as many of the smallest unit.
  const amount = (value: number) =>
    of === 'discount' && currency !== null
      ? format.money(value, currency)
      : t(`budgets.of.${of}`, { count: value, value: format.number(value) })
  const offer = textOf(name, language)
  return (
    <Alert
      type="warning"
      showIcon
      className="attention"
      title={
        used >= most
          ? t('budgets.used', { offer })
          : t('budgets.nearly', { offer, percent: format.percent(used / most) })
      }
      description={[
        t('budgets.figures', { used: amount(used), most: amount(most), period: t(`budgets.per.${per}`) }),
        ...(store === null ? [] : [t('budgets.store', { store })]),
      ].join(' · ')}
      action={<Link to="/programme">{t('attention.look')}</Link>}
    />
  )
}
