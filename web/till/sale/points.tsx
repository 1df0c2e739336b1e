/** Points as money: how many the member pays with. */
import { Button, Slider } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Device } from '../model/database.ts'
import type { Payable, Selling } from './selling.ts'

type Props = { readonly device: Device; readonly selling: Selling }

export function PointsPanel({ device, selling }: Props) {
  const payable = selling.evaluating.payable.filter(({ most }) => most > 0)
  return payable.map((each) => <PointsSlider key={each.wallet} payable={each} device={device} selling={selling} />)
}

/** Nothing, or a number between the least and the most in steps. */
function allowed(wish: number, { least, step, most }: Payable): number {
  const most_ = most - (most % step)
  const inSteps = Math.min(most_, Math.round(wish / step) * step)
  if (inSteps >= least) return inSteps
  return inSteps * 2 >= least && least <= most_ ? Math.ceil(least / step) * step : 0
}

function PointsSlider({ payable, device, selling }: Props & { readonly payable: Payable }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { sale, change, evaluating } = selling
  const { wallet, most, mostMinor, step } = payable
  const wished = sale.pay?.wallet === wallet ? sale.pay.points : 0
  const points = allowed(wished, payable)
  const choose = (wish: number) => {
    const chosen = allowed(wish, payable)
    change({ kind: 'pay', pay: chosen === 0 ? null : { wallet, points: chosen } })
  }
  const paid = [...(evaluating.alone === null ? [] : [evaluating.alone]), ...(evaluating.answer?.paid ?? [])]
  const worth = evaluating.pending ? undefined : paid.find((each) => each.wallet === wallet)?.minor
  return (
    <div className="till-panel">
      <div className="till-panel-head">
        <strong>{t('till.points.title')}</strong>
        <span className="quiet">
          {t('till.points.most', {
            points: format.points(most, wallet),
            amount: format.money(mostMinor, device.currency),
          })}
        </span>
      </div>
      <div className="till-slider">
        <Slider
          min={0}
          max={most}
          step={step}
          value={points}
          onChange={choose}
          tooltip={{ open: false }}
          ariaLabelForHandle={t('till.points.title')}
        />
      </div>
      <div className="till-choices">
        <Button disabled={points === 0} onClick={() => choose(0)}>
          {t('till.points.none')}
        </Button>
        <Button disabled={points === allowed(most, payable)} onClick={() => choose(most)}>
          {t('till.points.all')}
        </Button>
        <span className="till-grow till-end figures" data-points>
          {points === 0 ? null : format.points(points, wallet)}
          {points === 0 || worth === undefined ? null : ` = ${format.money(worth, device.currency)}`}
        </span>
      </div>
    </div>
  )
}
