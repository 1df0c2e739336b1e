/** What reviews say: pasted or from a file, read at once, and gone when the page is left. */
import { Alert } from 'antd'
import { useRef } from 'react'
import { Page } from '../../../ui/page.tsx'
import { Loading, Troubled } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { Answer } from './answer.tsx'
import { Giving } from './giving.tsx'
import { useReading } from './reading.ts'
import type { Review } from './reviews.ts'
import './text.css'

export function InsightsTextPage() {
  const { t } = useTranslation()
  const reading = useReading()
  const answer = useRef<HTMLDivElement>(null)
  const read = (reviews: readonly Review[]) =>
    reading.mutate(reviews, { onSuccess: () => requestAnimationFrame(() => answer.current?.scrollIntoView()) })
  const { data, error, isPending, variables } = reading
  return (
    <Page title={t('insights.text.title')}>
      <p className="quiet">{t('insights.text.meaning')}</p>
      <Alert type="info" showIcon title={t('insights.text.kept')} className="insights-text-kept" />
      <Giving busy={isPending} read={read} />
      <div ref={answer} aria-live="polite" aria-busy={isPending}>
        {error === null ? null : (
          <Troubled trouble={error} {...(variables === undefined ? {} : { retry: () => read(variables) })} />
        )}
        {isPending ? <Loading rows={8} /> : null}
      </div>
      {data === undefined || isPending ? null : <Answer {...data} />}
    </Page>
  )
}
