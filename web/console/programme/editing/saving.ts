/** Saving a draft. Who saves says which revision he began with; what somebody else saved meanwhile is never overwritten unasked. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask, regulars } from '../../../ui/server.ts'
import { draftQuery, refreshProgramme } from '../drafts/queries.ts'
import type { Definition } from './definition.ts'
import { dropWorking, keepWorking, workingOn } from './working.ts'

type Wish = { readonly definition: Definition; readonly revision: number }

export function useSaving(draftId: string) {
  const queries = useQueryClient()
  const saving = useMutation({
    mutationFn: ({ definition, revision }: Wish) =>
      ask(
        regulars.PUT('/v1/programme/drafts/{draftId}', {
          params: { path: { draftId } },
          body: { definition, revision },
        }),
      ),
    onSuccess: async (saved, wish) => {
      queries.setQueryData(draftQuery(draftId).queryKey, saved)
      const now = workingOn(draftId)
      // What was typed while it was being saved is not saved yet.
      if (now !== undefined && now.definition !== wish.definition)
        keepWorking(draftId, { definition: now.definition, revision: saved.revision })
      else dropWorking(draftId)
      await refreshProgramme(queries)
      await queries.invalidateQueries({ queryKey: ['conditions', 'fields'] })
    },
  })
  const latest = () => queries.fetchQuery({ ...draftQuery(draftId), staleTime: 0 })
  return {
    saving,
    /** Theirs takes the place of mine. */
    async takeTheirs() {
      await latest()
      dropWorking(draftId)
      saving.reset()
    },
    /** Mine takes the place of theirs. */
    async keepMine(definition: Definition) {
      const { revision } = await latest()
      keepWorking(draftId, { definition, revision })
      saving.mutate({ definition, revision })
    },
  }
}
