/** Everything that is kept about the member, to take away. */
import { useTranslation } from '../../ui/translation.ts'
import { inWechat } from '../access/device.ts'
import { Screen } from '../parts/screen.tsx'

export function OwnPage() {
  const { t } = useTranslation()
  return (
    <Screen title={t('my.own.title')} up="/me">
      <div className="form">
        <p>{t('my.own.introduction')}</p>
        {inWechat(navigator.userAgent) ? <p className="note note-ask">{t('my.own.wechat')}</p> : null}
        <a className="button" href="/v1/my/data" download="my-data.json">
          {t('my.own.download')}
        </a>
      </div>
    </Screen>
  )
}
