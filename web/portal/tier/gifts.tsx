/** What each tier gives: more points for the same purchase, services, and so many uses of something. */
import { useTranslation } from '../../ui/translation.ts'
import { type Ladder, useFormat, useNaming } from '../naming.ts'
import { Row, Rows } from '../parts/rows.tsx'
import { useSaid } from '../speaking.ts'

type Tier = Ladder['tiers'][number]

export function TierGifts({ ladder, current }: { readonly ladder: Ladder; readonly current: string }) {
  const { t } = useTranslation()
  const { tierName } = useNaming()
  return (
    <Rows title={t('my.tier.benefits')}>
      {ladder.tiers.map((tier) => (
        <Row key={tier.code} under={<Gifts tier={tier} />}>
          {tier.code === current ? (
            <strong>{t('my.tier.yours', { tier: tierName(ladder.code, tier.code) })}</strong>
          ) : (
            tierName(ladder.code, tier.code)
          )}
        </Row>
      ))}
    </Rows>
  )
}

function Gifts({ tier: { pointsPercent, byInvitation, benefits } }: { readonly tier: Tier }) {
  const { t } = useTranslation()
  const format = useFormat()
  const points =
    pointsPercent === 100
      ? t('my.tier.plainPoints')
      : t('my.tier.morePoints', { times: format.number(pointsPercent / 100) })
  return (
    <span className="tier-gifts">
      {byInvitation ? <span>{t('my.tier.byInvitation')}</span> : null}
      <span>{points}</span>
      {benefits.map((benefit) => (
        <span key={benefit.code}>
          <Gift benefit={benefit} />
        </span>
      ))}
    </span>
  )
}

function Gift({ benefit: { name, quota, gift } }: { readonly benefit: Tier['benefits'][number] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { named } = useSaid()
  if (gift !== null) {
    const { points, wallet } = gift
    const what = points === null || wallet === null ? t('my.benefits.gift.coupon') : format.points(points, wallet)
    return t('my.benefits.gift.named', { name: named(name), what })
  }
  if (quota === null) return named(name)
  const { per, uses } = quota
  return t(`my.benefits.quota.${per}`, { name: named(name), uses: format.number(uses) })
}
