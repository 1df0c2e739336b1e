import { useFormat } from '../../ui/format.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { QueuedSale } from '../model/database.ts'

/** What came back, in words. */
export function usePieces(): (entry: QueuedSale) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ back }) =>
    back === undefined
      ? ''
      : back.pieces === 'all'
        ? t('till.returns.everything')
        : format.list(back.pieces.map(({ name, quantity }) => `${format.number(quantity)} × ${name}`))
}
