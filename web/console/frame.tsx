/** What surrounds every page: the rooms on the left, the person and the appearance at the top. */
import {
  AppstoreOutlined,
  AuditOutlined,
  BulbOutlined,
  ClockCircleOutlined,
  GiftOutlined,
  HomeOutlined,
  IdcardOutlined,
  ImportOutlined,
  LineChartOutlined,
  MessageOutlined,
  QuestionCircleOutlined,
  ReadOutlined,
  SettingOutlined,
  ShopOutlined,
  ShoppingOutlined,
  StarOutlined,
  TagsOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { LanguageMenu } from '../ui/languages.tsx'
import { MenuButton } from '../ui/menu.tsx'
import { appearance, appearances, useAppearance } from '../ui/preferences.ts'
import { useNaming } from '../ui/programme.ts'
import { useTranslation } from '../ui/translation.ts'
import { Confirming } from './access/confirming.tsx'
import { useLanguageChoice, useLeaving } from './access/leaving.ts'
import { explaining } from './handbook/places.ts'
import { useReopening } from './home/guide.ts'
import { meQuery, useMay } from './session.ts'
import { LIST_KEY, useShortcuts } from './shortcuts.ts'

const rooms = [
  { key: '/', name: 'home', icon: <HomeOutlined />, right: undefined },
  { key: '/members', name: 'members', icon: <TeamOutlined />, right: 'members.read' },
  { key: '/orders', name: 'orders', icon: <ShoppingOutlined />, right: 'orders.read' },
  { key: '/coupons', name: 'coupons', icon: <TagsOutlined />, right: 'coupons.read' },
  { key: '/points', name: 'points', icon: <StarOutlined />, right: 'members.read' },
  { key: '/catalogue', name: 'catalogue', icon: <AppstoreOutlined />, right: 'catalogue.read' },
  { key: '/programme', name: 'programme', icon: <GiftOutlined />, right: 'programme.read' },
  { key: '/insights', name: 'insights', icon: <LineChartOutlined />, right: 'insights.read' },
  { key: '/messages', name: 'messages', icon: <MessageOutlined />, right: 'messages.read' },
  { key: '/imports', name: 'imports', icon: <ImportOutlined />, right: 'imports.run' },
  { key: '/jobs', name: 'jobs', icon: <ClockCircleOutlined />, right: 'jobs.run' },
  { key: '/tills', name: 'tills', icon: <ShopOutlined />, right: 'tills.manage' },
  { key: '/staff', name: 'staff', icon: <IdcardOutlined />, right: 'staff.manage' },
  { key: '/audit', name: 'audit', icon: <AuditOutlined />, right: 'audit.read' },
  { key: '/settings', name: 'settings', icon: <SettingOutlined />, right: undefined },
  { key: '/handbook', name: 'handbook', icon: <ReadOutlined />, right: undefined },
] as const

/** Pages that belong to a room without standing below its address. */
const within: Readonly<Record<string, string>> = { '/bulk': '/members' }

/** Fetched when somebody asks for it. */
const Keys = lazy(async () => ({ default: (await import('./keys.tsx')).Keys }))

export function Frame() {
  const { t } = useTranslation()
  const [listing, setListing] = useState(false)
  useShortcuts(() => setListing(true))
  return (
    <div className="frame">
      <SkipLink />
      <aside className="frame-side">
        <Link to="/" className="frame-brand">
          <img src="/icon.svg" alt="" width={26} height={26} />
          <span>{t('frame.brand')}</span>
        </Link>
        <Rooms />
      </aside>
      <div>
        <header className="frame-head">
          <Zone />
          <HowTo />
          <LanguageSwitch />
          <AppearanceSwitch />
          <Person listKeys={() => setListing(true)} />
        </header>
        <div id="content" className="frame-content" tabIndex={-1}>
          <Outlet />
        </div>
      </div>
      <Confirming />
      {listing ? (
        <Suspense fallback={null}>
          <Keys close={() => setListing(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}

function SkipLink() {
  const { t } = useTranslation()
  return (
    <a href="#content" className="skip">
      {t('frame.skip')}
    </a>
  )
}

function Rooms() {
  const { t } = useTranslation()
  const may = useMay()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const place = within[path] ?? path
  const selected = rooms.findLast(({ key }) => key === place || (key !== '/' && place.startsWith(`${key}/`)))?.key
  return (
    <nav aria-label={t('frame.rooms')} className="frame-rooms">
      {rooms
        .filter(({ right }) => right === undefined || may(right))
        .map(({ key, name, icon }) => (
          <Link key={key} to={key} {...(key === selected ? { 'data-selected': true, 'aria-current': 'page' } : {})}>
            <i aria-hidden="true">{icon}</i>
            <span>{t(`rooms.${name}`)}</span>
          </Link>
        ))}
    </nav>
  )
}

/** Every date on every page is in this zone. */
function Zone() {
  const { t } = useTranslation()
  const { timeZone } = useNaming()
  return (
    <span className="quiet frame-zone" title={t('frame.zoneMeaning')}>
      {t('frame.zone', { zone: timeZone })}
    </span>
  )
}

/** The part of the handbook that explains this page. */
function HowTo() {
  const { t } = useTranslation()
  const place = useRouterState({ select: ({ location }) => explaining(location.pathname) })
  if (place === undefined) return null
  return (
    <Link
      to="/handbook/$page"
      params={{ page: place.page }}
      {...(place.heading === undefined ? {} : { hash: place.heading })}
      className="how"
      aria-label={t('handbook.how')}
    >
      <QuestionCircleOutlined /> <span>{t('handbook.how')}</span>
    </Link>
  )
}

function LanguageSwitch() {
  return <LanguageMenu choose={useLanguageChoice()} />
}

function AppearanceSwitch() {
  const { t } = useTranslation()
  const chosen = useAppearance()
  const items = appearances.map((key) => ({ key, label: t(`appearances.${key}`), onClick: () => appearance.set(key) }))
  return (
    <MenuButton
      menu={{ items, selectable: true, selectedKeys: [chosen] }}
      type="text"
      icon={<BulbOutlined />}
      aria-label={t('frame.appearance')}
    />
  )
}

function Person({ listKeys }: { readonly listKeys: () => void }) {
  const { t } = useTranslation()
  const { data: me } = useQuery(meQuery)
  const leave = useLeaving()
  const may = useMay()
  const reopen = useReopening()
  const guide = (
    <Link to="/" search={{ guide: 'open' }} {...(reopen === undefined ? {} : { onClick: reopen })}>
      {t('firstday.title')}
    </Link>
  )
  const items = [
    // A page of its own, not one of the console's.
    ...(may('orders.write') ? [{ key: 'till', label: <a href="/till">{t('frame.till')}</a> }] : []),
    { key: 'settings', label: <Link to="/settings">{t('rooms.settings')}</Link> },
    { key: 'security', label: <Link to="/settings/security">{t('security.title')}</Link> },
    ...(reopen === undefined ? [] : [{ key: 'guide', label: guide }]),
    { key: 'keys', label: t('shortcuts.title'), extra: <kbd>{LIST_KEY}</kbd>, onClick: listKeys },
    { key: 'leave', label: t('frame.signOut'), onClick: () => void leave() },
  ]
  return (
    <MenuButton menu={{ items }} type="text" icon={<UserOutlined />} className="frame-person">
      <span>{me?.name}</span>
    </MenuButton>
  )
}
