/** Members who are equal pay one price: what a model thinks of a person changes no price. */
import { fieldsUsed } from '../../base/conditions/index.ts'
import type { Finding, Linted } from '../findings.ts'
import type { Give } from './definition.ts'
import { inOffers, type LookedOffer } from './looked.ts'

export function personalPrices({ vocabulary }: Linted, offers: readonly LookedOffer[]): Finding[] {
  return offers.flatMap(({ offer, when, gives }) => {
    if (!offer.gives.some(changesPrice)) return []
    const used = [
      ...fieldsUsed(when).map((name) => vocabulary.fields.get(name)),
      ...gives.flatMap(({ scopes }) =>
        scopes.flatMap((scope) => fieldsUsed(scope).map((name) => vocabulary.lines?.fields.get(name))),
      ),
    ]
    const personal = used.find((meaning) => meaning?.personal === true)
    if (personal === undefined) return []
    const { words } = personal
    return [
      {
        level: 'error' as const,
        code: 'offer.personal-price',
        place: inOffers(offer.code, 'when'),
        sentence: {
          en: `“${offer.name.en}” changes a price by ${words.en}, which is a score of a person: members who are equal pay one price.`,
          'zh-CN': `“${offer.name['zh-CN']}”按${words['zh-CN']}（个人评分）改变价格：同等会员应享受同等价格。`,
        },
      },
    ]
  })
}

function changesPrice({ kind }: Give): boolean {
  return kind !== 'points' && kind !== 'gift'
}
