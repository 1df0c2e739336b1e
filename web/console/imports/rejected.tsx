/** Lines that did not go in, with the reason of each, to look at and to download. */
import { DownloadOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Alert, Button, Card, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { Answered } from '../../ui/states.tsx'

type Rejection = Answer<'/v1/imports/{importId}/rejections', 'get'>['items'][number]

const PAGE_SIZE = 20

export function Rejected({ importId, count }: { readonly importId: string; readonly count: number }) {
  const { t } = useTranslation()
  if (count === 0) return <Alert type="success" showIcon title={t('imports.allIn')} />
  return (
    <Card
      size="small"
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
  const format = useFormat()
  const language = useLanguage()
  const found = useInfiniteQuery({
    queryKey: ['imports', importId, 'rejections', language],
    queryFn: ({ pageParam }) =>
      ask(
        regulars.GET('/v1/imports/{importId}/rejections', {
          params: { path: { importId }, query: { after: pageParam, limit: PAGE_SIZE } },
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: ({ nextCursor }) => (nextCursor === null ? undefined : Number(nextCursor)),
  })
  const columns: TableColumnsType<Rejection> = [
    {
      title: t('imports.line'),
      key: 'line',
      width: 110,
      className: 'figures',
      render: (_, { line }) => format.number(line),
    },
    { title: t('imports.reason'), dataIndex: 'title' },
  ]
  return (
    <>
      <Answered of={found}>
        {({ pages }) => (
          <Table<Rejection>
            size="small"
            rowKey="line"
            columns={columns}
            dataSource={pages.flatMap((page) => page.items)}
            pagination={false}
          />
        )}
      </Answered>
      {found.hasNextPage ? (
        <div className="more">
          <Button onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
            {t('state.more')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
