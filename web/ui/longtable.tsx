/** A list that is asked for a page at a time. Once it is long, only the rows in sight are drawn. */
import { Button, Table, type TableColumnsType, type TableProps } from 'antd'
import { useTranslation } from './translation.ts'

/** Until here all rows are drawn: the table is a real one, which reads and prints best. */
const DRAWN_AT_MOST = 150
/** What surrounds the table on a page: its head, its filters, its foot. */
const AROUND_PIXELS = 330
const LEAST_PIXELS = 320
const COLUMN_PIXELS = 140

type Props<Row> = {
  readonly rowKey: TableProps<Row>['rowKey']
  readonly columns: TableColumnsType<Row>
  readonly rows: readonly Row[]
  readonly dimmed?: boolean
  readonly open?: (row: Row) => void
  readonly selection?: TableProps<Row>['rowSelection']
}

export function LongTable<Row extends object>({ rowKey, columns, rows, dimmed = false, open, selection }: Props<Row>) {
  const virtual = rows.length > DRAWN_AT_MOST
  const wide = columns.map((column) => (column.width === undefined ? { ...column, width: COLUMN_PIXELS } : column))
  const across = wide.reduce((sum, { width }) => sum + (typeof width === 'number' ? width : COLUMN_PIXELS), 0)
  const height = Math.max(LEAST_PIXELS, window.innerHeight - AROUND_PIXELS)
  return (
    <Table<Row>
      size="small"
      {...(rowKey === undefined ? {} : { rowKey })}
      columns={virtual ? wide : columns}
      dataSource={[...rows]}
      pagination={false}
      virtual={virtual}
      scroll={virtual ? { x: across, y: height } : { x: 'max-content' }}
      {...(selection === undefined ? {} : { rowSelection: selection })}
      className={`${open === undefined ? '' : 'rows-open'}${dimmed ? ' dimmed' : ''}`}
      onRow={(row) => ({
        onClick: (event) => {
          // What can be pressed in the row acts by itself; a link opens also in another tab.
          const pressed =
            event.target instanceof Element &&
            event.target.closest('a, button, input, label, td.ant-table-selection-column')
          if (open !== undefined && !pressed) open(row)
        },
      })}
    />
  )
}

type MoreProps = {
  readonly found: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
  }
  readonly count: number
  /** How many are shown, in words. */
  readonly said: string
}

export function More({ found, count, said }: MoreProps) {
  const { t } = useTranslation()
  if (count === 0) return null
  return (
    <div className="more" aria-live="polite">
      <span className="quiet">{said}</span>
      {found.hasNextPage ? (
        <Button onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
          {t('state.more')}
        </Button>
      ) : null}
    </div>
  )
}
