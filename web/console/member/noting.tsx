/** Where a note is written, and where its author changes its words. */
import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useEffect, useRef, useState } from 'react'
import { Troubled } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { NOTE_KEY } from '../shortcuts.ts'
import { useStores } from '../staff/queries.ts'
import { type Note, useChanging, useWriting } from './notequeries.ts'
import { key } from './queries.ts'

const TEXT_AT_MOST = 2_000
const ROWS = { minRows: 1, maxRows: 12 }
const WHOLE_COMPANY = ''

/** Ctrl + Enter, or ⌘ + Enter, saves. */
function saves(event: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey)
}

/** The key n brings whoever is not typing to the field. */
function useFocusOn(letter: string) {
  const field = useRef<TextAreaRef>(null)
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      const { target } = event
      const typing =
        target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], .ant-modal')
      if (event.key !== letter || event.ctrlKey || event.metaKey || event.altKey || typing) return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [letter])
  return field
}

export function NewNote({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const field = useFocusOn(NOTE_KEY)
  const { own, options } = useStores()
  const [text, setText] = useState('')
  const [pinned, setPinned] = useState(false)
  const [store, setStore] = useState<string>()
  const writing = useWriting(memberId)
  const company = own === null ? [{ value: WHOLE_COMPANY, label: t('notes.company') }] : []
  const whose = store ?? (own === null ? WHOLE_COMPANY : own[0])
  const begun = text.trim() !== ''
  function save(): void {
    if (!begun || writing.isPending) return
    const named = whose === undefined || whose === WHOLE_COMPANY ? {} : { store: whose }
    writing.mutate(
      { text, pinned, ...named },
      {
        onSuccess: () => {
          setText('')
          setPinned(false)
          toast.success(t('notes.written'))
        },
      },
    )
  }
  return (
    <div className="note-writing">
      <Input.TextArea
        ref={field}
        value={text}
        maxLength={TEXT_AT_MOST}
        autoSize={ROWS}
        placeholder={t('notes.write')}
        aria-label={t('notes.write')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => (saves(event) ? save() : undefined)}
      />
      {begun ? (
        <>
          <div className="note-choices">
            <Checkbox checked={pinned} onChange={(event) => setPinned(event.target.checked)}>
              {t('notes.pin')}
            </Checkbox>
            {[...company, ...options].length > 1 ? (
              <Select
                size="small"
                value={whose}
                options={[...company, ...options]}
                onChange={setStore}
                aria-label={t('notes.store')}
                popupMatchSelectWidth={false}
              />
            ) : null}
            <Button size="small" type="primary" loading={writing.isPending} onClick={save}>
              {t('notes.save')}
            </Button>
          </div>
          <div className="quiet">{t('notes.writeAdvice')}</div>
        </>
      ) : null}
      {writing.error === null ? null : <Troubled trouble={writing.error} />}
    </div>
  )
}

type Editing = { readonly memberId: string; readonly note: Note; readonly close: () => void }

export function EditNote({ memberId, note, close }: Editing) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [text, setText] = useState(note.text ?? '')
  const changing = useChanging(memberId, note.noteId)
  function save(): void {
    if (text.trim() !== '') changing.mutate({ text, version: note.version }, { onSuccess: close })
  }
  function leave(): void {
    // What somebody else wrote meanwhile is shown when this is given up.
    if (changing.isError) void queries.invalidateQueries({ queryKey: key(memberId, 'notes') })
    close()
  }
  return (
    <div className="note-writing">
      <Input.TextArea
        autoFocus
        value={text}
        maxLength={TEXT_AT_MOST}
        autoSize={ROWS}
        aria-label={t('notes.text')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => (saves(event) ? save() : event.key === 'Escape' ? leave() : undefined)}
      />
      <div className="note-choices">
        <Button size="small" onClick={leave}>
          {t('dialog.cancel')}
        </Button>
        <Button size="small" type="primary" loading={changing.isPending} disabled={text.trim() === ''} onClick={save}>
          {t('notes.save')}
        </Button>
      </div>
      {changing.error === null ? null : <Troubled trouble={changing.error} />}
    </div>
  )
}
