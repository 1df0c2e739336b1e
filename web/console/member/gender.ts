import { useTranslation } from '../../ui/translation.ts'

export const genders = ['female', 'male', 'other'] as const

/** In words; what a masked member shows instead of a gender stays as it is. */
export function useGender(): (value: string | null) => string | null {
  const { t } = useTranslation()
  return (value) => {
    const known = genders.find((gender) => gender === value)
    return known === undefined ? value : t(`profile.${known}`)
  }
}
