/** Who buys what: a member, the lines of a basket, where and when, and coupons. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, DatePicker, InputNumber, Select, Tooltip } from 'antd'
import { useRowKeys } from '../../../../ui/rowkeys.ts'
import { useTranslation } from '../../../../ui/translation.ts'
import { zonedMoment, zonedText } from '../../../../ui/zoned.ts'
import { PickOne } from '../../../conditions/pick.tsx'
import { without } from '../bound.ts'
import { moneyIn, useChoices, useCurrency } from '../choices.ts'
import { useEditing } from '../editing.tsx'
import { type Basket, EMPTY_LINE, fill, type Line, useBasket } from './basket.ts'
import { MemberChoice, OrderChoice } from './who.tsx'

export function BasketForm() {
  const basket = useBasket()
  const change = (changed: Partial<Basket>) => fill({ ...basket, ...changed })
  return (
    <div className="trying-form">
      <MemberChoice memberId={basket.memberId} onChange={(memberId) => change({ memberId })} />
      {basket.memberId === undefined ? null : (
        <OrderChoice memberId={basket.memberId} onChange={(taken) => change(taken)} />
      )}
      <Lines basket={basket} change={change} />
      <Circumstances basket={basket} change={change} />
    </div>
  )
}

type Props = { readonly basket: Basket; readonly change: (changed: Partial<Basket>) => void }

const LINES_AT_MOST = 50
const PIECES_AT_MOST = 100_000

function Lines({ basket: { lines, currency }, change }: Props) {
  const { t } = useTranslation()
  const usual = useCurrency()
  const keys = useRowKeys(lines)
  const put = (index: number, line: Line) => change({ lines: lines.with(index, line) })
  return (
    <fieldset className="trying-lines">
      <legend>{t('trying.lines')}</legend>
      {lines.map((line, index) => (
        <OneLine
          key={keys[index]}
          line={line}
          currency={currency ?? usual}
          onChange={(next) => put(index, next)}
          onRemove={lines.length < 2 ? undefined : () => change({ lines: without(lines, index) })}
        />
      ))}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        disabled={lines.length >= LINES_AT_MOST}
        onClick={() => change({ lines: [...lines, EMPTY_LINE] })}
      >
        {t('trying.addLine')}
      </Button>
    </fieldset>
  )
}

type LineProps = {
  readonly line: Line
  readonly currency: string
  readonly onChange: (line: Line) => void
  readonly onRemove: (() => void) | undefined
}

function OneLine({ line, currency, onChange, onRemove }: LineProps) {
  const { t } = useTranslation()
  const { decimals } = moneyIn(currency)
  const scale = 10 ** decimals
  const { definition } = useEditing()
  const choose = (sku: string) => {
    const price = definition.costs?.find((cost) => cost.sku === sku && cost.currency === currency)?.priceMinor
    onChange({ ...line, sku, ...(price === undefined ? {} : { unitMinor: price, wholeMinor: undefined }) })
  }
  return (
    <div className="trying-line">
      <PickOne
        control={{ 'aria-label': t('editing.product'), className: 'trying-product' }}
        source="products"
        value={line.sku}
        onChange={choose}
      />
      <InputNumber
        aria-label={t('trying.quantity')}
        className="trying-quantity"
        value={line.quantity}
        min={1}
        max={PIECES_AT_MOST}
        precision={0}
        onChange={(quantity) => quantity !== null && onChange({ ...line, quantity, wholeMinor: undefined })}
      />
      <Tooltip title={t('trying.price')}>
        <InputNumber
          aria-label={t('trying.price')}
          className="trying-price"
          value={line.unitMinor / scale}
          min={0}
          precision={decimals}
          onChange={(price) =>
            price !== null && onChange({ ...line, unitMinor: Math.round(price * scale), wholeMinor: undefined })
          }
        />
      </Tooltip>
      <Tooltip title={t('trying.feeHint')}>
        <Checkbox checked={line.fee} onChange={(event) => onChange({ ...line, fee: event.target.checked })}>
          {t('orders.fee')}
        </Checkbox>
      </Tooltip>
      {onRemove === undefined ? null : (
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('editing.remove')}
          title={t('editing.remove')}
          onClick={onRemove}
        />
      )}
    </div>
  )
}

function Circumstances({ basket, change }: Props) {
  const { t } = useTranslation()
  const { currencies } = useChoices()
  const usual = useCurrency()
  const { timeZone, offers = [] } = useEditing().definition
  const asksIdentifiers = offers.some(({ limits = [] }) => limits.some(({ by }) => by === 'identifier'))
  return (
    <>
      <div className="trying-where">
        <PickOne
          control={{ 'aria-label': t('trying.channel') }}
          source="channels"
          value={basket.channel}
          onChange={(channel) => change({ channel })}
        />
        <Select
          aria-label={t('editing.currency')}
          value={basket.currency ?? usual}
          options={currencies}
          onChange={(currency) => change({ currency })}
        />
        <StoreChoice store={basket.store} onChange={(store) => change({ store })} />
        <DatePicker
          aria-label={t('trying.when')}
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          placeholder={t('trying.now')}
          value={zonedMoment(basket.placedAt, timeZone)}
          onChange={(moment) => change({ placedAt: moment === null ? undefined : zonedText(moment, timeZone) })}
        />
      </div>
      <Select<string[]>
        aria-label={t('trying.coupons')}
        mode="tags"
        open={false}
        suffixIcon={null}
        tokenSeparators={[',', ' ', '，', '、', '\n']}
        placeholder={t('trying.coupons')}
        className="wide"
        value={[...basket.coupons]}
        onChange={(coupons) => change({ coupons })}
      />
      {asksIdentifiers ? (
        <Select<string[]>
          aria-label={t('trying.identifiers')}
          mode="tags"
          open={false}
          suffixIcon={null}
          placeholder={t('trying.identifiers')}
          className="wide"
          value={[...basket.identifiers]}
          onChange={(identifiers) => change({ identifiers })}
        />
      ) : null}
      {basket.memberId === undefined ? null : (
        <Checkbox checked={basket.bestCoupons} onChange={(event) => change({ bestCoupons: event.target.checked })}>
          {t('trying.bestCoupons')}
        </Checkbox>
      )}
    </>
  )
}

type StoreProps = { readonly store: string | undefined; readonly onChange: (store: string | undefined) => void }

function StoreChoice({ store, onChange }: StoreProps) {
  const { t } = useTranslation()
  return (
    <PickOne
      control={{ 'aria-label': t('trying.store') }}
      source="stores"
      placeholder={t('trying.store')}
      value={store ?? ''}
      onChange={onChange}
      onClear={() => onChange(undefined)}
    />
  )
}
