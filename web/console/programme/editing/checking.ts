/** What the server says of a definition while it is being written: what is wrong with it, and what it says in words. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useRested } from '../../../ui/rested.ts'
import { ask, regulars } from '../../../ui/server.ts'
import type { Draft } from '../drafts/queries.ts'
import { type Definition, gapsIn } from './definition.ts'
import type { Working } from './working.ts'

const PAUSE_MILLISECONDS = 600

/** While something is not filled in, nothing is asked: the server would not read it. */
export function useChecked(draft: Draft, working: Working | undefined) {
  const now = useNow(draft, working)
  const whole = useMemo(() => gapsIn(now.definition).length === 0, [now.definition])
  const said = useQuery({
    queryKey: ['saying', draft.draftId, now.state],
    queryFn: () => ask(regulars.POST('/v1/programme/words', { body: { definition: now.definition } })),
    enabled: whole,
    retry: false,
    placeholderData: keepPreviousData,
  })
  const linted = useQuery({
    queryKey: ['linting', draft.draftId, now.state],
    queryFn: () => ask(regulars.POST('/v1/programme/lint', { body: { definition: now.definition } })),
    enabled: whole && now.changed,
    retry: false,
    placeholderData: keepPreviousData,
  })
  return {
    said: said.data?.words,
    findings: now.changed ? (linted.data?.findings ?? draft.findings) : draft.findings,
    trouble: said.error ?? linted.error,
  }
}

type Now = { readonly definition: Definition; readonly changed: boolean; readonly state: string }

/** The state that is asked about, once it rests. What is saved is asked about at once. */
function useNow(draft: Draft, working: Working | undefined): Now {
  const rested = useRested(working, PAUSE_MILLISECONDS)
  const { definition, revision } = draft
  if (working === undefined || rested === undefined) return { definition, changed: false, state: `saved ${revision}` }
  return { definition: rested.definition, changed: true, state: `edited ${rested.edition}` }
}
