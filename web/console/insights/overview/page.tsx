/** The way into insights: how fresh they are, what was made when, and the segments that members are in. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { Card } from '../../../ui/card.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Page } from '../../../ui/page.tsx'
import { ask, regulars } from '../../../ui/server.ts'
import { Answered, useSentence } from '../../../ui/states.tsx'
import { toast } from '../../../ui/toast.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { type Status, statusQuery } from '../reports.tsx'
import { Runs } from './runs.tsx'
import { SegmentsCard } from './segments.tsx'
import { useStepName } from './steps.ts'

export function InsightsOverviewPage() {
  const { t } = useTranslation()
  const may = useMay()
  const asked = useQuery(statusQuery)
  return (
    <Page title={t('rooms.insights')} actions={may('insights.manage') ? <Making /> : null}>
      <p className="quiet">{t('insights.overview.meaning')}</p>
      <Answered of={asked} rows={4}>
        {(status) => (
          <>
            <Numbers status={status} />
            <SegmentsCard />
            <Runs runs={status.runs} />
          </>
        )}
      </Answered>
    </Page>
  )
}

function Making() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const sentence = useSentence()
  const asking = useMutation({
    mutationFn: (kind: 'refresh' | 'rebuild') => ask(regulars.POST('/v1/insights/runs', { body: { kind } })),
    onSuccess: async () => {
      toast.success(t('insights.overview.asked'))
      await queries.invalidateQueries({ queryKey: ['insights', 'status'] })
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <>
      <Popconfirm title={t('insights.overview.rebuildSure')} onConfirm={() => asking.mutate('rebuild')}>
        <Button disabled={asking.isPending}>{t('insights.overview.rebuild')}</Button>
      </Popconfirm>
      <Button type="primary" loading={asking.isPending} onClick={() => asking.mutate('refresh')}>
        {t('insights.overview.refresh')}
      </Button>
    </>
  )
}

function Numbers({ status }: { readonly status: Status }) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = useStepName()
  const made = status.runs.find(({ endedAt, problem }) => endedAt !== null && problem === null)
  const at = (instant: string | null | undefined) =>
    instant == null ? t('insights.overview.never') : format.moment(instant)
  const share =
    status.total === null || status.total === 0 ? '' : ` ${format.percent((status.done ?? 0) / status.total)}`
  return (
    <div className="insights-numbers" aria-live="polite">
      <Card>
        <div className="quiet">
          <Explained by={t('insights.overview.freshnessMeaning')}>{t('insights.overview.process')}</Explained>
        </div>
        <div className="figure-number">
          {t(status.running ? 'insights.overview.running' : 'insights.overview.stopped')}
        </div>
        <div className="quiet">{format.pair(t('insights.overview.heard'), at(status.heardAt))}</div>
      </Card>
      <Card>
        <div className="quiet">{t('insights.overview.behind')}</div>
        <div className="figure-number">{format.number(status.behind ?? 0)}</div>
        <div className="quiet">
          {format.pair(
            t('insights.overview.doing'),
            status.doing === null ? t('insights.overview.idle') : `${name(status.doing)}${share}`,
          )}
        </div>
      </Card>
      <Card>
        <div className="quiet">{t('insights.overview.lastRun')}</div>
        <div className="figure-number">{at(made?.endedAt)}</div>
        <div className="quiet">
          {made?.changed == null ? null : t('insights.overview.changed', { count: made.changed })}
        </div>
      </Card>
    </div>
  )
}
