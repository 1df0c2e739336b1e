/** A nightly run that would expire more than the programme allows without asking: somebody lets it go on. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Popconfirm } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'

type Run = Answer<'/v1/runs', 'get'>['items'][number]

export function WaitingRun({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const format = useFormat()
  const queries = useQueryClient()
  const approving = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/runs/{runId}/approve', { params: { path: { runId: run.runId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['runs'] }),
    onError: (trouble) => toast.error(sentence(trouble)),
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
