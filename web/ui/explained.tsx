/** A label whose definition appears on hover and on focus. */
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'

export function Explained({ children, by }: { readonly children: ReactNode; readonly by: ReactNode }) {
  return (
    <Tooltip title={by} trigger={['hover', 'focus']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the definition must be reachable by keyboard */}
      <span className="explained" tabIndex={0}>
        {children}
      </span>
    </Tooltip>
  )
}
