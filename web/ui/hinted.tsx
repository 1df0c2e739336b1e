/** What it is that is pointed at or has the focus, above it. */
import { Tooltip } from 'antd'
import type { ReactElement, ReactNode } from 'react'

export function Hinted({ children, by }: { readonly children: ReactElement; readonly by: ReactNode }) {
  return (
    <Tooltip title={by} trigger={['hover', 'focus']}>
      {children}
    </Tooltip>
  )
}
