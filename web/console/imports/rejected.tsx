/** Lines that did not go in, with the reason of each, to look at and to download. */
import { DownloadOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Alert, Button, Table, type TableColumnsType } from 'antd'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { Older } from '../../ui/older.tsx'
import { numbered, paged } from '../../ui/paging.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, regulars } from '../../ui/server.ts'
import { useSaid } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'

type Rejection = Answer<'/v1/imports/{importId}/rejections', 'get'>['items'][number]

const PAGE_SIZE = 20

export function Rejected({ importId, count }: { readonly importId: string; readonly count: number }) {
  const { t } = useTranslation()
  if (count === 0) return <Alert type="success" showIcon title={t('imports.allIn')} />
  return (
    <Card
      title={t('imports.rejectedTitle')}
      className="flush"
      extra={
        <Button size="small" icon={<DownloadOutlined />} href={`/v1/imports/${importId}/rejected.csv`} download>
          {t('imports.download')}
        </Button>
      }
    >
      <p className="padded quiet">{t('imports.rejectedAdvice')}</p>
      <Rejections importId={importId} />
    </Card>
  )
}

function Rejections({ importId }: { readonly importId: string }) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const format = useFormat()
  const language = useLanguage()
  const found = useInfiniteQuery(
    paged(['imports', importId, 'rejections', language], (from) =>
      regulars.GET('/v1/imports/{importId}/rejections', {
        params: { path: { importId }, query: { after: numbered(from).cursor ?? 0, limit: PAGE_SIZE } },
      }),
    ),
  )
  const columns: TableColumnsType<Rejection> = [
    {
      title: t('imports.line'),
      key: 'line',
      width: 110,
      className: 'figures',
      render: (_, { line }) => format.number(line),
    },
    { title: t('imports.reason'), key: 'reason', render: (_, { title }) => answered(title) },
  ]
  return (
    <Older of={found} empty={null} more={t('state.more')}>
      {(rejections) => (
        <Table<Rejection>
          size="small"
          rowKey="line"
          columns={columns}
          dataSource={[...rejections]}
          pagination={false}
        />
      )}
    </Older>
  )
}
