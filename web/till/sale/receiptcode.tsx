/** The number of a receipt as a code that a scanner reads: to return it, or to give it to a member who was not asked for. */
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'

/** The quiet zone that scanners need, in modules. */
const BORDER = 4

export function ReceiptCode({ number }: { readonly number: string }) {
  const { t } = useTranslation()
  const { size, data } = encode(number, { ecc: 'M', border: BORDER })
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
