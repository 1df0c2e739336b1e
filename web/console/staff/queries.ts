/** What the pages about staff ask for, and how roles and stores are named. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { paged } from '../../ui/paging.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { nameIn, textOf } from '../../ui/texts.ts'
import { meQuery } from '../session.ts'

export type Person = Answer<'/v1/staff', 'get'>['items'][number]
export type Roles = Answer<'/v1/roles', 'get'>
export type Role = Roles['roles'][number]
export type RightInWords = Roles['rights'][number]

const PAGE_SIZE = 100
const STORES_AT_MOST = 200
const FRESH_MILLISECONDS = 60_000

export function usePeople() {
  return useInfiniteQuery(
    paged(['staff'], (from) =>
      regulars.GET('/v1/staff', {
        params: { query: { limit: PAGE_SIZE, ...from } },
      }),
    ),
  )
}

export const rolesQuery = { queryKey: ['roles'], queryFn: () => ask(regulars.GET('/v1/roles')) } as const

/** A role by its name in the language of the screen; one that is gone by its id. */
export function useRoleName(): (role: string) => string {
  const { data } = useQuery(rolesQuery)
  const language = useLanguage()
  return (role) => textOf(data?.roles.find((each) => each.role === role)?.words, language) ?? role
}

/** Roles that the signed-in person can give: nobody gives rights that they lack. */
export function useGivableRoles(): readonly Role[] {
  const { data } = useQuery(rolesQuery)
  const me = useQuery(meQuery)
  const own = new Set(me.data?.rights)
  return (data?.roles ?? []).filter(({ rights }) => rights.every((right) => own.has(right)))
}

/** The stores that the signed-in person can give, by name, and the name of any store. */
export function useStores() {
  const language = useLanguage()
  const me = useQuery(meQuery)
  const { data } = useQuery({
    queryKey: ['catalogue', 'stores'],
    queryFn: () => ask(regulars.GET('/v1/stores', { params: { query: { limit: STORES_AT_MOST } } })),
    staleTime: FRESH_MILLISECONDS,
  })
  const named = (data?.items ?? []).map((each) => ({
    value: each.code,
    label: nameIn(each, language),
  }))
  const own = me.data?.stores ?? null
  return {
    /** Null: all. */
    own,
    options: named.filter(({ value }) => own === null || own.includes(value)),
    nameOf: (code: string) => named.find(({ value }) => value === code)?.label ?? code,
  }
}
