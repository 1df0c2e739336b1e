/** Reports of insights: asked for, waited for, and shown with how fresh they are. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { useFormat } from '../../ui/format.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, type Call, regulars } from '../../ui/server.ts'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'

export type Made<Result> = {
  readonly state: 'ready' | 'making' | 'failed'
  readonly madeAt: string | null
  readonly milliseconds: number | null
  readonly problem: 'failed' | 'ended-the-process' | 'unknown' | null
  readonly result: Result | null
}

type Missing = { readonly code: string; readonly words: { readonly en: string; readonly 'zh-CN': string } }

/** While one is made. */
const AGAIN_MILLISECONDS = 700
/** The server looks whether more has happened since, and has a newer one made. */
const NEWS_MILLISECONDS = 30_000
const FRESH_MILLISECONDS = 15_000
const STATUS_MILLISECONDS = 5_000

export const statusQuery = {
  queryKey: ['insights', 'status'],
  queryFn: () => ask(regulars.GET('/v1/insights')),
  staleTime: STATUS_MILLISECONDS,
  refetchInterval: STATUS_MILLISECONDS,
} as const

export type Status = Answer<'/v1/insights', 'get'>

/** Asks again until it is made; what was made before is shown meanwhile. */
export function useReport<Result>(key: readonly unknown[], call: () => Call<Made<Result>>) {
  return useQuery({
    queryKey: ['insights', ...key],
    queryFn: () => ask(call()),
    staleTime: FRESH_MILLISECONDS,
    refetchInterval: ({ state }) => (state.data?.state === 'making' ? AGAIN_MILLISECONDS : NEWS_MILLISECONDS),
    placeholderData: (before: Made<Result> | undefined) => before,
  })
}

type Props<Result> = {
  readonly of: ReturnType<typeof useReport<Result>>
  /** Why there are no figures, where the report says so. */ readonly missing?: (result: Result) => Missing | null
  readonly children: (result: Result) => ReactNode
}

export function Reported<Result>({ of, missing, children }: Props<Result>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data, error, refetch } = of
  if (error !== null && data === undefined) return <Troubled trouble={error} retry={refetch} />
  if (data === undefined) return <Loading rows={8} />
  const { result, problem } = data
  const lacks = result === null ? null : (missing?.(result) ?? null)
  return (
    <>
      <Freshness made={data} />
      {problem === null ? null : (
        <Alert type="warning" showIcon title={t('insights.failed')} description={t(`insights.problems.${problem}`)} />
      )}
      {result === null && problem === null ? <Waiting /> : null}
      {lacks === null ? null : <Nothing title={textOf(lacks.words, language) ?? lacks.code} />}
      {result === null || lacks !== null ? null : children(result)}
    </>
  )
}

function Waiting() {
  const { t } = useTranslation()
  const { data } = useQuery(statusQuery)
  if (data?.running === false)
    return <Nothing title={t('insights.notRunning')} advice={t('insights.notRunningAdvice')} />
  return (
    <div aria-live="polite">
      <p className="quiet">{t('insights.making')}</p>
      <Loading rows={8} />
    </div>
  )
}

/** How old the figures are, what is not in them yet, and whether newer ones are on their way. */
function Freshness({ made }: { readonly made: Made<unknown> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const { data } = useQuery(statusQuery)
  if (made.madeAt === null) return null
  const behind = data?.behind ?? 0
  return (
    <p className="insights-fresh quiet" aria-live="polite">
      <span title={t('insights.asOfMeaning')}>{t('insights.asOf', { at: format.moment(made.madeAt) })}</span>
      {made.state === 'making' ? <span>{t('insights.newer')}</span> : null}
      {data === undefined || behind === 0 ? null : <span>{t('insights.behind', { count: behind })}</span>}
      {data?.running === false ? <span>{t('insights.notRunning')}</span> : null}
      <Button size="small" type="link" onClick={() => void queries.invalidateQueries({ queryKey: ['insights'] })}>
        {t('insights.again')}
      </Button>
    </p>
  )
}
