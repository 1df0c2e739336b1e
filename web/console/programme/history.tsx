/** All versions: when each takes effect, who published it and why. */
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Table, type TableColumnsType, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { Answered } from '../../ui/states.tsx'

type Version = Answer<'/v1/programme/versions', 'get'>['items'][number]

const PAGE_SIZE = 10

type Props = { readonly chosen: number | undefined; readonly choose: (version: number) => void }

export function History({ chosen, choose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const asked = useQuery({
    queryKey: ['programme', 'versions'],
    queryFn: () => ask(regulars.GET('/v1/programme/versions')),
  })
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
      render: (_, { publishedAt }) => format.moment(publishedAt),
    },
  ]
  return (
    <Card size="small" title={t('programme.history')}>
      <Answered of={asked} rows={3}>
        {({ items }) => (
          <Table<Version>
            size="small"
            rowKey="version"
            columns={columns}
            dataSource={[...items]}
            pagination={items.length > PAGE_SIZE ? { pageSize: PAGE_SIZE, showSizeChanger: false } : false}
          />
        )}
      </Answered>
    </Card>
  )
}
