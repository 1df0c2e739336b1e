/** Signing in and joining, in one screen: a code shows who it is; who is no member yet reads what he agrees to and joins. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from '../../ui/translation.ts'
import { LanguageLinks } from '../account/languages.tsx'
import { noteSignedIn } from '../kept.ts'
import { Screen } from '../parts/screen.tsx'
import { meQuery, useProgrammeName } from '../session.ts'
import { Joining } from './joining.tsx'
import { SigningIn } from './signingin.tsx'

export function JoinPage() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const programme = useProgrammeName()
  const { to } = useSearch({ from: '/join' })
  const [joining, setJoining] = useState(takeJoining)
  const [lapsed, setLapsed] = useState('')

  const enter = useCallback(() => {
    noteSignedIn(true)
    // Only to pages of this portal, whatever the address says.
    const next = to?.startsWith('/') === true && !to.startsWith('//') ? to : '/'
    void navigate({ to: next, replace: true })
  }, [navigate, to])
  useEffect(() => {
    // Whoever comes here by mistake may be signed in already.
    if (joining === '') void queries.fetchQuery({ ...meQuery, retry: false }).then(enter, () => undefined)
  }, [enter, joining, queries])

  return (
    <Screen title={programme === '' ? t('my.access.title') : programme}>
      {joining === '' ? (
        <SigningIn lapsed={lapsed} enter={enter} join={setJoining} />
      ) : (
        <Joining
          joining={joining}
          enter={enter}
          onLapsed={(sentence) => {
            setJoining('')
            setLapsed(sentence)
          }}
        />
      )}
      <LanguageLinks />
    </Screen>
  )
}

/** What WeChat's return left in the address; it is a proof, and does not stay there. */
function takeJoining(): string {
  const joining = new URLSearchParams(window.location.hash.slice(1)).get('joining') ?? ''
  if (joining !== '') window.history.replaceState(window.history.state, '', window.location.pathname)
  return joining
}
