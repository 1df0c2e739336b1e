/** What a member may want next, each with why: for whoever stands before him. */
import { useQuery } from '@tanstack/react-query'
import { Card } from '../../ui/card.tsx'
import { Explained } from '../../ui/explained.tsx'
import { useFormat } from '../../ui/format.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { Answered } from '../../ui/states.tsx'
import { nameIn, textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import './next.css'

type Next = Answer<'/v1/members/{memberId}/next-products', 'get'>
export type NextProduct = Next['items'][number]
export type Wish = {
  readonly count: number
  readonly onlyNew: boolean
  readonly diversity: number
  readonly perCategory: number | undefined
}

const SHOWN = 5
const FRESH_MILLISECONDS = 60_000

export function useNext(memberId: string | undefined, { perCategory, ...wish }: Wish) {
  const query = perCategory === undefined ? wish : { ...wish, perCategory }
  return useQuery({
    queryKey: ['member', memberId, 'next', query],
    queryFn: () =>
      ask(
        regulars.GET('/v1/members/{memberId}/next-products', { params: { path: { memberId: memberId ?? '' }, query } }),
      ),
    enabled: memberId !== undefined,
    staleTime: FRESH_MILLISECONDS,
  })
}

export function Next({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const found = useNext(memberId, { count: SHOWN, onlyNew: false, diversity: 0, perCategory: undefined })
  return (
    <Card title={<Explained by={t('member.next.meaning')}>{t('member.next.title')}</Explained>}>
      <Answered of={found} rows={3}>
        {(next) => <NextList next={next} />}
      </Answered>
    </Card>
  )
}

/** The best first; or why there are none. */
export function NextList({ next }: { readonly next: Next }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const because = useReason()
  const { missing, items } = next
  if (missing !== null) return <div className="quiet">{textOf(missing.words, language) ?? missing.code}</div>
  if (items.length === 0) return <div className="quiet">{t('member.next.none')}</div>
  return (
    <ol className="next-products">
      {items.map((item) => (
        <li key={item.sku}>
          <span>{productName(item, language)}</span>
          <span className="quiet">{because(item)}</span>
        </li>
      ))}
    </ol>
  )
}

export function useReason(): (item: NextProduct) => string {
  const { t } = useTranslation()
  const language = useLanguage()
  const format = useFormat()
  return ({ because }) => {
    switch (because.kind) {
      case 'bought-before': {
        const [days, every] = [Math.round(because.daysSince), Math.max(1, Math.round(because.everyDays))]
        return because.times === 1
          ? t('member.next.once', { days })
          : t('member.next.again', { times: because.times, every, days })
      }
      case 'goes-with':
        return t('member.next.goesWith', {
          products: new Intl.ListFormat(language).format(because.products.map((each) => productName(each, language))),
        })
      case 'popular':
        return t('member.next.popular', { share: format.percent(because.share) })
    }
  }
}

type Named = {
  readonly sku: string
  readonly name: string | null
  readonly translations: Readonly<Record<string, string>>
}

/** The number of what is not in the catalogue. */
export function productName({ sku, name, translations }: Named, language: ReturnType<typeof useLanguage>): string {
  return name === null ? sku : nameIn({ name, translations }, language)
}
