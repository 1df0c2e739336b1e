/** Try it: a basket under the programme in force and under the draft, side by side. Nothing is written. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, ConfigProvider } from 'antd'
import { Card } from '../../../../ui/card.tsx'
import { useRested } from '../../../../ui/rested.ts'
import { ask, regulars } from '../../../../ui/server.ts'
import { Nothing } from '../../../../ui/states.tsx'
import { useSaid } from '../../../../ui/texts.ts'
import { useTranslation } from '../../../../ui/translation.ts'
import type { Draft } from '../../drafts/queries.ts'
import { useCurrency } from '../choices.ts'
import { gapsIn } from '../definition.ts'
import { useSaving } from '../saving.ts'
import { useWorking } from '../working.ts'
import { tried, useBasket } from './basket.ts'
import { BasketForm } from './form.tsx'
import { Outcome } from './outcome.tsx'

const PAUSE_MILLISECONDS = 400

export function TryIt({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  return (
    <ConfigProvider componentDisabled={false}>
      <Card title={t('trying.title')} className="trying">
        <p className="quiet">{t('trying.about')}</p>
        <BasketForm />
        <NotSaved draft={draft} />
        <Answers draft={draft} />
      </Card>
    </ConfigProvider>
  )
}

/** What is tried is what is saved. */
function NotSaved({ draft: { draftId } }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const working = useWorking(draftId)
  const { saving } = useSaving(draftId)
  if (working === undefined) return null
  const whole = gapsIn(working.definition).length === 0
  return (
    <Alert
      type="warning"
      showIcon
      title={t('trying.notSaved')}
      action={
        <Button size="small" disabled={!whole} loading={saving.isPending} onClick={() => saving.mutate(working)}>
          {t('trying.saveAndTry')}
        </Button>
      }
      {...(saving.error === null ? {} : { description: answered(saving.error.message) })}
    />
  )
}

function Answers({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const currency = useCurrency()
  const basket = useRested(tried(useBasket(), currency), PAUSE_MILLISECONDS)
  const asking = {
    enabled: basket !== undefined,
    retry: false,
    staleTime: 0,
  } as const
  const published = useQuery({
    ...asking,
    queryKey: ['trying', basket],
    queryFn: () => evaluated(basket, undefined),
  })
  const drafted = useQuery({
    ...asking,
    queryKey: ['trying', basket, draft.draftId, draft.revision],
    queryFn: () => evaluated(basket, draft.draftId),
  })
  if (basket === undefined) return <Nothing title={t('trying.empty')} advice={t('trying.emptyAdvice')} />
  return (
    <Outcome
      currency={basket.currency}
      sides={{ published: published.data, draft: drafted.data }}
      troubles={{ published: published.error, draft: drafted.error }}
    />
  )
}

function evaluated(basket: ReturnType<typeof tried>, draftId: string | undefined) {
  if (basket === undefined) throw new Error('there is nothing to buy')
  const body = { ...basket, ...(draftId === undefined ? {} : { draftId }) }
  return ask(regulars.POST('/v1/orders/evaluate', { body }))
}
