/** Numbers, money and instants in the language of the console. */
import { type Format, formatOf } from './formats.ts'
import { useLanguage } from './preferences.ts'
import { useNaming } from './programme.ts'

export type { Format } from './formats.ts'

export function useFormat(): Format {
  return formatOf({ language: useLanguage(), ...useNaming() })
}
