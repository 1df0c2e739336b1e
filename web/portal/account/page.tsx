/** Oneself: where everything is that concerns the person and the account. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { regulars, tell } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { mySessionsQuery } from '../asked.ts'
import { useTongue } from '../language.ts'
import { LinkRow, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Troubled } from '../parts/states.tsx'
import { meQuery } from '../session.ts'
import { isViewing } from '../viewing/token.ts'
import { useLeaving } from './leaving.ts'

export function MePage() {
  const { t } = useTranslation()
  const me = useQuery(meQuery)
  const current = useTongue()
  return (
    <Screen title={t('my.places.me')}>
      <Answered of={me} rows={2}>
        {({ name, number, phone, email }) => (
          <Rows>
            <LinkRow
              link={{ to: '/profile' }}
              under={[t('my.card.number', { number }), phone ?? email ?? ''].join(' · ')}
            >
              <strong>{name ?? t('my.me.unnamed')}</strong>
            </LinkRow>
          </Rows>
        )}
      </Answered>
      <Rows>
        <LinkRow link={{ to: '/tier' }}>{t('my.tier.title')}</LinkRow>
        {isViewing() ? null : <LinkRow link={{ to: '/claim' }}>{t('my.claim.title')}</LinkRow>}
      </Rows>
      <Rows>
        <LinkRow link={{ to: '/consents' }}>{t('my.consents.title')}</LinkRow>
        <LinkRow link={{ to: '/devices' }}>{t('my.devices.title')}</LinkRow>
        <LinkRow link={{ to: '/looks' }}>{t('my.looks.title')}</LinkRow>
        {isViewing() ? null : (
          <LinkRow link={{ to: '/language' }} aside={t(`my.languages.${current}`)}>
            {t('my.language.title')}
          </LinkRow>
        )}
      </Rows>
      {isViewing() ? null : (
        <>
          <Rows>
            <LinkRow link={{ to: '/own' }}>{t('my.own.title')}</LinkRow>
            <LinkRow link={{ to: '/delete' }}>{t('my.delete.title')}</LinkRow>
          </Rows>
          <SignOut />
        </>
      )}
    </Screen>
  )
}

function SignOut() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const leaving = useLeaving(async () => {
    const { items } = await queries.fetchQuery(mySessionsQuery)
    const here = items.find(({ current }) => current)
    if (here !== undefined)
      await tell(regulars.DELETE('/v1/my/sessions/{sessionId}', { params: { path: { sessionId: here.sessionId } } }))
  })
  return (
    <div className="padded">
      {leaving.error === null ? null : <Troubled trouble={leaving.error} />}
      <Button block loading={leaving.isPending} onClick={() => leaving.mutate()}>
        {t('my.me.signOut')}
      </Button>
    </div>
  )
}
