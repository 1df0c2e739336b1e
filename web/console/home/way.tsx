/** Where each step of the first day is done: the pages and dialogs that do it, as far as this person may. */
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { BeginDemo } from './demo.tsx'
import type { Step } from './steps.ts'

/** Fetched when somebody opens them. */
const EnrolDialog = lazy(async () => ({ default: (await import('../members/enrol.tsx')).EnrolDialog }))
const ThingDialog = lazy(async () => ({ default: (await import('../catalogue/editing.tsx')).ThingDialog }))

type Props = { readonly step: Step['step'] }

export function Ways({ step }: Props) {
  const { t } = useTranslation()
  switch (step) {
    case 'programme':
      return (
        <>
          <Link to="/programme" className="firstday-way">
            {t('firstday.ways.programme')}
          </Link>
          <Link to="/programme/drafts" className="firstday-way">
            {t('firstday.ways.drafts')}
          </Link>
        </>
      )
    case 'stores':
      return (
        <>
          <Dialogue action={t('catalogue.enter.stores')}>
            {(close) => <ThingDialog kind="stores" close={close} />}
          </Dialogue>
          <Link to="/catalogue" className="firstday-way">
            {t('firstday.ways.catalogue')}
          </Link>
        </>
      )
    case 'staff':
      return (
        <Link to="/staff" className="firstday-way">
          {t('firstday.ways.staff')}
        </Link>
      )
    case 'connection':
      return <Connections />
    case 'texts':
      return (
        <Link to="/settings" search={{ tab: 'consents' }} className="firstday-way">
          {t('firstday.ways.texts')}
        </Link>
      )
    case 'history':
      return (
        <>
          <Link to="/imports" className="firstday-way">
            {t('firstday.ways.import')}
          </Link>
          <BeginDemo />
        </>
      )
    case 'member':
      return <Dialogue action={t('members.enrol')}>{(close) => <EnrolDialog close={close} />}</Dialogue>
    case 'order':
      return (
        // A page of its own, not one of the console's.
        <a href="/till" className="firstday-way">
          {t('firstday.ways.till')}
        </a>
      )
    case 'security':
      return (
        <Link to="/settings/security" className="firstday-way">
          {t('firstday.ways.security')}
        </Link>
      )
  }
}

function Connections() {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <>
      {may('tills.manage') ? (
        <Link to="/tills" className="firstday-way">
          {t('tills.setUp')}
        </Link>
      ) : null}
      {may('keys.manage') ? (
        <Link to="/settings" search={{ tab: 'keys' }} className="firstday-way">
          {t('keys.make')}
        </Link>
      ) : null}
    </>
  )
}

type DialogueProps = { readonly action: string; readonly children: (close: () => void) => ReactNode }

/** What is done in a dialog, without leaving the page. */
function Dialogue({ action, children }: DialogueProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" className="firstday-way" onClick={() => setOpen(true)}>
        {action}
      </Button>
      <Suspense>{open ? children(() => setOpen(false)) : null}</Suspense>
    </>
  )
}
