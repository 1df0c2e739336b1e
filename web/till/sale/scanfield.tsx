/** The one field for scanner and keyboard: whatever is typed outside of another field lands here. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Input, type InputRef } from 'antd'
import { useDeferredValue, useRef, useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { Device, Product } from '../model/database.ts'
import { productsLike, rememberPrice } from '../model/products.ts'
import { AMOUNT_SKU, type Typed } from '../model/sale.ts'
import { useAway } from '../server.ts'
import { useTyping } from '../typing.ts'
import { AmountDialog } from './amount.tsx'
import type { Scans } from './scans.ts'
import type { Selling } from './selling.ts'

type Props = { readonly device: Device; readonly selling: Selling; readonly scans: Scans }

export function ScanField({ device, selling, scans }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const field = useRef<InputRef>(null)
  useTyping(field)
  const { scanning, sell, add, price, unpriced, nextPrice, unknown, nextUnknown } = scans
  const [priced] = unpriced
  const found = scanning.data
  return (
    <div className="till-scan">
      <div className="till-scan-row">
        <Input
          ref={field}
          size="large"
          value={text}
          placeholder={t('till.scan.placeholder')}
          aria-label={t('till.scan.label')}
          autoComplete="off"
          enterKeyHint="go"
          onChange={(event) => setText(event.target.value)}
          onPressEnter={() => {
            const wanted = text.trim()
            setText('')
            if (wanted !== '') scanning.mutate(wanted)
          }}
        />
        <Button size="large" onClick={() => price({ product: null })}>
          {t('till.amount.open')}
        </Button>
      </div>
      <Likely
        text={text}
        choose={(product) => {
          setText('')
          sell(product)
        }}
      />
      {scanning.error === null ? null : <Troubled trouble={scanning.error} />}
      {found?.kind === 'unreadable' ? (
        <Alert
          type="warning"
          showIcon
          closable={{ onClose: scanning.reset }}
          title={t('till.scan.unreadable')}
          description={t('till.find.adviceAway')}
        />
      ) : null}
      {unknown !== undefined ? (
        <Unknown
          text={unknown}
          close={nextUnknown}
          sell={() => sell({ sku: unknown, name: unknown, priceMinor: null })}
          typed={(buyer) => selling.change({ kind: 'buyer', buyer })}
        />
      ) : null}
      {priced === undefined ? null : (
        <AmountDialog
          key={unpriced.length}
          currency={device.currency}
          title={
            priced.product === null ? t('till.amount.title') : t('till.amount.priceOf', { name: priced.product.name })
          }
          scan={(code) => scanning.mutate(code)}
          close={nextPrice}
          done={(minor) => {
            const { product } = priced
            add(product ?? { sku: AMOUNT_SKU, name: t('till.amount.line'), priceMinor: null }, minor)
            if (product !== null) void rememberPrice({ ...product, priceMinor: minor })
            nextPrice()
          }}
        />
      )}
    </div>
  )
}

function Likely({ text, choose }: { readonly text: string; readonly choose: (product: Product) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const wanted = useDeferredValue(text)
  const { data = [] } = useQuery({ queryKey: ['likely', wanted], queryFn: () => productsLike(wanted), gcTime: 0 })
  if (text.trim() === '' || data.length === 0) return null
  return (
    <ul className="till-likely" aria-label={t('till.scan.likely')}>
      {data.map((product) => (
        <li key={product.sku}>
          <Button block onClick={() => choose(product)}>
            <span className="till-grow">{product.name}</span>
            <span className="quiet">
              {product.priceMinor === null ? product.sku : format.number(product.priceMinor)}
            </span>
          </Button>
        </li>
      ))}
    </ul>
  )
}

type UnknownProps = {
  readonly text: string
  readonly close: () => void
  readonly sell: () => void
  readonly typed: (buyer: Typed) => void
}

/** Nobody knows the code: the cashier, who holds the thing in his hand, does. */
function Unknown({ text, close, sell, typed }: UnknownProps) {
  const { t } = useTranslation()
  const away = useAway()
  const then = (deed: () => void) => () => {
    deed()
    close()
  }
  return (
    <Alert
      type="warning"
      showIcon
      title={t('till.scan.unknown', { text })}
      description={
        <>
          {away ? <p className="quiet first">{t('till.scan.couponAway')}</p> : null}
          <div className="till-choices">
            <Button onClick={then(sell)}>{t('till.scan.sell')}</Button>
            <Button onClick={then(() => typed({ kind: 'card', value: text }))}>{t('till.scan.isCard')}</Button>
            <Button type="text" onClick={close}>
              {t('dialog.cancel')}
            </Button>
          </div>
        </>
      }
    />
  )
}
