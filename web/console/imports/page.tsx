/** Files of orders: give a new one, see what came of the others. */
import { InboxOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Table, type TableColumnsType, Upload } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { Older } from '../../ui/older.tsx'
import { Page } from '../../ui/page.tsx'
import { paged } from '../../ui/paging.ts'
import { Progress } from '../../ui/progress.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { Nothing, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { uploading } from '../../ui/upload.ts'
import type { Import } from './queries.ts'
import { StateTag } from './state.tsx'

const PAGE_SIZE = 20
const kinds = '.csv,.tsv,.txt,.xlsx,.gz'

export function ImportsPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('rooms.imports')}>
      <div className="imports">
        <NewFile />
        <Imports />
      </div>
    </Page>
  )
}

function NewFile() {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [share, setShare] = useState(0)
  const sending = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData()
      form.append('file', file)
      setShare(0)
      return ask(regulars.POST('/v1/imports', { fetch: uploading(form, setShare) }))
    },
    onSuccess: async ({ importId }) => {
      await queries.invalidateQueries({ queryKey: ['imports'] })
      await navigate({ to: '/imports/$importId', params: { importId } })
    },
  })
  return (
    <div>
      <Upload.Dragger
        accept={kinds}
        multiple={false}
        showUploadList={false}
        disabled={sending.isPending}
        beforeUpload={(file) => {
          sending.mutate(file)
          // Sent by the line above, not by the component.
          return false
        }}
      >
        <p className="ant-upload-drag-icon">
          <InboxOutlined />
        </p>
        <p>{t('imports.drop')}</p>
        <p className="quiet">{t('imports.dropAdvice')}</p>
      </Upload.Dragger>
      {sending.isPending ? (
        <Progress
          share={share}
          label={t('imports.sending')}
          said={share < 1 ? format.percent(share) : t('imports.looking')}
        />
      ) : null}
      {sending.error === null ? null : <Troubled trouble={sending.error} />}
    </div>
  )
}

function Imports() {
  const { t } = useTranslation()
  const found = useInfiniteQuery(
    paged(['imports', 'list'], (from) =>
      regulars.GET('/v1/imports', {
        params: { query: { limit: PAGE_SIZE, ...from } },
      }),
    ),
  )
  return (
    <Card title={t('imports.earlier')} className="flush">
      <Older of={found} empty={<Nothing title={t('imports.none')} advice={t('imports.noneAdvice')} />}>
        {(imports) => <ImportTable imports={imports} />}
      </Older>
    </Card>
  )
}

function ImportTable({ imports }: { readonly imports: readonly Import[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: TableColumnsType<Import> = [
    {
      title: t('imports.file'),
      key: 'file',
      render: (_, { importId, name }) => (
        <Link to="/imports/$importId" params={{ importId }}>
          {name}
        </Link>
      ),
    },
    { title: t('imports.state'), key: 'state', render: (_, { state }) => <StateTag state={state} /> },
    {
      title: t('imports.lines'),
      key: 'lines',
      align: 'right',
      className: 'figures',
      render: (_, { summary }) => (summary === null ? '' : format.number(summary.lines.total)),
    },
    {
      title: t('imports.rejected'),
      key: 'rejected',
      align: 'right',
      className: 'figures',
      render: (_, { summary }) => (summary === null ? '' : format.number(summary.lines['rejected'] ?? 0)),
    },
    { title: t('imports.by'), dataIndex: 'startedBy', responsive: ['lg'] },
    {
      title: t('imports.given'),
      key: 'given',
      className: 'figures',
      render: (_, { createdAt }) => format.moment(createdAt),
    },
  ]
  return <Table<Import> size="small" rowKey="importId" columns={columns} dataSource={[...imports]} pagination={false} />
}
