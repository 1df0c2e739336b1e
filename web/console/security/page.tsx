/** With what one signs in, and where one is signed in. */
import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useState } from 'react'
import { Page } from '../../ui/page.tsx'
import type { Answer } from '../../ui/server.ts'
import { Answered } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { meQuery, securityQuery } from '../session.ts'
import { AuthenticatorApp } from './app.tsx'
import { Passkeys } from './passkeys.tsx'
import { NoPassword, Password } from './password.tsx'
import { RecoveryCodes, RecoveryDialog } from './recovery.tsx'
import { Sessions } from './sessions.tsx'

export type Security = Answer<'/v1/me/security', 'get'>

export function SecurityPage() {
  const { t } = useTranslation()
  const me = useQuery(meQuery)
  const asked = useQuery(securityQuery)
  return (
    <Page title={t('security.title')}>
      <div className="settings">
        {me.data?.factorDue === true ? (
          <Alert type="warning" showIcon title={t('security.due')} description={t('security.dueAdvice')} />
        ) : null}
        <Answered of={asked}>{(security) => <Cards of={security} />}</Answered>
        <Sessions />
      </div>
    </Page>
  )
}

function Cards({ of: security }: { readonly of: Security }) {
  const [showing, setShowing] = useState(false)
  const first = () => {
    // A factor without a way around it would lock its holder out with the phone.
    if (security.recoveryCodesLeft === 0) setShowing(true)
  }
  return (
    <>
      <AuthenticatorApp of={security} added={first} />
      <Passkeys of={security} added={first} />
      <RecoveryCodes of={security} make={() => setShowing(true)} />
      {security.password ? <Password /> : <NoPassword />}
      {showing ? <RecoveryDialog close={() => setShowing(false)} /> : null}
    </>
  )
}
