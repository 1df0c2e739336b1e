/** Who is signed in on this device, and what the programme is called. */
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { type Answer, ask, regulars } from '../ui/server.ts'
import { forgetCard, noteSignedIn } from './kept.ts'
import { tongue, tongueNamed } from './language.ts'
import { speak, useSaid } from './speaking.ts'
import { isViewing } from './viewing/token.ts'

export type Me = Answer<'/v1/my', 'get'>

const FRESH_MILLISECONDS = 60_000

async function findMe(): Promise<Me> {
  const me = await ask(regulars.GET('/v1/my'))
  // Of whose pages staff look at, this device remembers nothing.
  if (isViewing()) return me
  noteSignedIn(true)
  const own = tongueNamed(me.locale)
  if (own !== undefined && own !== tongue.get()) await speak(own)
  return me
}

export const meQuery = { queryKey: ['me'], queryFn: findMe, staleTime: FRESH_MILLISECONDS } as const

const aboutQuery = {
  queryKey: ['about'],
  queryFn: () => ask(regulars.GET('/v1/portal')),
  staleTime: FRESH_MILLISECONDS,
} as const

export function useAbout() {
  return useQuery(aboutQuery)
}

/** Nothing of the member stays on the device. */
export async function forget(queries: QueryClient): Promise<void> {
  noteSignedIn(false)
  await forgetCard()
  queries.removeQueries({ predicate: ({ queryKey: [first] }) => first !== 'about' && first !== 'texts' })
}

/** The name that the programme has in the language of the screen; empty until it is known. */
export function useProgrammeName(): string {
  const { data } = useAbout()
  const { named } = useSaid()
  return data === undefined ? '' : named(data.name)
}
