/** Everything that happened to the member, newest first, in words. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, regulars } from '../../ui/server.ts'
import { Answered, Nothing } from '../../ui/states.tsx'
import { Happened } from './happened.tsx'
import { NotedText } from './notes.tsx'
import { key } from './queries.ts'

const PAGE_SIZE = 30

export function Timeline({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
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
          return <Happened facts={facts} more={(fact) => <NotedText memberId={memberId} fact={fact} />} />
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
