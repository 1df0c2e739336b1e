/** The last nights as a strip: one square for each, so that a night that is missing or waits is seen at once. */
import { useQuery } from '@tanstack/react-query'
import { Tooltip } from 'antd'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { ask, regulars } from '../../ui/server.ts'
import { Answered, Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { Run } from './queries.ts'

const states = ['done', 'running', 'waiting'] as const

export function Nights() {
  const { t } = useTranslation()
  const asked = useQuery({ queryKey: ['runs'], queryFn: () => ask(regulars.GET('/v1/runs')) })
  return (
    <Card className="job-part" title={t('jobs.nights')}>
      <Answered of={asked} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('jobs.noNights')} advice={t('jobs.noNightsAdvice')} />
          ) : (
            <Strip runs={items.toReversed()} />
          )
        }
      </Answered>
    </Card>
  )
}

function Strip({ runs }: { readonly runs: readonly Run[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const said = ({ state, until, settled }: Run) =>
    t(`jobs.night.${state}`, { day: format.day(until), settled: format.number(settled) })
  return (
    <>
      <p className="quiet first">{t('jobs.nightsMeaning')}</p>
      <ol className="nights">
        {runs.map((run) => (
          <Tooltip key={run.runId} title={said(run)} trigger={['hover', 'focus']}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what a night was must be reachable by keyboard */}
            <li className={`night ${run.state}`} aria-label={said(run)} tabIndex={0} />
          </Tooltip>
        ))}
      </ol>
      <div className="quiet night-key">
        {states.map((state) => (
          <span key={state}>
            <span className={`night ${state}`} aria-hidden /> {t(`jobs.states.${state}`)}
          </span>
        ))}
      </div>
    </>
  )
}
