/** The one field for scanner and keyboard: whatever is typed outside of another field lands here. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Input, type InputRef } from 'antd'
import { useDeferredValue, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { Troubled } from '../../ui/states.tsx'
import type { Device, Product } from '../model/database.ts'
import { productsLike, rememberPrice } from '../model/products.ts'
import { AMOUNT_SKU, type Typed } from '../model/sale.ts'
import { useAway } from '../server.ts'
import { useTyping } from '../typing.ts'
import { AmountDialog } from './amount.tsx'
import type { Asking } from './page.tsx'
import { type Scanned, scanned } from './scanning.ts'
import type { Selling } from './selling.ts'

type Props = {
  readonly device: Device
  readonly selling: Selling
  readonly ask: (asking: Asking) => void
}

/** Of what a price is asked: a product that has none, or nothing in particular. */
type Unpriced = { readonly product: Product | null }

export function ScanField({ device, selling, ask }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [unpriced, setUnpriced] = useState<readonly Unpriced[]>([])
  /** What nobody knows stays until the cashier says what it is, whatever is scanned after it. */
  const [unknowns, setUnknowns] = useState<readonly string[]>([])
  const field = useRef<InputRef>(null)
  useTyping(field)
  // One after another: the next may be scanned before the first has its price.
  const price = (one: Unpriced) => setUnpriced((before) => [...before, one])
  const priced = unpriced[0]
  const add = (product: Product, unitPriceMinor: number) =>
    selling.change({ kind: 'add', sku: product.sku, name: product.name, unitPriceMinor })
  const sell = (product: Product) => {
    if (product.priceMinor === null) price({ product })
    else add(product, product.priceMinor)
  }
  const nextPrice = () => setUnpriced((before) => before.slice(1))
  const scanning = useScanning({ selling, sell, ask, unknown: (code) => setUnknowns((before) => [...before, code]) })
  const found = scanning.data
  const [unknown] = unknowns
  const nextUnknown = () => setUnknowns((before) => before.slice(1))
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

type Effects = Pick<Props, 'selling' | 'ask'> & {
  readonly sell: (product: Product) => void
  readonly unknown: (code: string) => void
}

function useScanning({ selling, sell, ask, unknown }: Effects) {
  return useMutation({
    // In the order in which they were scanned, however fast.
    scope: { id: 'scan' },
    mutationFn: scanned,
    onSuccess: (found: Scanned) => {
      if (found.kind === 'product') sell(found.product)
      if (found.kind === 'member')
        selling.change({ kind: 'buyer', buyer: found.member, presence: found.presence ?? null })
      if (found.kind === 'coupon') selling.change({ kind: 'scanned', code: found.code })
      if (found.kind === 'unknown') unknown(found.text)
      if (found.kind === 'phone') ask({ kind: 'enrol', phone: found.phone })
    },
  })
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
