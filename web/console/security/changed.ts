/** After one's way in has changed. */
import { useQueryClient } from '@tanstack/react-query'
import { meQuery, securityQuery } from '../session.ts'

export function useSecurityChanged(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await queries.invalidateQueries({ queryKey: securityQuery.queryKey })
    await queries.invalidateQueries({ queryKey: meQuery.queryKey })
  }
}
