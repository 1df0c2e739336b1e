/** The last runs, with how long each step took. */
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { Figure } from '../figure.tsx'
import type { Status } from '../reports.tsx'
import { useStepName } from './steps.ts'

type Run = Status['runs'][number]

const seconds = ({ steps }: Run) => steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000

export function Runs({ runs }: { readonly runs: readonly Run[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = useStepName()
  const outcome = ({ problem, endedAt, startedAt }: Run) => {
    if (problem !== null) return t('insights.overview.failed')
    if (endedAt !== null) return t('insights.overview.done')
    return t(startedAt === null ? 'insights.overview.waiting' : 'insights.overview.underWay')
  }
  return (
    <Figure<Run>
      title={t('insights.overview.runs')}
      meaning={t('insights.overview.runsMeaning')}
      file="insights-runs"
      rows={runs}
      rowKey={({ runId }) => runId}
      columns={[
        {
          ...{ key: 'asked', title: t('insights.overview.asks'), value: ({ askedAt }) => askedAt },
          shown: ({ askedAt }) => format.moment(askedAt),
        },
        {
          ...{ key: 'kind', title: t('insights.overview.kind') },
          value: ({ kind }) => t(`insights.overview.kinds.${kind}`),
        },
        { key: 'outcome', title: t('insights.overview.outcome'), value: outcome },
        {
          ...{ key: 'changed', title: t('insights.people'), value: ({ changed }) => changed },
          shown: ({ changed }) => (changed === null ? '–' : t('insights.overview.changed', { count: changed })),
        },
        {
          ...{ key: 'took', title: t('insights.overview.took'), value: seconds },
          shown: (run) => t('insights.overview.seconds', { count: Math.round(seconds(run) * 10) / 10 }),
        },
        {
          ...{ key: 'steps', title: t('insights.overview.steps') },
          value: ({ steps }) =>
            format.list(
              steps.map(
                ({ step, milliseconds }) => `${name(step)} ${format.number(Math.round(milliseconds / 10) / 100)}`,
              ),
            ),
        },
      ]}
    />
  )
}
