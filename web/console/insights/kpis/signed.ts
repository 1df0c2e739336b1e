import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'

type Move = { readonly now: number; readonly before: number; readonly unit: 'count' | 'money' | 'share' }

/** How far a figure moved, with its sign: shares in points of percent, the others in percent of what they were. */
export function useSigned(): (move: Move) => string | null {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ now, before, unit }) => {
    if (unit !== 'share' && before === 0) return null
    const moved = unit === 'share' ? now - before : now / before - 1
    const points = format.number(Math.abs(Math.round(moved * 1000) / 10))
    const size = unit === 'share' ? t('insights.kpis.percentPoints', { points }) : format.percent(Math.abs(moved))
    return `${moved < 0 ? '−' : '+'}${size}`
  }
}
