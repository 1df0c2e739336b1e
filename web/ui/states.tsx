/** What stands in for content: while it loads, when there is none, and when it did not come. */
import { Alert, Button, Empty } from 'antd'
import type { ReactNode } from 'react'
import { type AnsweredProps, OnceThere } from './answered.tsx'
import type { Trouble } from './server.ts'
import { useSaid } from './texts.ts'
import { useTranslation } from './translation.ts'

/** In percent, of one line after the other. */
const LINE_WIDTHS = [92, 97, 88, 94, 90, 61] as const

/** Lines in grey, as the build draws them on a page that is still to come. */
export function Loading({ rows = 4 }: { readonly rows?: number }) {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('state.loading')} className="padded">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity
        <i key={row} className="drawn-line" style={{ width: `${LINE_WIDTHS[row % LINE_WIDTHS.length]}%` }} />
      ))}
    </div>
  )
}

/** The sentence for a person: the server's own, or ours when the server said nothing. */
export function useSentence(): (trouble: Trouble) => string {
  const { t } = useTranslation()
  const { answered } = useSaid()
  return (trouble) => {
    if (trouble.message !== '') return answered(trouble.message)
    return trouble.status === 0 ? t('trouble.unreachable') : t('trouble.unreadable', { status: trouble.status })
  }
}

/** What went wrong in words, what to do next, and a way to try again. */
export function Troubled({ trouble, retry }: { readonly trouble: Trouble; readonly retry?: () => unknown }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const advice =
    trouble.status === 0
      ? t('trouble.adviceUnreachable')
      : trouble.code === 'auth.forbidden'
        ? t('trouble.adviceForbidden')
        : trouble.status >= 500
          ? t('trouble.adviceFailed')
          : undefined
  const again = retry !== undefined && trouble.status !== 403 && trouble.status !== 404
  return (
    <Alert
      type={trouble.status === 404 ? 'warning' : 'error'}
      showIcon
      title={sentence(trouble)}
      description={advice}
      action={again ? <Button onClick={() => void retry()}>{t('trouble.retry')}</Button> : undefined}
    />
  )
}

type NothingProps = { readonly title: string; readonly advice?: ReactNode; readonly children?: ReactNode }

/** An empty state that says what to do. */
export function Nothing({ title, advice, children }: NothingProps) {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <div className="nothing">
          <strong>{title}</strong>
          {advice === undefined ? null : <p>{advice}</p>}
        </div>
      }
    >
      {children}
    </Empty>
  )
}

export function Answered<Data>(props: AnsweredProps<Data>) {
  return <OnceThere {...props} Loading={Loading} Troubled={Troubled} />
}
