import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'

export function ImportsPage() {
  const { t } = useTranslation()
  return <Page title={t('rooms.imports')}>{null}</Page>
}
