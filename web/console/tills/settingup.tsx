/** How a device becomes a till: what to open on it, and who signs in there. */
import { Alert, Button, Modal, Typography } from 'antd'
import { useTranslation } from '../../ui/translation.ts'

export function SetupDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const address = `${window.location.origin}/till`
  return (
    <Modal
      open
      title={t('tills.setUp')}
      onCancel={close}
      footer={
        <Button type="primary" onClick={close}>
          {t('tills.understood')}
        </Button>
      }
    >
      <ol>
        <li>
          {t('tills.stepOpen')}{' '}
          <Typography.Text copyable code>
            {address}
          </Typography.Text>
        </li>
        <li>{t('tills.stepSignIn')}</li>
        <li>{t('tills.stepName')}</li>
        <li>{t('tills.stepLeave')}</li>
      </ol>
      {window.isSecureContext ? null : (
        <Alert type="warning" showIcon title={t('tills.insecure')} description={t('tills.insecureAdvice')} />
      )}
      <p className="quiet last">
        {t('tills.orHere')} <a href="/till">{t('tills.openHere')}</a>
      </p>
    </Modal>
  )
}
