/** One's own settings, the keys of tills and shops, and the systems that are told of what happens. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Form, Radio, Tabs } from 'antd'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { appearance, appearances, languages, useAppearance, useLanguage } from '../../ui/preferences.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useLanguageChoice } from '../access/leaving.ts'
import { useMay } from '../session.ts'
import { Webhooks } from '../webhooks/list.tsx'
import { ConsentTexts } from './consents.tsx'
import { Keys } from './keys.tsx'
import { SignInRules } from './signinrules.tsx'

export function SettingsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { tab } = useSearch({ from: '/frame/settings' })
  const navigate = useNavigate({ from: '/settings' })
  const own = (
    <div className="settings">
      <Look />
      <SecurityLink />
    </div>
  )
  const items = [
    { key: 'own', label: t('settings.own'), children: own },
    ...(may('staff.manage') ? [{ key: 'sign-in', label: t('signInRules.title'), children: <SignInRules /> }] : []),
    ...(may('consents.write') ? [{ key: 'consents', label: t('consents.title'), children: <ConsentTexts /> }] : []),
    ...(may('keys.manage') ? [{ key: 'keys', label: t('settings.keys'), children: <Keys /> }] : []),
    ...(may('integrations.manage') ? [{ key: 'webhooks', label: t('webhooks.title'), children: <Webhooks /> }] : []),
  ]
  return (
    <Page title={t('rooms.settings')}>
      <Tabs
        items={items}
        activeKey={items.find(({ key }) => key === tab)?.key ?? 'own'}
        onChange={(chosen) => void navigate({ search: chosen === 'own' ? {} : { tab: chosen }, replace: true })}
      />
    </Page>
  )
}

function SecurityLink() {
  const { t } = useTranslation()
  return (
    <Card title={t('security.title')}>
      <p className="quiet first">{t('security.meaning')}</p>
      <Link to="/settings/security">{t('security.open')}</Link>
    </Card>
  )
}

function Look() {
  const { t } = useTranslation()
  const language = useLanguage()
  const look = useAppearance()
  const choose = useLanguageChoice()
  return (
    <Card title={t('settings.look')}>
      <Form layout="vertical">
        <Form.Item label={t('settings.language')}>
          <Radio.Group
            optionType="button"
            value={language}
            options={languages.map((value) => ({ value, label: t(`languages.${value}`) }))}
            onChange={({ target }: { target: { value?: (typeof languages)[number] } }) =>
              target.value === undefined ? undefined : void choose(target.value)
            }
          />
        </Form.Item>
        <Form.Item label={t('frame.appearance')} className="last">
          <Radio.Group
            optionType="button"
            value={look}
            options={appearances.map((value) => ({ value, label: t(`appearances.${value}`) }))}
            onChange={({ target }: { target: { value?: (typeof appearances)[number] } }) =>
              target.value === undefined ? undefined : appearance.set(target.value)
            }
          />
        </Form.Item>
      </Form>
    </Card>
  )
}
