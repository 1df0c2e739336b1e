import type { Locale } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import type { Definition } from './definition.ts'

/** What the programme guards itself against; empty when it does not. */
export function guardsInWords({ marginFloor, costs = [], countries = [] }: Definition, locale: Locale): string {
  const zh = locale === 'zh-CN'
  const known = grouped(costs.length)
  const margin =
    marginFloor === undefined
      ? ''
      : zh
        ? `优惠后毛利率不低于 ${marginFloor.basisPoints / 100}%(已知 ${known} 个商品成本)，否则${marginFloor.act === 'refuse' ? '不可发布' : '提示'}。`
        : ` Offers leave a margin of ${marginFloor.basisPoints / 100} % (${known} costs known), or ${marginFloor.act === 'refuse' ? 'the programme cannot be published' : 'a warning is given'}.`
  const laws =
    countries.length === 0
      ? ''
      : zh
        ? `对照法律：${countries.join('、')}。`
        : ` Checked against laws of ${countries.join(', ')}.`
  return `${margin}${laws}`
}
