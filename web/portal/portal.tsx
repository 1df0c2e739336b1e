/** The portal: its memory of answers and its pages. */
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { useDark } from '../ui/preferences.ts'
import type { Trouble } from '../ui/server.ts'
import { cardKey } from './card/card.ts'
import type { KeptCard } from './kept.ts'
import { noteReached } from './reach.ts'
import { createPortalRouter } from './router.tsx'
import { forget } from './session.ts'
import { endViewing, useViewingOver } from './viewing/over.ts'
import { isViewing } from './viewing/token.ts'

const RETRIES = 2

/** Whoever turns out not to be signed in is shown where one signs in; nothing of him stays here. */
function onError(trouble: Trouble): void {
  noteReached(trouble.status !== 0)
  if (trouble.status !== 401) return
  if (isViewing()) {
    queries.clear()
    endViewing()
    return
  }
  const { pathname, href } = router.state.location
  const search = pathname === '/' ? {} : { to: href }
  const left = pathname === '/join' ? Promise.resolve() : router.navigate({ to: '/join', replace: true, search })
  void left.then(() => forget(queries))
}
const onSuccess = () => noteReached(true)

const queries = new QueryClient({
  queryCache: new QueryCache({ onError, onSuccess }),
  mutationCache: new MutationCache({ onError, onSuccess }),
  defaultOptions: {
    queries: {
      // Phones are wrong about being online; asking tells.
      networkMode: 'always',
      // A refusal stays a refusal; only what may be an accident is tried again.
      retry: (failures, trouble) => (trouble.status === 0 || trouble.status >= 500) && failures < RETRIES,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always' },
  },
})
const router = createPortalRouter(queries)

/** What is kept may be old: it is shown at first, and the server asked all the same. */
export function startWith(card: KeptCard): void {
  queries.setQueryData(cardKey, card, { updatedAt: 0 })
}

/** Resolves when it is known which page is shown, and its script is there. */
export async function opened(): Promise<void> {
  await router.load()
}

const ViewingOver = lazy(async () => ({ default: (await import('./viewing/banner.tsx')).ViewingOver }))

export function Portal() {
  const dark = useDark()
  const over = useViewingOver()
  useEffect(() => {
    document.documentElement.dataset['prefersColorScheme'] = dark ? 'dark' : 'light'
  }, [dark])
  return (
    <QueryClientProvider client={queries}>
      {over ? (
        <Suspense>
          <ViewingOver />
        </Suspense>
      ) : (
        <RouterProvider router={router} />
      )}
    </QueryClientProvider>
  )
}
