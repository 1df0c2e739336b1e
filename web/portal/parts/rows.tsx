/** Lists of what one can go to or read. */
import { Link, type LinkProps } from '@tanstack/react-router'
import { RightOutline } from 'antd-mobile-icons'
import type { ReactNode } from 'react'

type RowsProps = { readonly title?: string; readonly children: ReactNode }

export function Rows({ title, children }: RowsProps) {
  return (
    <section className="block">
      {title === undefined ? null : <h2>{title}</h2>}
      <ul className="rows">{children}</ul>
    </section>
  )
}

type RowProps = { readonly children: ReactNode; readonly under?: ReactNode; readonly aside?: ReactNode }

function Content({ children, under, aside }: RowProps) {
  return (
    <>
      <span className="row-text">
        <span>{children}</span>
        {under === undefined ? null : <span className="quiet">{under}</span>}
      </span>
      {aside === undefined ? null : <span className="row-aside">{aside}</span>}
    </>
  )
}

export function Row(props: RowProps) {
  return (
    <li className="row">
      <Content {...props} />
    </li>
  )
}

export function LinkRow({ link, ...props }: RowProps & { readonly link: Pick<LinkProps, 'to' | 'params' | 'search'> }) {
  return (
    <li>
      <Link {...link} className="row">
        <Content {...props} />
        <RightOutline aria-hidden className="quiet" />
      </Link>
    </li>
  )
}
