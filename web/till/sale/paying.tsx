/** What it costs, what it earns, how it is paid, and the one button that sells. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Radio } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { programmeQuery, useNaming } from '../../ui/programme.ts'
import { Troubled } from '../../ui/states.tsx'
import { useSaid } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { unitsOf } from '../model/amounts.ts'
import type { Device } from '../model/database.ts'
import { useAway } from '../server.ts'
import { meQuery } from '../session.ts'
import { isStuck, isThere, needsMember, useConfirming } from './confirming.ts'
import { PresenceDialog } from './presence.tsx'
import { amountsOf, type Evaluation, type Means, meansOfPayment, type Selling } from './selling.ts'

type Props = { readonly device: Device; readonly selling: Selling }

export function PayingPanel({ device, selling }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const away = useAway()
  const { data: me } = useQuery(meQuery)
  const { sale, change, evaluating } = selling
  const [means, setMeans] = useState<Means>('cash')
  const confirming = useConfirming(device, selling)
  const { answer, pending, error, again, dueMinor } = evaluating
  const { data: programme } = useQuery(programmeQuery)
  const [proving, setProving] = useState(false)
  const missing = needsMember(sale, answer, programme?.definition.presence) && (away || !isThere(sale))
  const stuck = away && isStuck(sale, evaluating)
  const may = me?.rights.includes('orders.write') ?? false
  if (sale.lines.length === 0) return null
  const ready = may && !stuck && (away || (!pending && error === null && answer !== undefined))
  return (
    <div className="till-panel till-paying">
      {error === null || away ? null : <Troubled trouble={error} retry={again} />}
      <Figures device={device} selling={selling} />
      {away && !stuck ? <Alert type="warning" showIcon title={t('till.pay.away')} /> : null}
      {stuck ? (
        <Alert
          type="error"
          showIcon
          title={t('till.pay.stuck')}
          description={
            <Button
              onClick={() => {
                change({ kind: 'pay', pay: null })
                change({ kind: 'coupons', coupons: [] })
              }}
            >
              {t('till.pay.without')}
            </Button>
          }
        />
      ) : null}
      <Radio.Group
        className="till-means"
        optionType="button"
        buttonStyle="solid"
        aria-label={t('till.pay.means')}
        value={means}
        onChange={(event) => setMeans(event.target.value)}
        options={meansOfPayment.map((value) => ({ value, label: t(`till.means.${value}`) }))}
      />
      {confirming.error === null ? null : <Troubled trouble={confirming.error} />}
      <div className="till-choices">
        <Button size="large" onClick={() => change({ kind: 'clear' })}>
          {t('till.pay.cancel')}
        </Button>
        <Button
          type="primary"
          size="large"
          className="till-grow till-confirm"
          disabled={!ready}
          loading={confirming.isPending}
          onClick={() => (missing ? setProving(true) : confirming.mutate({ means, answer }))}
        >
          {t('till.pay.confirm', { amount: format.money(dueMinor, device.currency) })}
        </Button>
      </div>
      {proving && sale.buyer !== null ? (
        <PresenceDialog
          buyer={sale.buyer}
          close={() => setProving(false)}
          done={(shown) => {
            if (shown.kind === 'presence') change(shown)
            setProving(false)
            confirming.mutate({ means, answer, ...shown })
          }}
        />
      ) : null}
      {may ? null : <p className="bad">{t('till.pay.forbidden')}</p>}
    </div>
  )
}

function Figures({ device: { currency }, selling: { sale, evaluating } }: Props) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const format = useFormat()
  const { answer, alone, pending, dueMinor } = evaluating
  const gross = unitsOf(amountsOf(sale, undefined))
  const own = answer?.offers.filter(({ minor }) => minor > 0) ?? []
  return (
    <dl className={pending ? 'ledger till-ledger dimmed' : 'ledger till-ledger'} aria-live="polite">
      {own.length === 0 && (answer?.paid.length ?? 0) === 0 && alone === null ? null : (
        <div>
          <dt>{t('till.pay.gross')}</dt>
          <dd className="figures">{format.money(gross, currency)}</dd>
        </div>
      )}
      {own.map(({ offer, coupon, name, minor }) => (
        <div key={`${offer}/${coupon}`} className="good">
          <dt>{answered(name)}</dt>
          <dd className="figures">−{format.money(minor, currency)}</dd>
        </div>
      ))}
      {(alone === null ? answer?.paid : [alone])?.map(({ wallet, points, minor }) => (
        <div key={wallet} className="good">
          <dt>{format.points(points, wallet)}</dt>
          <dd className="figures">−{format.money(minor, currency)}</dd>
        </div>
      ))}
      <Gifts answer={answer} />
      <Earned answer={answer} />
      <div className="till-due">
        <dt>{t('till.pay.due')}</dt>
        <dd className="figures">{format.money(dueMinor, currency)}</dd>
      </div>
    </dl>
  )
}

function Gifts({ answer }: { readonly answer: Evaluation | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  return answer?.offers.flatMap(({ offer, gifts }) =>
    gifts.map(({ sku, quantity }) => (
      <div key={`${offer}/${sku}`} className="good">
        <dt>{t('till.pay.gift', { sku })}</dt>
        <dd className="figures">{format.number(quantity)}</dd>
      </div>
    )),
  )
}

/** Points that the sale will earn, by wallet. */
function Earned({ answer }: { readonly answer: Evaluation | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { walletName, walletPurpose } = useNaming()
  if (answer === undefined || answer.memberId === null) return null
  const sums = new Map<string, number>()
  for (const { wallet, points } of answer.rules)
    if (walletPurpose(wallet) === 'spend') sums.set(wallet, (sums.get(wallet) ?? 0) + points)
  return [...sums].map(([wallet, points]) => (
    <div key={wallet}>
      <dt>{t('till.pay.earns', { wallet: walletName(wallet) })}</dt>
      <dd className="figures" data-earns={wallet}>
        {format.change(points, wallet)}
      </dd>
    </div>
  ))
}
