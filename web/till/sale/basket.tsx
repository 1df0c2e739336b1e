/** What is being sold. */
import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { Line } from '../model/sale.ts'
import { amountsOf, type Selling } from './selling.ts'

type Props = { readonly currency: string; readonly selling: Selling }

export function Basket({ currency, selling }: Props) {
  const { t } = useTranslation()
  const { sale, evaluating } = selling
  if (sale.lines.length === 0)
    return (
      <div className="till-empty">
        <Nothing title={t('till.basket.empty')} advice={t('till.basket.emptyAdvice')} />
      </div>
    )
  const amounts = amountsOf(sale, evaluating.pending ? undefined : evaluating.answer)
  return (
    <ul className="till-lines">
      {sale.lines.map((line, index) => (
        <BasketLine key={line.id} line={line} amount={amounts[index] ?? 0} currency={currency} selling={selling} />
      ))}
    </ul>
  )
}

type LineProps = Props & { readonly line: Line; readonly amount: number }

function BasketLine({ line, amount, currency, selling }: LineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { id, name, quantity, unitPriceMinor } = line
  const gross = quantity * unitPriceMinor
  const count = (to: number) => selling.change({ kind: 'quantity', id, quantity: to })
  return (
    <li>
      <span className="till-grow">
        <span className="till-item">{name}</span>
        <span className="quiet">{format.money(unitPriceMinor, currency)}</span>
      </span>
      <span className="till-count">
        <Button
          icon={<MinusOutlined />}
          aria-label={t('till.basket.fewer', { name })}
          onClick={() => count(quantity - 1)}
        />
        <span className="figures">{format.number(quantity)}</span>
        <Button
          icon={<PlusOutlined />}
          aria-label={t('till.basket.more', { name })}
          onClick={() => count(quantity + 1)}
        />
      </span>
      <span className="till-sum figures">
        {amount === gross ? null : <del className="quiet">{format.money(gross, currency)}</del>}
        <span>{format.money(amount, currency)}</span>
      </span>
    </li>
  )
}
