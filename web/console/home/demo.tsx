/** The generated sample shop: offered on an empty database, with its progress while it is being loaded. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { Progress } from '../../ui/progress.tsx'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'

type Shop = NonNullable<Answer<'/v1/demo', 'get'>['shop']>

/** Of 20,000 members in 18 months; the same each time. */
const sample = { members: 20_000, months: 18, seed: 1 }

const LOOK_AGAIN_MILLISECONDS = 1_000

function useDemo() {
  const may = useMay()
  const queries = useQueryClient()
  const asked = useQuery({
    queryKey: ['demo'],
    queryFn: () => ask(regulars.GET('/v1/demo')),
    enabled: may('imports.run'),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? LOOK_AGAIN_MILLISECONDS : false),
  })
  const state = asked.data?.state
  const before = useRef(state)
  useEffect(() => {
    // Everything is different only when it was loaded while somebody looked.
    if (before.current === 'running' && state === 'done') void queries.invalidateQueries()
    before.current = state
  }, [state, queries])
  return asked.data
}

/** Says how far the sample shop is until all of it is there. */
export function DemoUnderWay() {
  const { t } = useTranslation()
  const demo = useDemo()
  if (demo?.state !== 'running' && demo?.state !== 'interrupted') return null
  return (
    <Card className="attention" title={t('demo.title')}>
      {demo.state === 'running' && demo.shop !== null ? <Loading shop={demo.shop} /> : <Begin again />}
    </Card>
  )
}

/** The way to load it, while the database is empty. */
export function BeginDemo() {
  return useDemo()?.state === 'empty' ? <Begin again={false} /> : null
}

function Begin({ again }: { readonly again: boolean }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const beginning = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/demo', { body: sample })),
    onSuccess: (begun) => queries.setQueryData(['demo'], begun),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Button
      size="small"
      color="primary"
      variant="outlined"
      loading={beginning.isPending}
      onClick={() => beginning.mutate()}
    >
      {again ? t('demo.goOn') : t('demo.begin')}
    </Button>
  )
}

function Loading({ shop: { done, total } }: { readonly shop: Shop }) {
  const { t } = useTranslation()
  const format = useFormat()
  const share = total === 0 ? 0 : done / total
  return (
    <div aria-live="polite">
      <Progress share={share} label={t('demo.title')} said={format.percent(share)} />
      <span className="quiet">
        {total === 0 ? t('demo.making') : t('demo.done', { done: format.number(done), total: format.number(total) })}
      </span>
    </div>
  )
}
