import { Descriptions, Tag } from 'antd'
import { Card } from '../../ui/card.tsx'
import { Personal } from '../../ui/personal.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { useGender } from './gender.ts'
import type { Member } from './queries.ts'

export function Profile({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  const gender = useGender()
  const { masked } = member
  const personal = (value: string | null) => <Personal value={value} masked={masked} />
  const address = member.address === null ? null : Object.values(member.address).join(' ')
  const items = [
    { key: 'phone', label: t('members.phone'), children: personal(member.phone) },
    { key: 'email', label: t('members.email'), children: personal(member.email) },
    { key: 'birthday', label: t('profile.birthday'), children: personal(member.birthday) },
    { key: 'gender', label: t('profile.gender'), children: personal(gender(member.gender)) },
    { key: 'address', label: t('profile.address'), children: personal(address) },
    { key: 'channel', label: t('members.origin'), children: plain([member.channel, member.store], t('state.none')) },
    { key: 'locale', label: t('profile.locale'), children: member.locale ?? t('state.none') },
    {
      key: 'tags',
      label: t('members.tags'),
      children: member.tags.length === 0 ? t('state.none') : member.tags.map((tag) => <Tag key={tag}>{tag}</Tag>),
    },
    ...Object.entries(member.attributes).map(([code, value]) => ({
      key: `attribute.${code}`,
      label: code,
      children: String(value),
    })),
  ]
  return (
    <Card title={t('profile.title')}>
      <Descriptions size="small" column={1} items={items} />
    </Card>
  )
}

function plain(parts: readonly (string | null)[], none: string): string {
  return parts.filter((part) => part !== null).join(' · ') || none
}
