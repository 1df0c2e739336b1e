/** Currencies that a programme names: each must exist, because no order is ever in another one. */
import { isCurrency } from '../base/money.ts'
import type { Finding, Linted } from './findings.ts'
import { placeByCode } from './places.ts'

export function unknownCurrencies({ definition }: Linted): Finding[] {
  return named(definition, '').flatMap(({ where, code }) => {
    if (isCurrency(code)) return []
    const sentence = { en: `There is no currency ${code}.`, 'zh-CN': `没有币种 ${code}。` }
    return [{ level: 'error', code: 'programme.unknown-currency', place: placeByCode(definition, where), sentence }]
  })
}

type Named = { readonly where: string; readonly code: string }

/** Every `currency` and every one of `currencies`, wherever they stand; `any` is all of them. */
function named(value: unknown, where: string): Named[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => named(each, `${where}[${index}]`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) => {
    const place = where === '' ? key : `${where}.${key}`
    if (key === 'currency' && typeof each === 'string') return [{ where: place, code: each }]
    if (key === 'currencies' && Array.isArray(each))
      return each.map((code, index) => ({ where: `${place}[${index}]`, code: String(code) }))
    return named(each, place)
  })
}
