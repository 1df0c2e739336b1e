/** A QR code that stays black on white, which is what scanners read best, whatever the page looks like. */
import { useMemo } from 'react'
import { encode } from 'uqr'

type Props = {
  readonly text: string
  readonly label: string
  /** The margin that scanners need, in modules: 4 on paper; fewer where the page itself is white around it. */
  readonly quiet?: number
}

export function QrCode({ text, label, quiet = 2 }: Props) {
  const { size, path } = useMemo(() => drawn(text, quiet), [text, quiet])
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

function drawn(text: string, border: number): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { size, path }
}
