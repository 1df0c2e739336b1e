import { currencyDecimals } from '../../../ui/currency.ts'
import type { Format } from '../../../ui/format.ts'
import { type Answer, regulars } from '../../../ui/server.ts'
import { useReport } from '../reports.tsx'

type Report = Answer<'/v1/insights/kpis', 'get'>
export type Kpis = NonNullable<Report['result']>
export type KpiMonth = Kpis['months'][number]
export type Target = Kpis['targets'][number]['target']
export type FigureName = Target['figure']

/** What the report tells when it is not asked for another period. */
export const DAYS = 91

export function useKpis(days: number) {
  // Without its length it is the report that stands ready.
  const query = days === DAYS ? {} : { days }
  return useReport<Kpis>(['kpis', days], () => regulars.GET('/v1/insights/kpis', { params: { query } }))
}

export const figureNames: readonly FigureName[] = [
  ...(['members', 'joined', 'active', 'orders', 'sales', 'order-value', 'participation', 'redemption'] as const),
]

type Unit = 'count' | 'money' | 'share'

export function unitOf(figure: FigureName): Unit {
  if (figure === 'sales' || figure === 'order-value') return 'money'
  return figure === 'active' || figure === 'participation' || figure === 'redemption' ? 'share' : 'count'
}

/** As people read it. */
export function shownFigure(format: Format, figure: FigureName, currency: string): (value: number) => string {
  switch (unitOf(figure)) {
    case 'money':
      return (value) => format.roughMoney(Math.round(value), currency)
    case 'share':
      return format.percent
    case 'count':
      return (value) => format.number(Math.round(value))
  }
}

/** What 1 of the figure is in the field in which it is typed: shares in percent, money in its unit. */
export function typedScale(figure: FigureName, currency: string): number {
  const unit = unitOf(figure)
  if (unit === 'money') return 10 ** -currencyDecimals(currency)
  return unit === 'share' ? 100 : 1
}

export function figureOf(kpis: Kpis, figure: FigureName, one: KpiMonth): number | null {
  switch (figure) {
    case 'members':
    case 'joined':
    case 'orders':
      return one[figure]
    case 'sales':
      return one.netMinor
    case 'active':
    case 'participation':
      return one[figure]?.share ?? null
    case 'order-value':
      return one.orderValue?.mean ?? null
    case 'redemption':
      return kpis.points.find((each) => each.wallet === kpis.wallet && each.month === one.month)?.rate ?? null
  }
}
