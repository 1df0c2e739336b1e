/** Who joined last. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card } from '../../ui/card.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { Answered } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { MemberTable } from '../members/table.tsx'

const NEWEST = 6

export function NewestMembers() {
  const { t } = useTranslation()
  const asked = useQuery({
    queryKey: ['members', 'newest'],
    queryFn: () => ask(regulars.GET('/v1/members', { params: { query: { limit: NEWEST } } })),
  })
  return (
    <Card title={t('home.newest')} extra={<Link to="/members">{t('home.allMembers')}</Link>} className="flush">
      <Answered of={asked}>{({ items }) => <MemberTable members={items} dimmed={false} />}</Answered>
    </Card>
  )
}
