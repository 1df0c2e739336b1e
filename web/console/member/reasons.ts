/** Why a membership rests or ends: the server keeps a code, people read words. */
import { useTranslation } from '../../ui/translation.ts'

const reasons = ['member-request', 'fraud', 'misuse', 'identity-check', 'duplicate', 'staff', 'other'] as const

/** Also those that nobody chooses. */
const told = [...reasons, 'merged', 'erased'] as const

export function useReasons() {
  const { t } = useTranslation()
  return {
    options: reasons.map((value) => ({ value, label: t(`reasons.${value}`) })),
    /** A code that another system gave stands for itself. */
    inWords: (code: string): string => {
      const known = told.find((each) => each === code)
      return known === undefined ? code : t(`reasons.${known}`)
    },
  }
}
