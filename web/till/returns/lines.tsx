/** What comes back of a receipt, line by line, and why. */
import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { ReceiptLine } from '../model/returns.ts'

export const reasons = ['unwanted', 'faulty', 'mistaken'] as const
export type Reason = (typeof reasons)[number]

type Counts = ReadonlyMap<number, number>
type Props = {
  readonly lines: readonly ReceiptLine[]
  readonly currency: string
  /** How many of each line. */ readonly wanted: Counts
  readonly want: (wanted: Counts) => void
}

export function ReturnLines({ lines, currency, wanted, want }: Props) {
  return (
    <ul className="till-lines">
      {lines.map((line) => (
        <ReturnLine
          key={line.line}
          line={line}
          currency={currency}
          quantity={wanted.get(line.line) ?? 0}
          count={(quantity) => want(new Map(wanted).set(line.line, quantity))}
        />
      ))}
    </ul>
  )
}

type LineProps = {
  readonly line: ReceiptLine
  readonly currency: string
  readonly quantity: number
  readonly count: (quantity: number) => void
}

function ReturnLine({ line: { name, left, quantity: of, restMinor }, currency, quantity, count }: LineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <li>
      <span className="till-grow">
        <span className="till-item">{name}</span>
        <span className="quiet">{t('till.returns.left', { left: format.number(left), of: format.number(of) })}</span>
      </span>
      <Counter name={name} quantity={quantity} most={left} count={count} />
      <span className="till-sum figures">{format.money(restMinor, currency)}</span>
    </li>
  )
}

type CounterProps = {
  readonly name: string
  readonly quantity: number
  readonly most: number
  readonly count: (quantity: number) => void
}

export function Counter({ name, quantity, most, count }: CounterProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <span className="till-count">
      <Button
        icon={<MinusOutlined />}
        aria-label={t('till.basket.fewer', { name })}
        disabled={quantity === 0}
        onClick={() => count(quantity - 1)}
      />
      <span className="figures">{format.number(quantity)}</span>
      <Button
        icon={<PlusOutlined />}
        aria-label={t('till.basket.more', { name })}
        disabled={quantity >= most}
        onClick={() => count(quantity + 1)}
      />
    </span>
  )
}

type ReasonsProps = { readonly chosen: Reason; readonly choose: (reason: Reason) => void }

export function Reasons({ chosen, choose }: ReasonsProps) {
  const { t } = useTranslation()
  return (
    <div className="till-choices" role="radiogroup" aria-label={t('till.returns.reason')}>
      {reasons.map((each) => (
        <Button
          key={each}
          role="radio"
          aria-checked={each === chosen}
          type={each === chosen ? 'primary' : 'default'}
          onClick={() => choose(each)}
        >
          {t(`till.reasons.${each}`)}
        </Button>
      ))}
    </div>
  )
}
