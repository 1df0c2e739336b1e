/** Pages for an address that leads nowhere and for a page that broke. */

import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { Trouble } from '../ui/server.ts'
import { Nothing, Troubled } from '../ui/states.tsx'
import { useTranslation } from '../ui/translation.ts'

export function MissingPage() {
  const { t } = useTranslation()
  return (
    <main className="padded">
      <Nothing title={t('missing.title')} advice={t('missing.advice')}>
        <Link to="/">{t('missing.home')}</Link>
      </Nothing>
    </main>
  )
}

export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  if (error instanceof Trouble)
    return (
      <div className="padded">
        <Troubled trouble={error} retry={reset} />
      </div>
    )
  return (
    <main className="padded">
      <Nothing title={t('broken.title')} advice={t('broken.advice')}>
        <Button onClick={() => window.location.reload()}>{t('broken.reload')}</Button>
      </Nothing>
    </main>
  )
}
