/** Background work that failed and has not recovered by itself, or that nobody does at all. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { jobsQuery, useTaskWords } from '../jobs/queries.ts'

export function FailedJobs() {
  const { t } = useTranslation()
  const words = useTaskWords()
  const asked = useQuery(jobsQuery)
  if (asked.error !== null) return <Troubled trouble={asked.error} retry={asked.refetch} />
  if (asked.data === undefined) return null
  const look = <Link to="/jobs">{t('jobs.look')}</Link>
  const { standsStill, tasks } = asked.data
  return (
    <>
      {standsStill ? (
        <Alert
          type="error"
          showIcon
          className="attention"
          title={t('jobs.standsStill')}
          description={t('jobs.standsStillAdvice')}
          action={look}
        />
      ) : null}
      {tasks
        .filter(({ failed, recovered }) => failed > 0 && !recovered)
        .map(({ task }) => (
          <Alert
            key={task}
            type="error"
            showIcon
            className="attention"
            title={t('jobs.attention', { task: words.name(task) })}
            description={words.meaning(task)}
            action={look}
          />
        ))}
    </>
  )
}
