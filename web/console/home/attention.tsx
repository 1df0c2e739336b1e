/** What waits for a person: a nightly run that would expire more than the programme allows without asking. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { Troubled, useSentence } from '../../ui/states.tsx'
import { useMay } from '../session.ts'

type Run = Answer<'/v1/runs', 'get'>['items'][number]

export function Attention() {
  const may = useMay()
  const asked = useQuery({
    queryKey: ['runs'],
    queryFn: () => ask(regulars.GET('/v1/runs')),
    enabled: may('jobs.run'),
  })
  if (asked.error !== null) return <Troubled trouble={asked.error} retry={asked.refetch} />
  return asked.data?.items
    .filter(({ state }) => state === 'waiting')
    .map((run) => <Waiting key={run.runId} run={run} />)
}

function Waiting({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const sentence = useSentence()
  const format = useFormat()
  const queries = useQueryClient()
  const approving = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/runs/{runId}/approve', { params: { path: { runId: run.runId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['runs'] }),
    onError: (trouble) => void message.error(sentence(trouble)),
  })
  const expiring = run.expiring.map(({ wallet, due, all }) =>
    t('attention.share', {
      due: format.points(due, wallet),
      all: format.points(all, wallet),
      percent: format.percent(all === 0 ? 0 : due / all),
    }),
  )
  return (
    <Alert
      type="warning"
      showIcon
      className="attention"
      title={t('attention.run', { day: format.day(run.until) })}
      description={
        <>
          {expiring.map((line) => (
            <div key={line}>{line}</div>
          ))}
          <div>{t('attention.advice')}</div>
        </>
      }
      action={
        <Popconfirm title={t('attention.sure')} onConfirm={() => approving.mutate()}>
          <Button danger loading={approving.isPending}>
            {t('attention.approve')}
          </Button>
        </Popconfirm>
      }
    />
  )
}
