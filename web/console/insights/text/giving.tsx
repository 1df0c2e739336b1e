/** Where reviews are pasted or a file of them is chosen, and what was understood of them before they are read. */
import { FileTextOutlined } from '@ant-design/icons'
import { Alert, Button, Input, Select, Upload } from 'antd'
import { useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { textOf } from '../../../ui/cells.ts'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { columns, type Given, given, type Places, prepared, type Review } from './reviews.ts'

type Props = { readonly busy: boolean; readonly read: (reviews: readonly Review[]) => void }
type Chosen = { readonly name: string; readonly of: Given }

/** Beyond this a page would stand still while it looks for rows. */
const BYTES_AT_MOST = 20 * 1024 * 1024
const KINDS = '.csv,.txt,.tsv,text/csv,text/plain'

export function Giving({ busy, read }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const [pasted, setPasted] = useState('')
  const [file, setFile] = useState<Chosen>()
  const [places, setPlaces] = useState<Places>()
  const [tooLarge, setTooLarge] = useState(false)
  const of = file?.of ?? given(pasted, { file: false })
  const chosen = places ?? (of.kind === 'table' ? of.guessed : {})
  const ready = prepared(of, chosen)
  const choose = async (picked: File) => {
    setTooLarge(picked.size > BYTES_AT_MOST)
    if (picked.size > BYTES_AT_MOST) return
    setPlaces(undefined)
    setFile({ name: picked.name, of: given(textOf(await picked.arrayBuffer()), { file: true }) })
  }
  const forget = () => {
    setFile(undefined)
    setPlaces(undefined)
  }
  return (
    <Card className="insights-figure" title={t('insights.text.give')}>
      {file === undefined ? (
        <Input.TextArea
          aria-label={t('insights.text.paste')}
          placeholder={t('insights.text.pasteHere')}
          value={pasted}
          onChange={({ target }) => {
            setPasted(target.value)
            setPlaces(undefined)
          }}
          autoSize={{ minRows: 4, maxRows: 10 }}
        />
      ) : (
        <p>
          <FileTextOutlined /> {file.name}{' '}
          <Button size="small" type="link" onClick={forget}>
            {t('insights.text.forget')}
          </Button>
        </p>
      )}
      {tooLarge ? <Alert type="warning" showIcon title={t('insights.text.tooLarge')} /> : null}
      {of.kind === 'table' ? <Columns {...{ of, chosen }} change={setPlaces} /> : null}
      <Understood {...ready} />
      <div className="insights-text-actions">
        <Button type="primary" disabled={ready.reviews.length === 0} loading={busy} onClick={() => read(ready.reviews)}>
          {t('insights.text.read', { count: ready.reviews.length, shown: format.number(ready.reviews.length) })}
        </Button>
        <Upload
          accept={KINDS}
          multiple={false}
          showUploadList={false}
          beforeUpload={(picked) => {
            void choose(picked)
            // Nothing is sent before it is understood.
            return false
          }}
        >
          <Button>{t('insights.text.choose')}</Button>
        </Upload>
      </div>
    </Card>
  )
}

type Table = Extract<Given, { kind: 'table' }>
type ColumnsProps = { readonly of: Table; readonly chosen: Places; readonly change: (places: Places) => void }

function Columns({ of, chosen, change }: ColumnsProps) {
  const { t } = useTranslation()
  const options = of.headings.map((heading, value) => ({
    value,
    label: heading === '' ? t('insights.text.column', { number: value + 1 }) : heading,
  }))
  return (
    <div className="insights-text-columns">
      {columns.map((column) => (
        <span key={column} className="insights-range">
          <span className="quiet">{t(`insights.text.columns.${column}`)}</span>
          <Select
            aria-label={t(`insights.text.columns.${column}`)}
            value={chosen[column] ?? null}
            options={column === 'text' ? options : [{ value: null, label: t('insights.text.noColumn') }, ...options]}
            onChange={(place: number | null) => {
              const { [column]: _, ...others } = chosen
              change(place === null ? others : { ...others, [column]: place })
            }}
            popupMatchSelectWidth={false}
          />
        </span>
      ))}
    </div>
  )
}

/** What is not read, or not wholly, is said before it is sent. */
function Understood({ reviews, cut, leftOut, empty, undated }: ReturnType<typeof prepared>) {
  const { t } = useTranslation()
  const format = useFormat()
  if (reviews.length === 0) return <p className="quiet">{t('insights.text.nothingYet')}</p>
  const told = { cut, leftOut, undated, empty }
  const dated = reviews.filter(({ on }) => on !== undefined).length
  return (
    <ul className="insights-text-understood quiet" aria-live="polite">
      <li>{t('insights.text.understood', { count: reviews.length, shown: format.number(reviews.length) })}</li>
      {dated === 0 ? null : <li>{t('insights.text.dated', { count: dated, shown: format.number(dated) })}</li>}
      {(['cut', 'leftOut', 'undated', 'empty'] as const)
        .filter((each) => told[each] > 0 && !(each === 'empty' && leftOut === 0 && cut === 0))
        .map((each) => (
          <li key={each}>{t(`insights.text.told.${each}`, { count: told[each], shown: format.number(told[each]) })}</li>
        ))}
    </ul>
  )
}
