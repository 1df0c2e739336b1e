import { Tag, Typography } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { Personal } from '../../ui/personal.tsx'
import { useNaming } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'
import { StatusTag } from '../members/status.tsx'
import type { Member, Statement } from './queries.ts'
import { useReasons } from './reasons.ts'

type Props = { readonly member: Member; readonly statement: Statement | undefined }

/** Who it is, in a line that is read at a glance. */
export function MemberHeading({ member, statement }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  const { inWords } = useReasons()
  const name = member.erased ? t('member.erased') : member.name
  return (
    <div>
      <Typography.Title level={1} className="page-title">
        {name === null ? t('member.nameless') : <Personal value={name} masked={member.masked} />}
        <span className="page-tags">
          {statement?.ladders.map(({ ladder, tier }) => (
            <Tag key={ladder} color="gold">
              {tierName(ladder, tier)}
            </Tag>
          ))}
          <StatusTag status={member.status} />
        </span>
      </Typography.Title>
      <div className="quiet">
        <Typography.Text copyable={{ text: member.number }} className="figures">
          {t('member.number', { number: member.number })}
        </Typography.Text>
        {' · '}
        {t('member.joined', { day: format.day(member.joinedAt) })}
        {member.statusReason === null ? null : ` · ${t('member.reason', { reason: inWords(member.statusReason) })}`}
      </div>
    </div>
  )
}
