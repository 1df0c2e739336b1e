/** How series are named and their figures rounded. */
import { useLanguage } from '../../../ui/preferences.ts'
import { nameIn } from '../../../ui/texts.ts'
import type { Series } from './queries.ts'

export function useNameOf(): (series: Series) => string {
  const language = useLanguage()
  return ({ code, name, translations }) => (name === null ? code : nameIn({ name, translations }, language))
}

const LARGE = 100

/** Small amounts to a tenth. */
export function tenths(value: number): number {
  return value < LARGE ? Math.round(value * 10) / 10 : Math.round(value)
}
