/** A long list: what is there, and a way to see older ones. */
import { Button } from 'antd-mobile'
import type { ReactNode } from 'react'
import type { Pages } from '../../ui/answered.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { Loading, Troubled } from './states.tsx'

type MoreProps<Item> = {
  readonly of: Pages<Item>
  readonly empty: ReactNode
  readonly children: (items: readonly Item[]) => ReactNode
}

export function More<Item>({ of, empty, children }: MoreProps<Item>) {
  const { t } = useTranslation()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = of
  if (data === undefined) return error === null ? <Loading /> : <Troubled trouble={error} retry={refetch} />
  const items = data.pages.flatMap((page) => page.items)
  if (items.length === 0) return empty
  return (
    <>
      {children(items)}
      {error === null ? null : <Troubled trouble={error} retry={fetchNextPage} />}
      {hasNextPage ? (
        <div className="padded">
          <Button block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('my.state.older')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
