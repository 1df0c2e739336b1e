/** What the customer takes along until the server has decided: that the goods were handed in. No figure stands on it. */
import { Alert, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useFormat } from '../../ui/format.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Device, QueuedSale } from '../model/database.ts'

type Props = { readonly device: Device; readonly entry: QueuedSale; readonly next: () => void }

export function Slip({ device, entry: { number, placedAt, back }, next }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const again = useRef<HTMLButtonElement>(null)
  useEffect(() => again.current?.focus(), [])
  if (back === undefined) return null
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title={t('till.returns.noted', { number })}
        description={t('till.returns.notedAdvice')}
      />
      <div className="till-choices">
        <Button size="large" onClick={() => window.print()}>
          {t('till.done.print')}
        </Button>
        <Button ref={again} type="primary" size="large" className="till-grow" onClick={next}>
          {t('till.returns.next')}
        </Button>
      </div>
      <article className="receipt" aria-label={t('till.returns.slip')}>
        <h2>{device.storeName ?? device.name}</h2>
        <p>
          <strong>{t('till.returns.slip')}</strong>
        </p>
        <p>{t('till.returns.slipNumber', { number })}</p>
        <p>{t('till.receipt.number', { number: back.order })}</p>
        <p>{format.moment(placedAt)}</p>
        <table>
          <tbody>
            {back.pieces === 'all' ? (
              <tr>
                <td>{t('till.returns.allOfIt')}</td>
              </tr>
            ) : (
              back.pieces.map(({ line, sku, name, quantity }) => (
                <tr key={line ?? sku}>
                  <td>{name}</td>
                  <td className="figures">{t('till.receipt.pieces', { quantity: format.number(quantity) })}</td>
                </tr>
              ))
            )}
          </tbody>
        </table>
        <p>{t('till.returns.slipLater')}</p>
      </article>
    </>
  )
}
