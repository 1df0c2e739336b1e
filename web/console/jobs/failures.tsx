/** Jobs that failed for good: why, what to do, and the two ways to decide. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Space, type TableColumnsType, Tag } from 'antd'
import { Card } from '../../ui/card.tsx'
import { LongTable, More } from '../../ui/longtable.tsx'
import { ask, regulars, tell } from '../../ui/server.ts'
import { Loading, Nothing, Troubled, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'
import { type FailedJob, type Task, useFailedJobs, useTaskWords } from './queries.ts'

/** From so many on they are given up together. */
const MANY = 3

export function Failures({ tasks }: { readonly tasks: readonly Task[] }) {
  const { t } = useTranslation()
  const found = useFailedJobs()
  const columns = useColumns()
  const failed = found.data?.pages.flatMap((page) => page.items) ?? []
  const count = failed.length
  const many = tasks.filter((each) => each.failed >= MANY)
  return (
    <Card
      className="flush job-part"
      title={t('jobs.failures')}
      extra={many.map(({ task }) => <GiveUpAll key={task} task={task} />)}
    >
      {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
      {found.isPending ? <Loading rows={3} /> : null}
      {found.isSuccess && count === 0 ? <Nothing title={t('jobs.none')} advice={t('jobs.noneAdvice')} /> : null}
      {count > 0 ? <LongTable<FailedJob> rowKey="jobId" columns={columns} rows={failed} /> : null}
      <More found={found} count={count} said={t(found.hasNextPage ? 'jobs.shown' : 'jobs.shownAll', { count })} />
    </Card>
  )
}

function useColumns(): TableColumnsType<FailedJob> {
  const { t } = useTranslation()
  const words = useTaskWords()
  return [
    {
      title: t('jobs.when'),
      key: 'when',
      width: 118,
      className: 'figures',
      render: (_, { failedAt }) => <When at={failedAt} />,
    },
    {
      title: t('jobs.task'),
      key: 'task',
      width: 110,
      render: (_, { task, attempts }) => (
        <>
          <div>{words.name(task)}</div>
          <div className="quiet">{t('jobs.tries', { count: attempts })}</div>
        </>
      ),
    },
    {
      title: t('jobs.why'),
      key: 'why',
      width: 240,
      render: (_, job) => <Why of={job} />,
    },
    { key: 'decide', width: 190, align: 'right', render: (_, { jobId }) => <Decide jobId={jobId} /> },
  ]
}

function Why({ of: { cause, recovered, jobId } }: { readonly of: FailedJob }) {
  const { t } = useTranslation()
  return (
    <div className="job-meaning">
      {recovered ? <Tag color="green">{t('jobs.recovered')}</Tag> : null}
      {t(`jobs.causes.${cause}`)}
      <div className="quiet">{recovered ? t('jobs.recoveredAdvice') : t(`jobs.advice.${cause}`, { job: jobId })}</div>
    </div>
  )
}

function Decide({ jobId }: { readonly jobId: string }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const place = { params: { path: { jobId } } }
  const after = {
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
    onError: (trouble: Parameters<typeof sentence>[0]) => toast.error(sentence(trouble)),
  }
  const running = useMutation({
    mutationFn: () => tell(regulars.POST('/v1/jobs/{jobId}/run', place)),
    onSuccess: () => toast.success(t('jobs.runDone')),
    ...after,
  })
  const givingUp = useMutation({ mutationFn: () => tell(regulars.POST('/v1/jobs/{jobId}/give-up', place)), ...after })
  return (
    <Space>
      <Button size="small" loading={running.isPending} onClick={() => running.mutate()}>
        {t('jobs.run')}
      </Button>
      <Popconfirm
        title={t('jobs.giveUpSure')}
        description={t('jobs.giveUpMeaning')}
        onConfirm={() => givingUp.mutate()}
      >
        <Button size="small" danger loading={givingUp.isPending}>
          {t('jobs.giveUp')}
        </Button>
      </Popconfirm>
    </Space>
  )
}

function GiveUpAll({ task }: { readonly task: string }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const words = useTaskWords()
  const queries = useQueryClient()
  const givingUp = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/jobs/give-up-failed', { body: { task } })),
    onSuccess: ({ count }) => toast.success(t('jobs.gaveUp', { count })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Popconfirm
      title={t('jobs.giveUpAllSure', { task: words.name(task) })}
      description={t('jobs.giveUpMeaning')}
      onConfirm={() => givingUp.mutate()}
    >
      <Button size="small" loading={givingUp.isPending}>
        {t('jobs.giveUpAll', { task: words.name(task) })}
      </Button>
    </Popconfirm>
  )
}
