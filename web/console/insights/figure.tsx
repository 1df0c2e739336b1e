/** A figure of insights: what it means, how it looks, the table behind it, and that table as a file. */
import { DownloadOutlined } from '@ant-design/icons'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { Explained } from '../../ui/explained.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { Chart, type Drawing } from './chart.tsx'
import { type Cell, saveCsv } from './csv.ts'

export type Column<Row> = {
  readonly key: string
  readonly title: string
  /** On hover. */ readonly meaning?: string
  /** What stands in the file, and what it is ordered by. */ readonly value: (row: Row) => Cell
  /** What is seen; the value itself when absent. */ readonly shown?: (row: Row) => ReactNode
  /** It leads elsewhere: nothing to order by, and not in the file. */ readonly leads?: true
}

type Props<Row> = {
  readonly title: string
  /** The definition, with its source where there is one. */ readonly meaning: string
  /** Of the file, without what comes after the dot. */ readonly file: string
  /** None: what is better read as a table. */ readonly drawing?: Drawing
  readonly height?: number
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly actions?: ReactNode
  /** Below the drawing or the table. */ readonly children?: ReactNode
}

const ROWS_SHOWN = 20

export function Figure<Row extends object>(props: Props<Row>) {
  const { title, meaning, file, drawing, height, columns, rows, actions, children } = props
  const { t } = useTranslation()
  const [shown, setShown] = useState<'drawn' | 'table'>('drawn')
  const saved = columns.filter(({ leads }) => leads === undefined)
  const save = () =>
    saveCsv(file, [saved.map((one) => one.title), ...rows.map((row) => saved.map((one) => one.value(row)))])
  const options = [
    { value: 'drawn' as const, label: t('insights.drawn') },
    { value: 'table' as const, label: t('insights.table') },
  ]
  return (
    <Card
      className="insights-figure"
      title={<Explained by={meaning}>{title}</Explained>}
      extra={
        <div className="insights-figure-actions">
          {actions}
          {drawing === undefined ? null : (
            <Segmented aria-label={title} size="small" options={options} value={shown} onChange={setShown} />
          )}
          <Button
            type="text"
            size="small"
            icon={<DownloadOutlined />}
            onClick={save}
            aria-label={t('insights.save', { title })}
          >
            {t('insights.csv')}
          </Button>
        </div>
      }
    >
      {drawing !== undefined && shown === 'drawn' ? (
        <Chart drawing={drawing} label={`${title}. ${meaning}`} {...(height === undefined ? {} : { height })} />
      ) : (
        <Rows {...props} />
      )}
      {children}
    </Card>
  )
}

function Rows<Row extends object>({ columns, rows, rowKey }: Props<Row>) {
  const shown: TableColumnsType<Row> = columns.map(({ key, title, meaning, value, leads, shown: seen }) => {
    const number = rows.some((row) => typeof value(row) === 'number')
    return {
      key,
      title: meaning === undefined ? title : <Explained by={meaning}>{title}</Explained>,
      ...(number ? { align: 'right' as const, className: 'figures' } : {}),
      ...(leads === undefined && { sorter: (one: Row, other: Row) => compared(value(one), value(other)) }),
      render: (_: unknown, row: Row) => seen?.(row) ?? value(row),
    }
  })
  return (
    <Table<Row>
      size="small"
      rowKey={rowKey}
      columns={shown}
      dataSource={[...rows]}
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: ROWS_SHOWN, hideOnSinglePage: true, showSizeChanger: false }}
    />
  )
}

function compared(one: Cell, other: Cell): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return String(one ?? '').localeCompare(String(other ?? ''))
}
