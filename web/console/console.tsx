/** The console: its look, its memory of answers, its pages. */
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { Trouble } from '../ui/server.ts'
import { Theme } from '../ui/theme.tsx'
import { createConsoleRouter } from './router.tsx'
import { meQuery } from './session.ts'

const RETRIES = 2

/** Whoever turns out not to be signed in is shown the sign-in page, and comes back afterwards. */
function onError(trouble: Trouble): void {
  if (trouble.status !== 401 || router.state.location.pathname === '/sign-in') return
  queries.removeQueries({ queryKey: ['me'] })
  void router.navigate({ to: '/sign-in', search: { to: router.state.location.href } })
}

const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      // A refusal stays a refusal; only what may be an accident is tried again.
      retry: (failures, trouble) => (trouble.status === 0 || trouble.status >= 500) && failures < RETRIES,
      refetchOnWindowFocus: true,
    },
  },
})
const router = createConsoleRouter(queries)

/** Asks at once for what the page at this address will ask for one after the other: its script, and who is signed in. */
export function fetchAhead(): void {
  const [matchedRoutes] = router.getMatchedRoutes(router.latestLocation.pathname)
  if (matchedRoutes.some(({ id }) => id === '/frame')) void queries.prefetchQuery(meQuery)
  for (const { options } of matchedRoutes) void options.component?.preload?.()
}

/** Resolves when it is known which page is shown, and its script is there. */
export async function opened(): Promise<void> {
  await router.load()
}

export function Console() {
  return (
    <QueryClientProvider client={queries}>
      <Theme>
        <RouterProvider router={router} />
      </Theme>
    </QueryClientProvider>
  )
}
