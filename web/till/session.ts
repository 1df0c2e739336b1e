/** Who is at the till. While the server is away it is whoever was signed in last on this device. */
import { useQuery } from '@tanstack/react-query'
import { ask, Trouble, tell } from '../ui/server.ts'
import { kept, type Me } from './model/database.ts'
import { server } from './server.ts'

const FRESH_MILLISECONDS = 60_000

async function findMe(): Promise<Me> {
  const database = await kept()
  try {
    const me = await ask(server.GET('/v1/me'))
    await database.put('me', me, 'me')
    return me
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    if (error.status === 401) await database.delete('me', 'me')
    const last = error.status === 0 || error.status >= 500 ? await database.get('me', 'me') : undefined
    if (last === undefined) throw error
    return last
  }
}

export const meQuery = { queryKey: ['me'], queryFn: findMe, staleTime: FRESH_MILLISECONDS, retry: false } as const

export function useMay(): (right: string) => boolean {
  const { data } = useQuery(meQuery)
  return (right) => data?.rights.includes(right) ?? false
}

/** To the console's own sign-in, which leads back here. */
export function toSignIn(): void {
  window.location.assign('/sign-in?to=%2Ftill')
}

/** The device stays a till, and what waits stays in its queue: only the person leaves. @throws Trouble */
export async function leave(): Promise<void> {
  await tell(server.POST('/api/auth/sign-out', { body: {} }))
  const database = await kept()
  await database.delete('me', 'me')
  await database.delete('sale', 'sale')
  toSignIn()
}
