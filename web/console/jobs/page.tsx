/** What the server does by itself: whether it works, what waits, what failed and what to do, and the nights. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Table, type TableColumnsType } from 'antd'
import { Card } from '../../ui/card.tsx'
import { Explained } from '../../ui/explained.tsx'
import { useFormat } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { Answered } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'
import { Failures } from './failures.tsx'
import { Nights } from './nights.tsx'
import { type Jobs, jobsQuery, type Task, useTaskWords } from './queries.ts'

export function JobsPage() {
  const { t } = useTranslation()
  const asked = useQuery(jobsQuery)
  return (
    <Page title={t('rooms.jobs')}>
      <p className="quiet">{t('jobs.meaning')}</p>
      <Answered of={asked}>
        {(jobs) => (
          <>
            <Sign of={jobs} />
            <Tasks of={jobs} />
          </>
        )}
      </Answered>
      <Failures tasks={asked.data?.tasks ?? []} />
      <Nights />
    </Page>
  )
}

/** Whether anything is done at all. */
function Sign({ of: { standsStill, heardAt } }: { readonly of: Jobs }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!standsStill)
    return (
      <Alert
        type="success"
        showIcon
        className="attention"
        title={t('jobs.works')}
        description={heardAt === null ? undefined : t('jobs.worksMeaning', { moment: format.moment(heardAt) })}
      />
    )
  return <Standstill since={heardAt} />
}

function Standstill({ since }: { readonly since: string | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Alert
      type="error"
      showIcon
      className="attention"
      title={t('jobs.standsStill')}
      description={
        <>
          <div>
            {since === null ? t('jobs.standsStillNever') : t('jobs.standsStillSince', { moment: format.moment(since) })}
          </div>
          <div>{t('jobs.standsStillAdvice')}</div>
        </>
      }
    />
  )
}

function Tasks({ of: { tasks, running } }: { readonly of: Jobs }) {
  const { t } = useTranslation()
  const words = useTaskWords()
  const format = useFormat()
  const columns: TableColumnsType<Task> = [
    {
      title: t('jobs.task'),
      key: 'task',
      render: (_, { task }) => (
        <>
          <div>{words.name(task)}</div>
          <div className="quiet job-meaning">{words.meaning(task)}</div>
        </>
      ),
    },
    {
      title: <Explained by={t('jobs.waitingMeaning')}>{t('jobs.waiting')}</Explained>,
      key: 'waiting',
      width: 74,
      align: 'right',
      className: 'figures',
      render: (_, { waiting }) => format.number(waiting),
    },
    {
      title: t('jobs.running'),
      key: 'running',
      width: 90,
      align: 'right',
      render: (_, { task, running: count }) => (
        <>
          <div>{format.number(count)}</div>
          {running
            .filter((each) => each.task === task)
            .map(({ jobId, since }) => (
              <div key={jobId} className="quiet">
                {t('jobs.runningSince', { moment: format.time(since) })}
              </div>
            ))}
        </>
      ),
    },
    {
      title: t('jobs.failedCount'),
      key: 'failed',
      width: 74,
      align: 'right',
      className: 'figures',
      render: (_, { failed }) => format.number(failed),
    },
    {
      title: t('jobs.last'),
      key: 'last',
      responsive: ['lg'],
      width: 118,
      className: 'figures',
      render: (_, { lastAt }) => (lastAt === null ? t('state.none') : <When at={lastAt} />),
    },
    {
      title: t('jobs.next'),
      key: 'next',
      width: 118,
      className: 'figures',
      render: (_, { nextAt }) => (nextAt === null ? t('state.none') : <When at={nextAt} />),
    },
  ]
  return (
    <Card className="flush job-part" title={t('jobs.queues')}>
      <Table<Task>
        size="small"
        rowKey="task"
        columns={columns}
        dataSource={[...tasks]}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
    </Card>
  )
}
