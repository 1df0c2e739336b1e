/** Selling: the basket on the left; whose it is, what it costs and how it is paid on the right. */
import { useState } from 'react'
import { useTranslation } from '../../ui/translation.ts'
import type { Device } from '../model/database.ts'
import { isKnown } from '../model/sale.ts'
import { Basket } from './basket.tsx'
import { BenefitsPanel } from './benefits.tsx'
import { BuyerPanel } from './buyer.tsx'
import { CouponsPanel } from './coupons.tsx'
import { Enrolling } from './enrolling.tsx'
import { Finding } from './finding.tsx'
import { PayingPanel } from './paying.tsx'
import { PointsPanel } from './points.tsx'
import { Receipt } from './receipt.tsx'
import { ScanField } from './scanfield.tsx'
import { useScans } from './scans.ts'
import type { Selling } from './selling.ts'

type Props = { readonly device: Device; readonly selling: Selling }

/** `enrol` carries what was typed before. */
export type Asking = { readonly kind: 'find' } | { readonly kind: 'enrol'; readonly phone: string } | undefined

export function SalePage({ device, selling }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<Asking>()
  const scans = useScans({ selling, ask: setAsking })
  const { sale, change, done } = selling
  if (done !== undefined) return <Receipt device={device} done={done} next={selling.next} />
  const close = () => setAsking(undefined)
  return (
    <main className="till-sale" aria-label={t('till.places.sale')}>
      <section className="till-left" aria-label={t('till.basket.title')}>
        <ScanField device={device} selling={selling} scans={scans} />
        <Basket currency={device.currency} selling={selling} />
      </section>
      <section className="till-right" aria-label={t('till.checkout')}>
        <BuyerPanel sale={sale} change={change} ask={setAsking} />
        {isKnown(sale.buyer) ? (
          <BenefitsPanel key={sale.buyer.memberId} member={sale.buyer} device={device} selling={selling} />
        ) : null}
        {isKnown(sale.buyer) ? <CouponsPanel member={sale.buyer} device={device} selling={selling} /> : null}
        {sale.buyer === null ? null : <PointsPanel device={device} selling={selling} />}
        <PayingPanel device={device} selling={selling} />
      </section>
      {asking?.kind === 'find' ? (
        <Finding
          scan={scans.scan}
          choose={(buyer) => change({ kind: 'buyer', buyer })}
          type={(buyer) => change({ kind: 'buyer', buyer })}
          enrol={(phone) => setAsking({ kind: 'enrol', phone })}
          close={close}
        />
      ) : null}
      {asking?.kind === 'enrol' ? (
        <Enrolling device={device} phone={asking.phone} change={change} scan={scans.scan} close={close} />
      ) : null}
    </main>
  )
}
