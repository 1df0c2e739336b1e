/** A label whose definition appears on hover and on focus. */
import { lazy, type ReactNode, Suspense } from 'react'
import { useStands } from './stands.ts'

type Props = { readonly children: ReactNode; readonly by: ReactNode }

const Hinted = lazy(async () => ({ default: (await import('./hinted.tsx')).Hinted }))

export function Explained({ children, by }: Props) {
  const label = (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the definition must be reachable by keyboard
    <span className="explained" tabIndex={0}>
      {children}
    </span>
  )
  if (!useStands()) return label
  return (
    <Suspense fallback={label}>
      <Hinted by={by}>{label}</Hinted>
    </Suspense>
  )
}
