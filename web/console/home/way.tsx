/** One way to begin: what it is, what it gives, where it starts. */
import { Card } from 'antd'
import type { ReactNode } from 'react'

type WayProps = {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly children: ReactNode
}

export function Way({ icon, title, text, children }: WayProps) {
  return (
    <Card className="way attention">
      <div className="way-icon">{icon}</div>
      <h2>{title}</h2>
      <p className="quiet">{text}</p>
      {children}
    </Card>
  )
}
