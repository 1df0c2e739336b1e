/** A page: its title, its actions, its content. */
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from './translation.ts'

type Props = {
  readonly title: string
  /** Shown in place of the plain title. */
  readonly heading?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Page({ title, heading, actions, children }: Props) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = t('frame.title', { page: title })
  }, [t, title])
  return (
    <main className="page">
      <div className="page-head">
        {heading ?? <h1 className="page-title">{title}</h1>}
        <div className="page-actions">{actions}</div>
      </div>
      {children}
    </main>
  )
}
