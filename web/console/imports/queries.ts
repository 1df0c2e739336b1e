import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Answer, ask, regulars, type Sent } from '../../ui/server.ts'

export type Import = Answer<'/v1/imports/{importId}', 'get'>
export type Summary = NonNullable<Import['summary']>
export type Understanding = Sent<'/v1/imports/{importId}/start', 'post'>
export type Mapping = NonNullable<Understanding['mapping']>
export type Preview = Answer<'/v1/imports/{importId}/preview', 'post'>

/** Often enough to see it move. */
const LOOK_AGAIN_MILLISECONDS = 1_000

export function useImport(importId: string) {
  return useQuery({
    queryKey: ['imports', importId],
    queryFn: () => ask(regulars.GET('/v1/imports/{importId}', { params: { path: { importId } } })),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? LOOK_AGAIN_MILLISECONDS : false),
  })
}

export function askPreview(importId: string, body: Understanding) {
  return ask(regulars.POST('/v1/imports/{importId}/preview', { params: { path: { importId } }, body }))
}

/** Starts an import, or goes on with one that stopped. */
export function useStarting(importId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Understanding) =>
      ask(regulars.POST('/v1/imports/{importId}/start', { params: { path: { importId } }, body })),
    // The same file read the same way is the earlier import, which may have another id.
    onSuccess: (started) => {
      queries.setQueryData(['imports', started.importId], started)
      return queries.invalidateQueries({ queryKey: ['imports'] })
    },
  })
}
