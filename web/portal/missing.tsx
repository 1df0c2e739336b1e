/** Pages for an address that leads nowhere and for a page that broke. */
import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { Button } from 'antd-mobile'
import { Trouble } from '../ui/server.ts'
import { useTranslation } from '../ui/translation.ts'
import { Screen } from './parts/screen.tsx'
import { Nothing, Troubled } from './parts/states.tsx'

export function MissingPage() {
  const { t } = useTranslation()
  return (
    <Screen title={t('my.missing.title')}>
      <Nothing title={t('my.missing.title')} advice={t('my.missing.advice')}>
        <Link to="/">{t('my.missing.home')}</Link>
      </Nothing>
    </Screen>
  )
}

export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  return (
    <Screen title={t('my.broken.title')}>
      {error instanceof Trouble ? (
        <Troubled trouble={error} retry={reset} />
      ) : (
        <Nothing title={t('my.broken.title')} advice={t('my.broken.advice')}>
          <Button onClick={() => window.location.reload()}>{t('my.broken.reload')}</Button>
        </Nothing>
      )}
    </Screen>
  )
}
