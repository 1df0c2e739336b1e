/** One import, from “how is this file to be read” to its figures. It can be left at any time. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { Answered, Troubled, useSentence } from '../../ui/states.tsx'
import { useSaid } from '../../ui/texts.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { Figures } from './figures.tsx'
import { type Import, useImport, useStarting } from './queries.ts'
import { Rejected } from './rejected.tsx'
import { Understand } from './understand.tsx'

export function ImportPage() {
  const { importId } = useParams({ from: '/frame/imports/$importId' })
  const { t } = useTranslation()
  const found = useImport(importId)
  return (
    <Page title={found.data?.name ?? t('rooms.imports')} actions={<Link to="/imports">{t('imports.all')}</Link>}>
      <Answered of={found}>{(one) => <Stage of={one} />}</Answered>
    </Page>
  )
}

function Stage({ of: one }: { readonly of: Import }) {
  switch (one.state) {
    case 'waiting':
      return <Understand importId={one.importId} />
    case 'running':
      return <Running of={one} />
    case 'cancelled':
    case 'failed':
      return <Stopped of={one} />
    case 'done':
      return (
        <div className="imports">
          {one.summary === null ? null : <Figures summary={one.summary} />}
          <Rejected importId={one.importId} count={one.summary?.lines['rejected'] ?? 0} />
        </div>
      )
  }
}

const phases: readonly Import['phase'][] = ['reading', 'members', 'orders', 'closing']

function Running({ of: { importId, phase, done, total } }: { readonly of: Import }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const format = useFormat()
  const queries = useQueryClient()
  const stopping = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/imports/{importId}/cancel', { params: { path: { importId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['imports'] }),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  const share = total === null || total === 0 ? undefined : done / total
  return (
    <Card>
      <div aria-live="polite">
        <strong>{t(`imports.phases.${phase}`)}</strong>{' '}
        <span className="quiet">{t('imports.step', { step: phases.indexOf(phase) + 1, steps: phases.length })}</span>
      </div>
      <Progress
        share={share ?? 1}
        label={t(`imports.phases.${phase}`)}
        said={share === undefined ? format.number(done) : format.percent(share)}
      />
      <p className="quiet">
        {total === null
          ? t('imports.done', { done: format.number(done) })
          : t('imports.doneOf', { done: format.number(done), total: format.number(total) })}
      </p>
      <p>{t('imports.leave')}</p>
      <Button onClick={() => stopping.mutate()} loading={stopping.isPending}>
        {t('imports.stop')}
      </Button>
    </Card>
  )
}

function Stopped({ of: { importId, state, problem } }: { readonly of: Import }) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const starting = useStarting(importId)
  return (
    <Card>
      <Alert
        type={state === 'failed' ? 'error' : 'info'}
        showIcon
        title={answered(problem?.title) ?? t(`imports.states.${state === 'failed' ? 'failed' : 'cancelled'}`)}
        description={t('imports.stoppedAdvice')}
        action={
          <Button onClick={() => starting.mutate({})} loading={starting.isPending}>
            {t('imports.goOn')}
          </Button>
        }
      />
      {starting.error === null ? null : <Troubled trouble={starting.error} />}
    </Card>
  )
}
