import { ask, regulars } from '../../ui/server.ts'

export const mySessionsQuery = {
  queryKey: ['sessions'],
  queryFn: () => ask(regulars.GET('/v1/my/sessions')),
} as const
