/** Pages for an address that leads nowhere and for a page that broke. */

import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { Button, Result } from 'antd'
import { useTranslation } from 'react-i18next'
import { Trouble } from '../ui/server.ts'
import { Troubled } from '../ui/states.tsx'

export function MissingPage() {
  const { t } = useTranslation()
  return (
    <Result
      status="404"
      title={t('missing.title')}
      subTitle={t('missing.advice')}
      extra={<Link to="/">{t('missing.home')}</Link>}
    />
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
    <Result
      status="error"
      title={t('broken.title')}
      subTitle={t('broken.advice')}
      extra={<Button onClick={() => window.location.reload()}>{t('broken.reload')}</Button>}
    />
  )
}
