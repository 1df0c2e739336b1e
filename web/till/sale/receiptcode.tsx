/** The code on a receipt that a scanner or a phone reads: to return it, or to make it one's own. */
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'

/** The quiet zone that scanners need, in modules. */
const BORDER = 4

type Props = { readonly number: string; readonly holds: string }

export function ReceiptCode({ number, holds }: Props) {
  const { t } = useTranslation()
  const { size, data } = encode(holds, { ecc: 'M', border: BORDER })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      className="receipt-code"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={t('till.receipt.code', { number })}
    >
      <path d={path} />
    </svg>
  )
}
