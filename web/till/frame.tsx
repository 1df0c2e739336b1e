/** What surrounds the till's pages: whether the server is there, what waits, who sells. */
import { CloudOutlined, DisconnectOutlined, UserOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Badge, Button, Dropdown, Tag } from 'antd'
import { LanguageMenu } from '../ui/languages.tsx'
import { language } from '../ui/preferences.ts'
import { Trouble } from '../ui/server.ts'
import { useSentence } from '../ui/states.tsx'
import { toast } from '../ui/toast.ts'
import { useTranslation } from '../ui/translation.ts'
import { speak } from '../ui/words.ts'
import { useBeat, useQueueCounts } from './beat.ts'
import type { Device } from './model/database.ts'
import type { Sale } from './model/sale.ts'
import { type Place, places, usePlace } from './place.ts'
import { ReturnsPage } from './returns/page.tsx'
import { SalePage } from './sale/page.tsx'
import { useSelling } from './sale/selling.ts'
import { useAway } from './server.ts'
import { leave, meQuery } from './session.ts'
import { useNewVersion } from './shell.ts'
import { WaitingPage } from './waiting/page.tsx'

type Props = { readonly device: Device; readonly sale: Sale | undefined }

export function Frame({ device, sale }: Props) {
  const { t } = useTranslation()
  const place = usePlace()
  const revoked = useBeat(device)
  const selling = useSelling(device, sale)
  const takeOver = useNewVersion()
  const idle = selling.sale.lines.length === 0
  return (
    <div className="till">
      <header className="till-head">
        <span className="till-brand">
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span>{device.name}</span>
        </span>
        <Places place={place} />
        <Reach />
        <LanguageSwitch />
        <Person />
      </header>
      {revoked ? <Alert type="error" banner title={t('till.revoked')} description={t('till.revokedAdvice')} /> : null}
      {takeOver !== undefined && idle ? (
        <Alert
          type="info"
          banner
          title={t('till.newVersion')}
          action={<Button onClick={takeOver}>{t('till.useNewVersion')}</Button>}
        />
      ) : null}
      {place === 'sale' ? <SalePage device={device} selling={selling} /> : null}
      {place === 'returns' ? <ReturnsPage device={device} /> : null}
      {place === 'waiting' ? <WaitingPage /> : null}
    </div>
  )
}

function Places({ place }: { readonly place: Place }) {
  const { t } = useTranslation()
  const { waiting, toSee } = useQueueCounts()
  return (
    <nav className="till-places" aria-label={t('till.pages')}>
      {places.map((each) => (
        <a key={each} href={`#${each}`} aria-current={each === place ? 'page' : undefined}>
          {t(`till.places.${each}`)}
          {each === 'waiting' ? <Badge count={waiting} overflowCount={999} className="till-waiting" /> : null}
          {each === 'waiting' && toSee > 0 ? (
            <Tag color="red" className="till-see">
              {t('till.seeTo', { count: toSee })}
            </Tag>
          ) : null}
        </a>
      ))}
    </nav>
  )
}

function Reach() {
  const { t } = useTranslation()
  const away = useAway()
  return (
    <span className={away ? 'till-reach bad' : 'till-reach quiet'} role="status">
      {away ? <DisconnectOutlined /> : <CloudOutlined />}{' '}
      <span className={away ? undefined : 'till-fold'}>{t(away ? 'till.away' : 'till.there')}</span>
    </span>
  )
}

function LanguageSwitch() {
  return <LanguageMenu choose={(wanted) => speak(wanted).then(() => language.set(wanted))} nameClass="till-fold" />
}

function Person() {
  const { t } = useTranslation()
  const sentence = useSentence()
  const { data: me } = useQuery(meQuery)
  const away = useAway()
  const out = () =>
    leave().catch((error: unknown) => {
      if (!(error instanceof Trouble)) throw error
      toast.error(sentence(error))
    })
  const items = [
    { key: 'console', label: <a href="/">{t('till.console')}</a>, disabled: away },
    { key: 'leave', label: t('frame.signOut'), disabled: away, onClick: () => void out() },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" icon={<UserOutlined />}>
        {me?.name}
      </Button>
    </Dropdown>
  )
}
