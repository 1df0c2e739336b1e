/** An adjustment by hand that waits for a second person: what was asked, by whom and why. */
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useTranslation } from '../../ui/translation.ts'
import { type Approval, Decision, useReason } from '../points/deciding.tsx'

export function WaitingApproval({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation()
  const format = useFormat()
  const reason = useReason(approval)
  const { wallet, amount, kind } = approval
  const points = amount === null ? t('approvals.lots') : format.points(Math.abs(amount), wallet)
  const what = kind === 'reinstate' ? 'reinstate' : (amount ?? 0) < 0 ? 'take' : 'give'
  return (
    <Alert
      type="info"
      showIcon
      className="attention"
      title={t(`approvals.${what}`, { points, name: approval.askedByName })}
      description={
        <>
          <div>{reason}</div>
          <div className="quiet">{t('approvals.until', { moment: format.moment(approval.lapsesAt) })}</div>
          <Link to="/members/$memberId" params={{ memberId: approval.memberId }}>
            {t('approvals.member')}
          </Link>
        </>
      }
      action={<Decision approval={approval} />}
    />
  )
}
