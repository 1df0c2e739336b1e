/** Everything that happened to the member, newest first, in words. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Timeline as Line } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { ask, regulars } from '../../ui/server.ts'
import { Answered, Nothing } from '../../ui/states.tsx'
import { useFactSentence } from './facts.ts'
import { key } from './queries.ts'

const PAGE_SIZE = 30

export function Timeline({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useFactSentence()
  const found = useInfiniteQuery({
    queryKey: key(memberId, 'timeline'),
    queryFn: ({ pageParam }) =>
      ask(
        regulars.GET('/v1/members/{memberId}/timeline', {
          params: {
            path: { memberId },
            query: { limit: PAGE_SIZE, ...(pageParam === '' ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  return (
    <>
      <Answered of={found}>
        {({ pages }) => {
          const facts = pages.flatMap((page) => page.items)
          if (facts.length === 0) return <Nothing title={t('timeline.none')} />
          const items = facts.map((fact) => ({
            key: fact.factId,
            content: (
              <>
                <div>{sentence(fact)}</div>
                <div className="quiet">{format.moment(fact.at)}</div>
              </>
            ),
          }))
          return <Line items={items} className="timeline" />
        }}
      </Answered>
      {found.hasNextPage ? (
        <div className="more">
          <Button onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
            {t('state.older')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
