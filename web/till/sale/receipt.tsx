/** What was sold, for the member to see and to take along. */
import { Alert, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import { QrCode } from '../../ui/qr.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { Device } from '../model/database.ts'
import { claimLink } from '../model/receipt.ts'
import { grossMinor, isKnown, lastFour } from '../model/sale.ts'
import type { Done } from './selling.ts'

type Props = { readonly device: Device; readonly done: Done; readonly next: () => void }

export function Receipt({ device, done, next }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const again = useRef<HTMLButtonElement>(null)
  useEffect(() => again.current?.focus(), [])
  const { confirmed, dueMinor } = done
  return (
    <main className="till-done">
      <div className="till-done-head">
        <Alert
          type={confirmed === undefined ? 'warning' : 'success'}
          showIcon
          title={t(confirmed === undefined ? 'till.done.queued' : 'till.done.confirmed', {
            amount: format.money(dueMinor, device.currency),
          })}
          description={confirmed === undefined ? t('till.done.queuedAdvice') : undefined}
        />
        <div className="till-choices">
          <Button size="large" onClick={() => window.print()}>
            {t('till.done.print')}
          </Button>
          <Button ref={again} type="primary" size="large" className="till-grow" onClick={next}>
            {t('till.done.next')}
          </Button>
        </div>
      </div>
      <Paper device={device} done={done} />
    </main>
  )
}

function Paper({ device, done }: Omit<Props, 'next'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { sale, amounts, number, placedAt, means, dueMinor } = done
  const money = (minor: number) => format.money(minor, device.currency)
  const off = grossMinor(sale) - done.totalMinor
  const printed = { number, totalMinor: done.totalMinor, currency: device.currency, origin: window.location.origin }
  const holds = sale.buyer === null ? claimLink(printed) : number
  return (
    <article className="receipt" aria-label={t('till.receipt.title')}>
      <h2>{device.storeName ?? device.name}</h2>
      <p>{t('till.receipt.number', { number })}</p>
      <p>{format.moment(placedAt)}</p>
      <table>
        <tbody>
          {sale.lines.map(({ id, name, quantity }, index) => (
            <tr key={id}>
              <td>{name}</td>
              <td className="figures">{t('till.receipt.pieces', { quantity: format.number(quantity) })}</td>
              <td className="figures">{money(amounts[index] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="ledger">
        {off === 0 ? null : (
          <div>
            <dt>{t('till.receipt.saved')}</dt>
            <dd className="figures">{money(off)}</dd>
          </div>
        )}
        {done.paid.map(({ wallet, points, minor }) => (
          <div key={wallet}>
            <dt>{t('till.receipt.points', { points: format.points(points, wallet) })}</dt>
            <dd className="figures">{money(minor)}</dd>
          </div>
        ))}
        <div>
          <dt>{t(`till.means.${means}`)}</dt>
          <dd className="figures">{money(dueMinor)}</dd>
        </div>
      </dl>
      <Earned done={done} />
      <QrCode text={holds} label={t('till.receipt.code', { number })} quiet={4} />
      <p>{t(sale.buyer === null ? 'till.receipt.claim' : 'till.receipt.keep')}</p>
    </article>
  )
}

function Earned({ done: { sale, confirmed } }: Pick<Props, 'done'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { walletPurpose } = useNaming()
  const { buyer } = sale
  if (buyer === null) return null
  const who = isKnown(buyer) ? buyer.number : buyer.kind === 'phone' ? lastFour(buyer.value) : buyer.value
  const earned = new Map<string, number>()
  for (const { wallet, points } of confirmed?.rules ?? [])
    if (walletPurpose(wallet) === 'spend') earned.set(wallet, (earned.get(wallet) ?? 0) + points)
  return (
    <div className="receipt-member">
      <p>{t('till.receipt.member', { who })}</p>
      {confirmed === undefined ? <p>{t('till.receipt.later')}</p> : null}
      {[...earned].map(([wallet, points]) => (
        <p key={wallet} data-earned={wallet}>
          {t('till.receipt.earned', { points: format.points(points, wallet) })}
        </p>
      ))}
      {confirmed?.wallets
        .filter(({ wallet }) => walletPurpose(wallet) === 'spend')
        .map(({ wallet, available }) => (
          <p key={wallet}>{t('till.buyer.available', { points: format.points(available, wallet) })}</p>
        ))}
    </div>
  )
}
