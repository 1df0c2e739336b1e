/** What stands in for content: while it loads, when there is none, when it did not come; and what was done. */
import { Button, Skeleton } from 'antd-mobile'
import type { ReactNode } from 'react'
import { type AnsweredProps, OnceThere } from '../../ui/answered.tsx'
import type { Trouble } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useSaid } from '../speaking.ts'

export function Loading({ rows = 4 }: { readonly rows?: number }) {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('my.state.loading')} className="padded">
      <Skeleton.Paragraph animated lineCount={rows} />
    </div>
  )
}

/** What went wrong in words, what to do next, and a way to try again. */
export function Troubled({ trouble, retry }: { readonly trouble: Trouble; readonly retry?: () => unknown }) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const unsaid = trouble.status === 0 ? t('my.trouble.unreachable') : t('my.trouble.unreadable')
  const advice =
    trouble.status === 0
      ? t('my.trouble.adviceUnreachable')
      : trouble.status >= 500
        ? t('my.trouble.adviceFailed')
        : undefined
  const again = retry !== undefined && (trouble.status === 0 || trouble.status >= 500)
  return (
    <div className="note note-bad" role="alert">
      <strong>{trouble.message === '' ? unsaid : answered(trouble.message)}</strong>
      {advice === undefined ? null : <p>{advice}</p>}
      {again ? (
        <Button size="small" onClick={() => void retry()}>
          {t('my.trouble.retry')}
        </Button>
      ) : null}
    </div>
  )
}

/** Says that something was done, to eyes and to screen readers. */
export function Done({ children }: { readonly children: ReactNode }) {
  return (
    <div className="note note-good" role="status">
      {children}
    </div>
  )
}

type NothingProps = { readonly title: string; readonly advice: string; readonly children?: ReactNode }

/** An empty state that says what to do. */
export function Nothing({ title, advice, children }: NothingProps) {
  return (
    <div className="nothing">
      <strong>{title}</strong>
      <p>{advice}</p>
      {children}
    </div>
  )
}

export function Answered<Data>(props: AnsweredProps<Data>) {
  return <OnceThere {...props} Loading={Loading} Troubled={Troubled} />
}
