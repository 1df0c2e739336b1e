/** A page with its name; pages below another one have the way back, which is the phone's own, too. */
import { Link, type LinkProps } from '@tanstack/react-router'
import { LeftOutline } from 'antd-mobile-icons'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from '../../ui/translation.ts'
import { useProgrammeName } from '../session.ts'

type ScreenProps = { readonly title: string; readonly up?: LinkProps['to']; readonly children: ReactNode }

export function Screen({ title, up, children }: ScreenProps) {
  const { t } = useTranslation()
  const programme = useProgrammeName()
  useEffect(() => {
    document.title = [title, programme].filter((each) => each !== '').join(' · ')
  }, [title, programme])
  return (
    <>
      <header className="top">
        {up === undefined ? null : (
          <Link to={up} className="up" aria-label={t('my.frame.back')}>
            <LeftOutline aria-hidden />
          </Link>
        )}
        <h1>{title}</h1>
      </header>
      <main className="screen">{children}</main>
    </>
  )
}
