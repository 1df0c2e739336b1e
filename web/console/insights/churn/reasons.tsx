/** Traits and reasons in words: what a member has of what raises his risk. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import type { Reason } from './queries.ts'

const traits = [
  ...(['quiet', 'recency', 'lateness', 'rhythm', 'regularity', 'purchases', 'tenure', 'spent', 'order-value'] as const),
  ...(['recent', 'earlier', 'variety', 'categories', 'discount', 'returned', 'stores', 'channels', 'channel'] as const),
]

const themes = ['silence', 'regularity', 'money', 'goods', 'discount', 'returned', 'places'] as const

type Words = { readonly horizonDays: number; readonly currency: string | null }

/** A newer server may know more of them: then their own names are better than nothing. */
export function useTraits({ horizonDays, currency }: Words) {
  const { t } = useTranslation()
  const format = useFormat()
  return {
    name(name: string): string {
      const trait = traits.find((one) => one === name)
      return trait === undefined ? name : t(`insights.churn.traits.${trait}`, { count: horizonDays })
    },
    reason({ theme: name, values }: Reason): string {
      const theme = themes.find((one) => one === name)
      if (theme === undefined) return name
      const shown = (trait: string, as: (value: number) => string = format.number) => {
        const value = values[trait]
        return typeof value === 'number' ? as(value) : (value ?? '–')
      }
      const money = (minor: number) => format.money(Math.round(minor), currency ?? '')
      const sentence = theme === 'silence' && values['rhythm'] === null ? 'once' : theme
      return t(`insights.churn.reasons.${sentence}`, {
        ...{ recency: shown('recency'), rhythm: shown('rhythm'), purchases: shown('purchases') },
        ...{ spent: shown('spent', money), order: shown('order-value', money) },
        ...{ variety: shown('variety'), categories: shown('categories') },
        ...{ discount: shown('discount', format.percent), returned: shown('returned', format.percent) },
        ...{ stores: shown('stores'), channels: shown('channels'), channel: shown('channel') },
      })
    },
  }
}
