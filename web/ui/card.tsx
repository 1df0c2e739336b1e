/** What belongs together, in a frame: what it is, what can be done with it, and what it holds. */
import type { ComponentProps, ReactNode } from 'react'

type Props = Omit<ComponentProps<'section'>, 'title'> & { readonly title?: ReactNode; readonly extra?: ReactNode }

export function Card({ title, extra, className = '', children, ...others }: Props) {
  return (
    <section {...others} className={`card ${className}`}>
      {title === undefined && extra === undefined ? null : (
        <div className="card-head">
          <div className="card-title">{title}</div>
          {extra}
        </div>
      )}
      <div className="card-body">{children}</div>
    </section>
  )
}
