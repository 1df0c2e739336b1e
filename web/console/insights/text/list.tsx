/** Every review with what was said of it: filtered by verdict, topic and words, and as a file. */
import { DownloadOutlined } from '@ant-design/icons'
import { Button, Input, Segmented, Table, type TableColumnsType, Tag } from 'antd'
import { Card } from '../../../ui/card.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Nothing } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { saveCsv } from '../csv.ts'
import { Marked } from './marked.tsx'
import { type Judged, type Read, type Side, type Verdict, verdicts } from './reading.ts'
import type { Review } from './reviews.ts'
import { nameOf } from './topics.tsx'

export type Filter = {
  readonly verdict?: Verdict
  readonly topic?: { readonly side: Side; readonly place: number }
  readonly words?: string
}

type Props = Read & { readonly filter: Filter; readonly change: (filter: Filter) => void }
type Row = Review & { readonly place: number; readonly judged: Judged }

const ROWS_SHOWN = 20

export function Reviews({ reviews, said, filter, change }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { verdict, topic, words } = filter
  const found = topic === undefined ? undefined : said.topics[topic.side].found[topic.place]
  const order = found?.texts ?? reviews.map((_, place) => place)
  const wanted = words?.trim().toLowerCase() ?? ''
  const rows = order.flatMap((place): Row[] => {
    const [review, judged] = [reviews[place], said.texts[place]]
    if (review === undefined || judged === undefined) return []
    if (verdict !== undefined && judged.verdict !== verdict) return []
    return review.text.normalize('NFKC').toLowerCase().includes(wanted) ? [{ ...review, place, judged }] : []
  })
  const without = (key: keyof Filter) => {
    const { [key]: _, ...others } = filter
    return others
  }
  const options = [
    { value: 'all' as const, label: t('insights.text.all') },
    ...verdicts.map((value) => ({ value, label: t(`insights.text.verdicts.${value}`) })),
  ]
  return (
    <Card
      className="insights-figure"
      title={<Explained by={t('insights.text.listMeaning')}>{t('insights.text.list')}</Explained>}
      extra={<Save rows={rows} />}
    >
      <div className="insights-text-filters">
        <Segmented
          aria-label={t('insights.text.verdict')}
          options={options}
          value={verdict ?? 'all'}
          onChange={(value) => {
            const chosen = verdicts.find((each) => each === value)
            change({ ...without('verdict'), ...(chosen === undefined ? {} : { verdict: chosen }) })
          }}
        />
        <Input
          type="search"
          aria-label={t('insights.text.words')}
          placeholder={t('insights.text.words')}
          value={words ?? ''}
          onChange={({ target }) => change({ ...filter, words: target.value })}
          allowClear
        />
        {found === undefined ? null : (
          <Tag closable onClose={() => change(without('topic'))}>
            {nameOf(found)}
          </Tag>
        )}
        <span className="quiet" aria-live="polite">
          {t('insights.text.found', { count: rows.length, shown: format.number(rows.length) })}
        </span>
      </div>
      {rows.length === 0 ? (
        <Nothing title={t('insights.text.none')} advice={t('insights.text.noneAdvice')} />
      ) : (
        <Rows rows={rows} dated={reviews.some(({ on }) => on !== undefined)} about={said.subjects.length > 0} />
      )}
    </Card>
  )
}

function Rows({ rows, dated, about }: { readonly rows: Row[]; readonly dated: boolean; readonly about: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: TableColumnsType<Row> = [
    {
      ...{ key: 'verdict', title: t('insights.text.verdict'), width: 110 },
      render: (_, { judged: { verdict, chance } }) => (
        <Explained
          by={
            chance === null
              ? t('insights.text.numbersMeaning.unread')
              : t('insights.text.chance', { share: format.percent(chance) })
          }
        >
          <span className={`insights-text-verdict ${verdict}`}>{t(`insights.text.verdicts.${verdict}`)}</span>
        </Explained>
      ),
    },
    {
      ...{ key: 'text', title: t('insights.text.columns.text') },
      render: (_, { text, judged }) => <Marked {...{ text, judged }} />,
    },
    ...(dated ? [{ key: 'on', title: t('insights.text.columns.on'), dataIndex: 'on', width: 120 }] : []),
    ...(about ? [{ key: 'about', title: t('insights.text.columns.about'), dataIndex: 'about', width: 140 }] : []),
  ]
  return (
    <Table<Row>
      size="small"
      rowKey="place"
      columns={columns}
      dataSource={rows}
      pagination={{ pageSize: ROWS_SHOWN, hideOnSinglePage: true, showSizeChanger: false }}
    />
  )
}

function Save({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation()
  const save = () =>
    saveCsv('reviews', [
      [
        ...[t('insights.text.columns.text'), t('insights.text.columns.on'), t('insights.text.columns.about')],
        ...[t('insights.text.verdict'), t('insights.text.chanceColumn'), t('insights.text.evidence')],
      ],
      ...rows.map(({ text, on = null, about = null, judged: { verdict, chance, evidence } }) => [
        ...[text, on, about, t(`insights.text.verdicts.${verdict}`)],
        chance === null ? null : Math.round(chance * 1000) / 1000,
        evidence.map(({ from, to }) => text.slice(from, to)).join(' | '),
      ]),
    ])
  return (
    <Button
      size="small"
      icon={<DownloadOutlined />}
      onClick={save}
      disabled={rows.length === 0}
      aria-label={t('insights.save', { title: t('insights.text.list') })}
    >
      {t('insights.csv')}
    </Button>
  )
}
