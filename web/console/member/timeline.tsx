/** Everything that happened to the member, newest first, in words. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Older } from '../../ui/older.tsx'
import { paged } from '../../ui/paging.ts'
import { regulars } from '../../ui/server.ts'
import { Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { Happened } from './happened.tsx'
import { NotedText } from './notes.tsx'
import { key } from './queries.ts'

const PAGE_SIZE = 30

export function Timeline({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const found = useInfiniteQuery(
    paged(key(memberId, 'timeline'), (from) =>
      regulars.GET('/v1/members/{memberId}/timeline', {
        params: {
          path: { memberId },
          query: { limit: PAGE_SIZE, ...from },
        },
      }),
    ),
  )
  return (
    <Older of={found} empty={<Nothing title={t('timeline.none')} />}>
      {(facts) => <Happened facts={facts} more={(fact) => <NotedText memberId={memberId} fact={fact} />} />}
    </Older>
  )
}
