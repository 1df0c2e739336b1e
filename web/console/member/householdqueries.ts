/** What the household's card asks for and does; after each change all members' pages that were looked at are asked for again. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Answer, ask, regulars, type Sent } from '../../ui/server.ts'
import { key } from './queries.ts'

export type Household = Answer<'/v1/members/{memberId}/household', 'get'>
export type Housemate = Household['members'][number]
export type Role = Housemate['role']
type Joining = { readonly memberId: string; readonly body: Sent<'/v1/members/{memberId}/household', 'put'> }

/** Asks for nothing while nobody is chosen. */
export function useHousehold(memberId: string | undefined) {
  return useQuery({
    queryKey: key(memberId ?? '', 'household'),
    queryFn: () =>
      ask(regulars.GET('/v1/members/{memberId}/household', { params: { path: { memberId: memberId ?? '' } } })),
    enabled: memberId !== undefined,
  })
}

/** Who moves in or out changes what stands on the pages of all who live there. */
function useAgain(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['member'] })
}

export function useJoining() {
  return useMutation({
    mutationFn: ({ memberId, body }: Joining) =>
      ask(regulars.PUT('/v1/members/{memberId}/household', { params: { path: { memberId } }, body })),
    onSuccess: useAgain(),
  })
}

export function useChangingRole(memberId: string) {
  return useMutation({
    mutationFn: (role: Role) =>
      ask(regulars.PATCH('/v1/members/{memberId}/household', { params: { path: { memberId } }, body: { role } })),
    onSuccess: useAgain(),
  })
}

export function useLeaving(memberId: string) {
  return useMutation({
    mutationFn: () => ask(regulars.DELETE('/v1/members/{memberId}/household', { params: { path: { memberId } } })),
    onSuccess: useAgain(),
  })
}
