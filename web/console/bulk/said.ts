/** What a run does, in words. */

import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useCouponOffers } from '../coupons/queries.ts'
import type { Run } from './queries.ts'

export function useSaid(): (run: Pick<Run, 'deed' | 'undoes'>) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  const { options } = useCouponOffers()
  return ({ deed, undoes }) => {
    const { tag = '', offer = '', wallet = '', amount = 0, ladder = '', tier } = deed
    const figures = {
      tag,
      offer: options.find(({ value }) => value === offer)?.label ?? offer,
      points: format.points(Math.abs(amount), wallet),
      tier: tier === null || tier === undefined ? '' : tierName(ladder, tier),
    }
    const what =
      deed.do === 'points'
        ? amount < 0
          ? 'take'
          : 'give'
        : deed.do === 'tier' && figures.tier === ''
          ? 'unplace'
          : deed.do
    const said = t(`bulk.said.${what}`, figures)
    return undoes === null ? said : t('bulk.undoing', { title: said })
  }
}
