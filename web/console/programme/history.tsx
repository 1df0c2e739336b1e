/** All versions: when each takes effect, who published it and why, and the way back to it. */
import { useQuery } from '@tanstack/react-query'
import { Button, Table, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { Answered } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { type Version, versionsQuery } from './drafts/queries.ts'
import { Reverting } from './reverting.tsx'

const PAGE_SIZE = 10

type Props = { readonly chosen: number | undefined; readonly choose: (version: number) => void }

export function History({ chosen, choose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const [back, setBack] = useState<number>()
  const asked = useQuery(versionsQuery)
  const newest = asked.data?.items[0]?.version ?? 1
  const columns: TableColumnsType<Version> = [
    {
      title: t('programme.version'),
      key: 'version',
      render: (_, { version, current, effectiveAt }) => (
        <>
          <Button type="link" size="small" disabled={version === chosen} onClick={() => choose(version)}>
            {t('programme.number', { version })}
          </Button>
          {current ? <Tag color="green">{t('programme.current')}</Tag> : null}
          {!current && Date.parse(effectiveAt) > Date.now() ? <Tag color="blue">{t('programme.later')}</Tag> : null}
        </>
      ),
    },
    {
      title: t('programme.effective'),
      key: 'effective',
      // The first version decides every order, however old.
      render: (_, { effectiveAt }) =>
        Date.parse(effectiveAt) <= 0 ? t('programme.always') : format.moment(effectiveAt),
    },
    { title: t('programme.note'), key: 'note', render: (_, { note }) => note },
    {
      title: t('programme.published'),
      key: 'published',
      responsive: ['lg'],
      render: (_, { publishedAt, publishedByName, approval }) => (
        <>
          {format.moment(publishedAt)}
          <div className="quiet">
            {publishedByName}
            {approval === 'none' ? '' : ` · ${t(`programme.approvals.${approval}`)}`}
          </div>
        </>
      ),
    },
    ...(may('programme.publish')
      ? [
          {
            title: '',
            key: 'back',
            render: (_: unknown, { version }: Version) =>
              version === newest ? null : (
                <Button size="small" aria-label={t('reverting.title', { version })} onClick={() => setBack(version)}>
                  {t('reverting.back')}
                </Button>
              ),
          },
        ]
      : []),
  ]
  return (
    <Card title={t('programme.history')}>
      <Answered of={asked} rows={3}>
        {({ items, approvalsNeeded }) => (
          <>
            <Table<Version>
              size="small"
              rowKey="version"
              columns={columns}
              dataSource={[...items]}
              pagination={items.length > PAGE_SIZE ? { pageSize: PAGE_SIZE, showSizeChanger: false } : false}
            />
            {back === undefined ? null : (
              <Reverting {...{ newest, approvalsNeeded }} version={back} close={() => setBack(undefined)} />
            )}
          </>
        )}
      </Answered>
    </Card>
  )
}
