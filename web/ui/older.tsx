/** A list, newest first: what is there, and a way to see older ones. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Pages } from './answered.tsx'
import { Answered } from './states.tsx'
import { useTranslation } from './translation.ts'

type Props<Item> = {
  readonly of: Pages<Item>
  readonly rows?: number
  readonly empty: ReactNode
  /** What the button says, where a list is not one of past things. */
  readonly more?: string
  readonly children: (items: readonly Item[]) => ReactNode
}

export function Older<Item>({ of, rows, empty, more, children }: Props<Item>) {
  const { t } = useTranslation()
  return (
    <>
      <Answered of={of} {...(rows === undefined ? {} : { rows })}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          return items.length === 0 ? empty : children(items)
        }}
      </Answered>
      {of.hasNextPage ? (
        <div className="more">
          <Button onClick={() => void of.fetchNextPage()} loading={of.isFetchingNextPage}>
            {more ?? t('state.older')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
