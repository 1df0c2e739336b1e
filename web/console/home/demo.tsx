/** The generated sample shop: offered on an empty database, with its progress while it is being loaded. */
import { ShopOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Progress } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { useSentence } from '../../ui/states.tsx'
import { useMay } from '../session.ts'
import { Way } from './way.tsx'

type Shop = NonNullable<Answer<'/v1/demo', 'get'>['shop']>

/** Of 20,000 members in 18 months; the same each time. */
const sample = { members: 20_000, months: 18, seed: 1 }

const LOOK_AGAIN_MILLISECONDS = 1_000

export function Demo() {
  const { t } = useTranslation()
  const may = useMay()
  const queries = useQueryClient()
  const asked = useQuery({
    queryKey: ['demo'],
    queryFn: () => ask(regulars.GET('/v1/demo')),
    enabled: may('imports.run'),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? LOOK_AGAIN_MILLISECONDS : false),
  })
  const state = asked.data?.state
  useEffect(() => {
    if (state === 'done') void queries.invalidateQueries()
  }, [state, queries])
  if (asked.data === undefined || state === 'members' || state === 'done') return null
  return (
    <Way icon={<ShopOutlined />} title={t('demo.title')} text={t('demo.text')}>
      {state === 'running' && asked.data.shop !== null ? (
        <Loading shop={asked.data.shop} />
      ) : (
        <Begin again={state === 'interrupted'} />
      )}
    </Way>
  )
}

function Begin({ again }: { readonly again: boolean }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const sentence = useSentence()
  const queries = useQueryClient()
  const beginning = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/demo', { body: sample })),
    onSuccess: (begun) => queries.setQueryData(['demo'], begun),
    onError: (trouble) => void message.error(sentence(trouble)),
  })
  return (
    <Button type="primary" loading={beginning.isPending} onClick={() => beginning.mutate()}>
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
      <Progress percent={Math.floor(share * 100)} status="active" aria-label={t('demo.title')} />
      <span className="quiet">
        {total === 0 ? t('demo.making') : t('demo.done', { done: format.number(done), total: format.number(total) })}
      </span>
    </div>
  )
}
