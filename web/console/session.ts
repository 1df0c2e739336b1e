/** Who is signed in, and what they may do. */
import { useQuery } from '@tanstack/react-query'
import { type Language, language, languages } from '../ui/preferences.ts'
import { type Answer, ask, regulars } from '../ui/server.ts'
import { speak } from '../ui/words.ts'

export type Me = Answer<'/v1/me', 'get'>

const FRESH_MILLISECONDS = 60_000

async function findMe(): Promise<Me> {
  const me = await ask(regulars.GET('/v1/me'))
  const own = languageOf(me.locale)
  if (own !== undefined && own !== language.get()) {
    language.set(own)
    await speak(own)
  }
  return me
}

function languageOf(locale: string): Language | undefined {
  return languages.find((each) => each === locale)
}

export const meQuery = { queryKey: ['me'], queryFn: findMe, staleTime: FRESH_MILLISECONDS, retry: false } as const

/** The rights of whoever is signed in; none until the server has said so. */
export function useMay(): (right: string) => boolean {
  const { data } = useQuery(meQuery)
  return (right) => data?.rights.includes(right) ?? false
}

/** With what one signs in. */
export const securityQuery = {
  queryKey: ['security'],
  queryFn: () => ask(regulars.GET('/v1/me/security')),
} as const
