/** What the server says of a condition while it is written: which fields there are, its sentence, and how often it held lately. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ask, regulars } from '../../ui/server.ts'
import type { Condition } from './tree.ts'

/** What a condition is about: an order, one line of it, or a member. */
export type Subject = 'order' | 'line' | 'member'

const FRESH_MILLISECONDS = 60_000

type About = { readonly of: Subject; readonly draftId: string | undefined }
const drafted = (draftId: string | undefined) => (draftId === undefined ? {} : { draftId })

export const fieldsQuery = ({ of, draftId }: About) =>
  queryOptions({
    queryKey: ['conditions', 'fields', of, draftId],
    queryFn: () =>
      of === 'member'
        ? ask(regulars.GET('/v1/member-conditions/fields'))
        : ask(regulars.GET('/v1/conditions/fields', { params: { query: { for: of, ...drafted(draftId) } } })),
    staleTime: FRESH_MILLISECONDS,
    placeholderData: keepPreviousData,
  })

export const sentenceQuery = ({ of, draftId, condition }: About & { readonly condition: Condition }) =>
  queryOptions({
    queryKey: ['conditions', 'words', of, draftId, condition],
    queryFn: () =>
      of === 'member'
        ? ask(regulars.POST('/v1/member-conditions/words', { body: { condition } }))
        : ask(regulars.POST('/v1/conditions/words', { body: { for: of, ...drafted(draftId), condition } })),
    staleTime: FRESH_MILLISECONDS,
    retry: false,
  })

export const membersCountQuery = (condition: Condition) =>
  queryOptions({
    queryKey: ['conditions', 'members', condition],
    queryFn: () => ask(regulars.POST('/v1/member-conditions/count', { body: { condition } })),
    staleTime: FRESH_MILLISECONDS,
    retry: false,
    placeholderData: keepPreviousData,
  })

type OfOrders = About & { readonly of: Exclude<Subject, 'member'>; readonly condition: Condition }

export const countQuery = ({ of, draftId, condition }: OfOrders) =>
  queryOptions({
    queryKey: ['conditions', 'count', of, draftId, condition],
    queryFn: () => ask(regulars.POST('/v1/conditions/count', { body: { for: of, ...drafted(draftId), condition } })),
    staleTime: FRESH_MILLISECONDS,
    retry: false,
    placeholderData: keepPreviousData,
  })
