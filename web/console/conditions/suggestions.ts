/** Values that a field may have, from the catalogue or from the programme, found while one types. */
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useLanguage } from '../../ui/preferences.ts'
import { useRested } from '../../ui/rested.ts'
import { ask, regulars } from '../../ui/server.ts'
import { nameIn } from '../../ui/texts.ts'

export type Option = { readonly value: string; readonly label: string }
export type Source = 'products' | 'categories' | 'brands' | 'stores' | 'channels' | readonly Option[]

const PAUSE_MILLISECONDS = 200
const SHOWN_AT_MOST = 50
const FRESH_MILLISECONDS = 60_000

type Named = { readonly name: string; readonly translations: Readonly<Record<string, string>> }

async function found(source: Exclude<Source, readonly Option[]>, typed: string) {
  const params = { query: { limit: SHOWN_AT_MOST, ...(typed === '' ? {} : { q: typed }) } }
  if (source === 'products') {
    const { items } = await ask(regulars.GET('/v1/products', { params }))
    return items.map(({ sku, name, translations }) => ({ value: sku, name, translations }))
  }
  const { items } = await ask(regulars.GET(`/v1/${source}`, { params }))
  return items.map(({ code, name, translations }) => ({ value: code, name, translations }))
}

/** Options that fit what is typed, at most 50; with what is typed itself, because a code may be new to the catalogue. */
export function useOptions(source: Source | undefined, typed: string): readonly Option[] {
  const language = useLanguage()
  const rested = useRested(typed.trim(), PAUSE_MILLISECONDS)
  const named = typeof source === 'string' ? source : undefined
  const asked = useQuery({
    queryKey: ['suggestions', named, rested],
    queryFn: () => (named === undefined ? [] : found(named, rested)),
    enabled: named !== undefined,
    staleTime: FRESH_MILLISECONDS,
    placeholderData: keepPreviousData,
  })
  const nameOf = (named: Named) => nameIn(named, language)
  const all: readonly Option[] =
    typeof source === 'object'
      ? source
      : (asked.data ?? []).map((each) => ({ value: each.value, label: `${nameOf(each)} · ${each.value}` }))
  const wanted = typed.trim().toLowerCase()
  const fitting = all.filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(wanted))
  // What the server found by other words fits as well.
  const shown = named !== undefined && fitting.length === 0 ? all : fitting
  return shown.slice(0, SHOWN_AT_MOST)
}

/** What chosen products are called, as far as the catalogue knows them. */
export function useProductNames(source: Source | undefined, skus: readonly string[]): readonly Option[] {
  const language = useLanguage()
  const named = useQueries({
    queries: (source === 'products' ? skus : []).slice(0, SHOWN_AT_MOST).map((sku) => ({
      queryKey: ['suggestions', 'product', sku],
      queryFn: () => ask(regulars.GET('/v1/products/{sku}', { params: { path: { sku } } })),
      enabled: sku !== '',
      staleTime: FRESH_MILLISECONDS,
      retry: false,
    })),
  })
  return named.flatMap(({ data }) =>
    data === undefined ? [] : [{ value: data.sku, label: `${nameIn(data, language)} · ${data.sku}` }],
  )
}
