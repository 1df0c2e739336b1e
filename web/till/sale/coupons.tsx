/** The member's coupons: which apply, which do not and why, and the combination that costs him least. */
import { BorderOutlined, CheckSquareFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { programmeQuery } from '../../ui/programme.ts'
import { ask } from '../../ui/server.ts'
import { textOf, useSaid } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Device } from '../model/database.ts'
import type { Known } from '../model/sale.ts'
import { server, useAway } from '../server.ts'
import type { Selling } from './selling.ts'

type Props = { readonly member: Known; readonly device: Device; readonly selling: Selling }

export function CouponsPanel({ member, device, selling }: Props) {
  const { t } = useTranslation()
  const { sale, change, evaluating } = selling
  const codes = [...useCoupons(member).map(({ code }) => code), ...sale.scanned]
  const shown = [...new Set(codes)]
  if (shown.length === 0) return null
  const applied = new Map(
    evaluating.answer?.offers.flatMap((offer) => (offer.coupon === null ? [] : [[offer.coupon, offer]])),
  )
  const chosen = sale.coupons === 'best' ? [...applied.keys()] : sale.coupons
  const flip = (code: string) =>
    change({
      kind: 'coupons',
      coupons: chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code],
    })
  return (
    <div className="till-panel">
      <div className="till-panel-head">
        <strong>{t('till.coupons.title')}</strong>
        {sale.coupons === 'best' ? (
          <span className="quiet">{t('till.coupons.isBest')}</span>
        ) : (
          <Button onClick={() => change({ kind: 'coupons', coupons: 'best' })}>{t('till.coupons.best')}</Button>
        )}
      </div>
      <ul className="till-coupons">
        {shown.map((code) => (
          <li key={code}>
            <Coupon
              code={code}
              isChosen={chosen.includes(code)}
              offMinor={applied.get(code)?.minor}
              whyNot={evaluating.answer?.passed.find(({ coupon }) => coupon === code)?.sentence}
              currency={device.currency}
              flip={() => flip(code)}
              offer={applied.get(code)?.name}
              member={member}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function useCoupons({ memberId }: Known) {
  const away = useAway()
  const { data } = useQuery({
    queryKey: ['buyer', memberId, 'coupons'],
    queryFn: () => ask(server.GET('/v1/members/{memberId}/coupons', { params: { path: { memberId } } })),
    enabled: !away,
  })
  return data?.items.filter(({ status }) => status === 'active') ?? []
}

type CouponProps = {
  readonly code: string
  readonly member: Known
  readonly isChosen: boolean
  readonly offMinor: number | undefined
  readonly whyNot: string | undefined
  readonly offer: string | undefined
  readonly currency: string
  readonly flip: () => void
}

function Coupon({ code, member, isChosen, offMinor, whyNot, offer, currency, flip }: CouponProps) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const format = useFormat()
  const language = useLanguage()
  const { data: programme } = useQuery(programmeQuery)
  const of = useCoupons(member).find((each) => each.code === code)?.offer
  const named = textOf(programme?.definition.offers?.find((each) => each.code === of)?.name, language)
  return (
    <Button block className="till-coupon" aria-pressed={isChosen} onClick={flip}>
      {isChosen ? <CheckSquareFilled /> : <BorderOutlined />}
      <span className="till-grow till-coupon-text">
        <span>{answered(offer) ?? named ?? code}</span>
        {offMinor === undefined && whyNot !== undefined ? <span className="quiet">{answered(whyNot)}</span> : null}
      </span>
      {offMinor === undefined ? null : (
        <span className="good figures">{t('till.coupons.off', { amount: format.money(offMinor, currency) })}</span>
      )}
    </Button>
  )
}
