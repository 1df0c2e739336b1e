/** Products from a file: what was understood of it is shown first, then it is sent in parts, and what was refused says why. */
import { InboxOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Table, Upload } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { textOf } from '../../ui/cells.ts'
import { ActionDialog } from '../../ui/dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { LongTable } from '../../ui/longtable.tsx'
import { Progress } from '../../ui/progress.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { refreshCatalogue } from './queries.ts'
import { type Row, type Understood, understood } from './rows.ts'

type Refused = { readonly line: number; readonly sku: string; readonly why: string }
type Outcome = { readonly put: number; readonly refused: readonly Refused[] }

/** In one request; short enough to show progress. */
const SENT_AT_ONCE = 200
const BYTES_AT_MOST = 20 * 1024 * 1024
const LOOKED_AT = 5
const WIDTH_PIXELS = 680

function productOf({ cells: { sku = '', name = '', category, brand, english, chinese } }: Row) {
  const translations = {
    ...(english === undefined ? {} : { en: english }),
    ...(chinese === undefined ? {} : { 'zh-CN': chinese }),
  }
  return {
    ...{ sku, name },
    ...(category === undefined ? {} : { category }),
    ...(brand === undefined ? {} : { brand }),
    ...(Object.keys(translations).length === 0 ? {} : { translations }),
  }
}

/** What has no code or no name is told here, so that it does not hold up the rows beside it. */
function withoutName({ line, cells }: Row, why: string): Refused[] {
  return cells.sku === undefined || cells.name === undefined ? [{ line, sku: cells.sku ?? '', why }] : []
}

function useSending(rows: readonly Row[]) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [sent, setSent] = useState(0)
  const left = useRef(false)
  useEffect(() => {
    left.current = false
    return () => {
      left.current = true
    }
  }, [])
  const sending = useMutation({
    mutationFn: async (): Promise<Outcome> => {
      const refused = rows.flatMap((row) => withoutName(row, t('catalogue.file.incomplete')))
      const whole = rows.filter(({ cells }) => cells.sku !== undefined && cells.name !== undefined)
      let put = 0
      // Who closes the dialog stops it; what was sent is entered.
      for (let start = 0; start < whole.length && !left.current; start += SENT_AT_ONCE) {
        const part = whole.slice(start, start + SENT_AT_ONCE)
        const body = { products: part.map(productOf), absent: 'kept' as const }
        const answer = await ask(regulars.POST('/v1/products/bulk', { body }))
        put += answer.put
        answer.items.forEach(({ outcome, sku, title = '' }, place) => {
          if (outcome === 'refused') refused.push({ line: part[place]?.line ?? 0, sku, why: title })
        })
        setSent(start + part.length)
      }
      return { put, refused: refused.toSorted((a, b) => a.line - b.line) }
    },
    onSettled: () => refreshCatalogue(queries),
  })
  return { sending, sent }
}

export function FileDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const [file, setFile] = useState<{ readonly name: string; readonly says: ReturnType<typeof understood> }>()
  const says = typeof file?.says === 'object' ? file.says : undefined
  const { sending, sent } = useSending(says?.rows ?? [])
  const outcome = sending.data
  return (
    <ActionDialog
      title={t('catalogue.fromFile')}
      width={WIDTH_PIXELS}
      action={
        outcome === undefined ? t('catalogue.file.send', { count: says?.rows.length ?? 0 }) : t('catalogue.file.done')
      }
      {...(sending.isPending ? { leave: t('catalogue.file.stop') } : {})}
      ready={says !== undefined}
      pending={sending.isPending}
      trouble={sending.error}
      act={() => (outcome === undefined ? sending.mutate() : close())}
      close={close}
    >
      {sending.isPending || outcome !== undefined ? null : (
        <Choose name={file?.name} chosen={(name, content) => setFile({ name, says: understood(content) })} />
      )}
      {typeof file?.says === 'string' ? (
        <Alert type="warning" showIcon title={t(`catalogue.file.${file.says}`)} className="catalogue-said" />
      ) : null}
      {says === undefined || sending.isPending || outcome !== undefined ? null : <Looked of={says} />}
      {sending.isPending && says !== undefined ? (
        <Progress share={sent / says.rows.length} label={t('catalogue.file.sending')} />
      ) : null}
      {outcome === undefined ? null : <Became outcome={outcome} />}
    </ActionDialog>
  )
}

type ChooseProps = { readonly name: string | undefined; readonly chosen: (name: string, content: string) => void }

function Choose({ name, chosen }: ChooseProps) {
  const { t } = useTranslation()
  const [tooLarge, setTooLarge] = useState(false)
  return (
    <>
      <Upload.Dragger
        accept=".csv,.tsv,.txt"
        multiple={false}
        showUploadList={false}
        beforeUpload={(file) => {
          setTooLarge(file.size > BYTES_AT_MOST)
          if (file.size <= BYTES_AT_MOST) void file.arrayBuffer().then((bytes) => chosen(file.name, textOf(bytes)))
          // Read here and sent by the dialog, not by the component.
          return false
        }}
      >
        <p className="ant-upload-drag-icon">
          <InboxOutlined />
        </p>
        <p>{name ?? t('catalogue.file.drop')}</p>
        <p className="quiet">{t('catalogue.file.advice')}</p>
      </Upload.Dragger>
      {tooLarge ? (
        <Alert type="warning" showIcon title={t('catalogue.file.tooLarge')} className="catalogue-said" />
      ) : null}
    </>
  )
}

function Looked({ of: { rows, known, others } }: { readonly of: Understood }) {
  const { t } = useTranslation()
  const list = (words: readonly string[]) => words.join(t('catalogue.file.between'))
  return (
    <div className="catalogue-said">
      <p>
        {t('catalogue.file.found', { count: rows.length })}{' '}
        {others.length === 0 ? null : t('catalogue.file.others', { columns: list(others) })}
      </p>
      <Table<Row>
        size="small"
        rowKey="line"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={rows.slice(0, LOOKED_AT)}
        columns={known.map(({ column, heading }) => ({
          title: (
            <>
              {t(`catalogue.columns.${column}`)} <span className="quiet">{heading}</span>
            </>
          ),
          key: column,
          render: (_, { cells }) => cells[column] ?? <span className="quiet">{t('catalogue.file.asItIs')}</span>,
        }))}
      />
      <p className="quiet">{t('catalogue.file.meaning')}</p>
    </div>
  )
}

function Became({ outcome: { put, refused } }: { readonly outcome: Outcome }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <Alert
        type={refused.length === 0 ? 'success' : 'warning'}
        showIcon
        title={t('catalogue.file.entered', { count: put, shown: format.number(put) })}
        description={refused.length === 0 ? undefined : t('catalogue.file.refused', { count: refused.length })}
      />
      {refused.length === 0 ? null : (
        <LongTable<Refused>
          rowKey="line"
          rows={refused}
          columns={[
            { title: t('imports.line'), dataIndex: 'line', width: 80, className: 'figures' },
            { title: t('catalogue.sku'), dataIndex: 'sku', width: 140, className: 'broken-anywhere' },
            { title: t('imports.reason'), dataIndex: 'why', width: 380 },
          ]}
        />
      )}
    </>
  )
}
