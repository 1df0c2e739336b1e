/** Above every page of a viewing: who looks, until when, and the way out. And what is there when it is over. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { useEffect } from 'react'
import { ask, credential, regulars, tell } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useFormat } from '../naming.ts'
import { Nothing } from '../parts/states.tsx'
import { endViewing } from './over.ts'

const viewingQuery = {
  queryKey: ['viewing'],
  queryFn: () => ask(regulars.GET('/v1/my/viewing')),
} as const

export function ViewingBanner() {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(viewingQuery)
  const viewing = data?.viewing ?? undefined
  const lapsesAt = viewing?.lapsesAt
  useEffect(() => {
    if (lapsesAt === undefined) return
    const timer = setTimeout(endViewing, Math.max(0, Date.parse(lapsesAt) - Date.now()))
    return () => clearTimeout(timer)
  }, [lapsesAt])
  const ending = useMutation({
    mutationFn: (path: { memberId: string; viewingId: string }) => {
      // Ending it is done in the person's own name, with the session of the console.
      credential.bearer = undefined
      return tell(regulars.DELETE('/v1/members/{memberId}/viewings/{viewingId}', { params: { path } }))
    },
    onSettled: endViewing,
  })
  return (
    <aside className="viewing" aria-label={t('my.viewing.title')}>
      <strong>{t('my.viewing.title')}</strong>
      {viewing === undefined ? null : (
        <>
          <span>
            {t('my.viewing.who', { name: viewing.name, moment: format.moment(viewing.lapsesAt) })}
            {viewing.unmasked ? '' : ` ${t('my.viewing.masked')}`}
          </span>
          <Button size="mini" fill="outline" loading={ending.isPending} onClick={() => ending.mutate(viewing)}>
            {t('my.viewing.end')}
          </Button>
        </>
      )}
    </aside>
  )
}

export function ViewingOver() {
  const { t } = useTranslation()
  return (
    <main className="screen">
      <Nothing title={t('my.viewing.over')} advice={t('my.viewing.overAdvice')} />
    </main>
  )
}
