/** A titled part of a form. */
import type { ReactNode } from 'react'

export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="form-part">
      <h3>{title}</h3>
      {children}
    </section>
  )
}
