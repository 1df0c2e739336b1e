/** How far an action for many is; afterwards what came of it, who could not be served and why, and the way back. */
import { Alert, Button, Collapse, Progress, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { forgetBulk, type Running, stopBulk, undoBulk, useBulk } from '../../ui/bulk.ts'
import { download } from '../../ui/download.ts'
import { useFormat } from '../../ui/format.ts'
import { useSentence } from '../../ui/states.tsx'

export function RunningBulk() {
  const running = useBulk()
  return running === undefined ? null : <Shown running={running} />
}

function Shown({ running }: { readonly running: Running }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { bulk, done, changed, failures, state } = running
  const count = bulk.subjects.length
  const figures = { done: format.number(done), all: format.number(count), changed: format.number(changed.length) }
  const going = state === 'running'
  return (
    <Alert
      type={going ? 'info' : failures.length > 0 || state === 'stopped' ? 'warning' : 'success'}
      showIcon
      className="attention"
      aria-live="polite"
      title={bulk.title}
      description={
        <>
          <div>{t(`bulk.${state}`, figures)}</div>
          {going ? <Progress percent={Math.floor((done * 100) / count)} size="small" /> : null}
          {failures.length === 0 ? null : <Failures running={running} />}
        </>
      }
      action={
        going ? (
          <Button onClick={stopBulk}>{t('bulk.stop')}</Button>
        ) : (
          <Space>
            {bulk.undo !== undefined && changed.length > 0 ? (
              <Button onClick={() => undoBulk(t('bulk.undoing', { title: bulk.title }))}>{t('bulk.undo')}</Button>
            ) : null}
            <Button onClick={forgetBulk}>{t('bulk.forget')}</Button>
          </Space>
        )
      }
    />
  )
}

/** More of them are in the file. */
const SHOWN_AT_MOST = 20

function Failures({ running: { failures, bulk } }: { readonly running: Running }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const cell = (text: string) =>
    `"${(/^'*[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  const save = () =>
    download({
      name: 'failures.csv',
      type: 'text/csv;charset=utf-8',
      content: `\ufeff${failures.map(({ id, label, trouble }) => [id, label, sentence(trouble)].map(cell).join(',')).join('\r\n')}\r\n`,
    })
  const children = (
    <>
      <ul className="plain" aria-label={bulk.title}>
        {failures.slice(0, SHOWN_AT_MOST).map(({ id, label, trouble }) => (
          <li key={id}>
            {label}: {sentence(trouble)}
          </li>
        ))}
      </ul>
      <Button size="small" onClick={save}>
        {t('bulk.save')}
      </Button>
    </>
  )
  return (
    <Collapse
      ghost
      size="small"
      items={[{ key: 'failures', label: t('bulk.failures', { count: failures.length }), children }]}
    />
  )
}
