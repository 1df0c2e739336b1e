/** An answer of the server on a page. Each page has its own way to wait, and to say what went wrong. */
import type { ComponentType, ReactNode } from 'react'
import type { Trouble } from './server.ts'

export type Asked<Data> = {
  readonly data: Data | undefined
  readonly error: Trouble | null
  readonly refetch: () => unknown
}

type Meanwhile = {
  readonly Loading: ComponentType<{ readonly rows?: number }>
  readonly Troubled: ComponentType<{ readonly trouble: Trouble; readonly retry?: () => unknown }>
}

export type AnsweredProps<Data> = {
  readonly of: Asked<Data>
  readonly rows?: number
  readonly children: (data: Data) => ReactNode
}

/** Shows an answer once it is there; what was there before stays while it is asked for again. */
export function OnceThere<Data>(props: AnsweredProps<Data> & Meanwhile) {
  const { rows, children, Loading, Troubled } = props
  const { data, error, refetch } = props.of
  if (data !== undefined) return children(data)
  return error === null ? (
    <Loading {...(rows === undefined ? {} : { rows })} />
  ) : (
    <Troubled trouble={error} retry={refetch} />
  )
}

/** A list by its pages, as `useInfiniteQuery` gives it. */
export type Pages<Item> = Asked<{ readonly pages: readonly { readonly items: readonly Item[] }[] }> & {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
}
