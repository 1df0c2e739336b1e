/** What staff remember of the member: pinned notes first, with who wrote them and when. */
import { DeleteOutlined, EditOutlined, EyeInvisibleOutlined, PushpinFilled, PushpinOutlined } from '@ant-design/icons'
import { Button, Modal, Popconfirm, Tag } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import type { Trouble } from '../../ui/server.ts'
import { Answered, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { useStores } from '../staff/queries.ts'
import { type Note, useChanging, useNotes, useNoteVersions, useTakingBack } from './notequeries.ts'
import { EditNote, NewNote } from './noting.tsx'
import type { Fact, Member } from './queries.ts'

export function Notes({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  const may = useMay()
  const { memberId, erased } = member
  const found = useNotes(memberId)
  const writes = may('notes.write') && !erased
  return (
    <Card title={t('notes.title')}>
      {writes ? <NewNote memberId={memberId} /> : null}
      <Answered of={found} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="quiet">{t('notes.none')}</div>
          ) : (
            <ul className="plain notes">
              {items.map((note) => (
                <Line key={note.noteId} memberId={memberId} note={note} writes={writes} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Card>
  )
}

type LineProps = { readonly memberId: string; readonly note: Note; readonly writes: boolean }

function Line({ memberId, note, writes }: LineProps) {
  const [editing, setEditing] = useState(false)
  return (
    <li data-pinned={note.pinned}>
      {editing ? (
        <EditNote memberId={memberId} note={note} close={() => setEditing(false)} />
      ) : (
        <>
          <Words note={note} />
          <div className="note-foot">
            <Whose memberId={memberId} note={note} />
            {writes && !note.masked ? <Works memberId={memberId} note={note} edit={() => setEditing(true)} /> : null}
          </div>
        </>
      )}
    </li>
  )
}

function Words({ note: { text, masked } }: { readonly note: Note }) {
  const { t } = useTranslation()
  if (masked)
    return (
      <div className="quiet">
        <EyeInvisibleOutlined /> {t('notes.masked')}
      </div>
    )
  if (text === null) return <div className="quiet">{t('notes.forgotten')}</div>
  return (
    <div className="note-text" dir="auto">
      {text}
    </div>
  )
}

function Whose({ memberId, note }: { readonly memberId: string; readonly note: Note }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const { nameOf } = useStores()
  const [open, setOpen] = useState(false)
  const name = useName()
  const { by, writtenAt, changedAt, version, store, masked } = note
  return (
    <div className="quiet">
      {name(by)} · {format.moment(writtenAt)}
      {store === null ? null : ` · ${nameOf(store)}`}
      {note.memberId === memberId ? null : ` · ${t('notes.ofMerged')}`}
      {version === 1 ? null : may('notes.read') && !masked ? (
        <Button size="small" type="link" onClick={() => setOpen(true)}>
          {t('notes.changed', { moment: format.moment(changedAt) })}
        </Button>
      ) : (
        ` · ${t('notes.changed', { moment: format.moment(changedAt) })}`
      )}
      {open ? <Versions memberId={memberId} noteId={note.noteId} close={() => setOpen(false)} /> : null}
    </div>
  )
}

function useName(): (by: Note['by']) => string {
  const { t } = useTranslation()
  return ({ kind, name }) => name ?? t(kind === 'system' ? 'notes.system' : 'notes.someone')
}

function Works({ memberId, note, edit }: Pick<LineProps, 'memberId' | 'note'> & { readonly edit: () => void }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const onError = (trouble: Trouble) => toast.error(sentence(trouble))
  const changing = useChanging(memberId, note.noteId)
  const taking = useTakingBack(memberId, note.noteId)
  const pin = t(note.pinned ? 'notes.unpin' : 'notes.pin')
  return (
    <div className="note-works">
      <Button
        size="small"
        type="text"
        icon={note.pinned ? <PushpinFilled /> : <PushpinOutlined />}
        loading={changing.isPending}
        title={pin}
        aria-label={pin}
        aria-pressed={note.pinned}
        onClick={() => changing.mutate({ pinned: !note.pinned, version: note.version }, { onError })}
      />
      {note.own ? (
        <Button
          size="small"
          type="text"
          icon={<EditOutlined />}
          title={t('notes.edit')}
          aria-label={t('notes.edit')}
          onClick={edit}
        />
      ) : null}
      <Popconfirm
        title={t('notes.takeBackSure')}
        okText={t('notes.takeBack')}
        onConfirm={() => taking.mutate(undefined, { onError })}
      >
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          loading={taking.isPending}
          title={t('notes.takeBack')}
          aria-label={t('notes.takeBack')}
        />
      </Popconfirm>
    </div>
  )
}

type VersionsProps = { readonly memberId: string; readonly noteId: string; readonly close: () => void }

function Versions({ memberId, noteId, close }: VersionsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = useName()
  const found = useNoteVersions(memberId, noteId)
  return (
    <Modal open title={t('notes.versions')} onCancel={close} footer={null}>
      <Answered of={found} rows={3}>
        {({ items }) => (
          <ul className="plain notes">
            {items.toReversed().map(({ version, text, pinned, takenBack, by, at }) => (
              <li key={version}>
                <div className="quiet">
                  {t('notes.version', { version })} · {name(by)} · {format.moment(at)}{' '}
                  {pinned ? <Tag>{t('notes.pinned')}</Tag> : null}
                </div>
                <div className="note-text" dir="auto">
                  {text ?? t(takenBack ? 'notes.takenBack' : 'notes.forgotten')}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Modal>
  )
}

/** In the timeline: what a note says, for who may read it. Facts hold no words. */
export function NotedText({ memberId, fact }: { readonly memberId: string; readonly fact: Fact }) {
  const { data } = useNotes(memberId)
  if (fact.kind !== 'member.note-written') return null
  const text = data?.items.find(({ noteId }) => noteId === fact.data['noteId'])?.text ?? null
  return text === null ? null : (
    <div className="note-text note-told" dir="auto">
      {text}
    </div>
  )
}
