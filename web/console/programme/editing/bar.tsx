/** What is always in sight above the editor: what is not saved, what is wrong, and the way to save. */
import { ExperimentOutlined } from '@ant-design/icons'
import { Alert, Button, Popconfirm, Popover } from 'antd'
import { Troubled } from '../../../ui/states.tsx'
import { useSaid } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useSaveKey } from '../../shortcuts.ts'
import { type Problem, useEditing } from './editing.tsx'
import { spotOf, useSpot } from './places.ts'
import { useSaving } from './saving.ts'
import { dropWorking, useWorking } from './working.ts'

const DRAFT_CHANGED = 'programme.draft-changed'

type Props = { readonly ready: boolean; readonly readOnly: boolean; readonly tryIt: (() => void) | undefined }

/** @param props.ready false while something is not filled in */
export function SaveBar({ ready, readOnly, tryIt }: Props) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const { draftId } = useEditing()
  const working = useWorking(draftId)
  const { saving, takeTheirs, keepMine } = useSaving(draftId)
  const may = working !== undefined && ready && !saving.isPending
  const save = () => {
    if (may) saving.mutate(working)
  }
  useSaveKey(save)
  const conflict = saving.error?.code === DRAFT_CHANGED
  return (
    <div className="editing-bar">
      <div className="editing-bar-row">
        <span className={working === undefined ? 'quiet' : 'caution'} aria-live="polite">
          {working === undefined ? t('editing.saved') : ready ? t('editing.unsaved') : t('editing.incomplete')}
        </span>
        <ProblemList />
        <div className="page-actions">
          {tryIt === undefined ? null : (
            <Button icon={<ExperimentOutlined />} onClick={tryIt} disabled={false}>
              {t('trying.title')}
            </Button>
          )}
          {working === undefined || readOnly ? null : (
            <Popconfirm
              title={t('editing.discardSure')}
              okText={t('editing.discard')}
              cancelText={t('dialog.cancel')}
              onConfirm={() => {
                dropWorking(draftId)
                saving.reset()
              }}
            >
              <Button>{t('editing.discard')}</Button>
            </Popconfirm>
          )}
          {readOnly ? null : (
            <Button
              type="primary"
              disabled={!may}
              loading={saving.isPending}
              onClick={save}
              title={t('editing.saveKey')}
            >
              {t('dialog.save')}
            </Button>
          )}
        </div>
      </div>
      {saving.error === null ? null : conflict && working !== undefined ? (
        <Alert
          type="warning"
          showIcon
          title={answered(saving.error.message)}
          action={
            <div className="page-actions">
              <Button size="small" onClick={() => void takeTheirs()}>
                {t('editing.takeTheirs')}
              </Button>
              <Button size="small" danger onClick={() => void keepMine(working.definition)}>
                {t('editing.keepMine')}
              </Button>
            </div>
          }
        />
      ) : (
        <Troubled trouble={saving.error} retry={save} />
      )}
    </div>
  )
}

function ProblemList() {
  const { t } = useTranslation()
  const { problems } = useEditing()
  const { go } = useSpot()
  if (problems.length === 0) return <span className="good">{t('editing.noProblems')}</span>
  const errors = problems.filter(({ level }) => level === 'error').length
  const warnings = problems.length - errors
  const open = ({ place }: Problem) => go(spotOf(place))
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      content={
        <ul className="editing-problems">
          {problems.map((problem) => (
            <li key={`${problem.place} ${problem.text}`}>
              <button type="button" onClick={() => open(problem)}>
                <span className={problem.level === 'error' ? 'bad' : 'caution'}>{problem.text}</span>
                {problem.place === '' ? null : <code className="quiet">{problem.place}</code>}
              </button>
            </li>
          ))}
        </ul>
      }
    >
      <Button type="text" size="small" className={errors > 0 ? 'bad' : 'caution'} disabled={false}>
        {[
          ...(errors > 0 ? [t('editing.errors', { count: errors })] : []),
          ...(warnings > 0 ? [t('editing.warnings', { count: warnings })] : []),
        ].join(' · ')}
      </Button>
    </Popover>
  )
}
