/** That the member is there: the code on his phone is scanned, or one that was sent to him is said. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input, type InputRef, Modal } from 'antd'
import { useRef, useState } from 'react'
import { ask, Trouble } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { type Buyer, isKnown, type Known, type Sale } from '../model/sale.ts'
import { server, useAway } from '../server.ts'
import { useTyping } from '../typing.ts'
import { Keypad } from './keypad.tsx'
import { isMemberCode } from './scanning.ts'

type Presence = NonNullable<Sale['presence']>

/** Proved now, or written down to be looked at when the server is back. */
export type Shown =
  | { readonly kind: 'presence'; readonly presence: Presence }
  | { readonly kind: 'code'; readonly code: string }

type Props = {
  readonly buyer: Buyer
  readonly done: (shown: Shown) => void
  readonly close: () => void
}

const CODE_DIGITS = 6

export function PresenceDialog({ buyer, done, close }: Props) {
  const away = useAway()
  return away || !isKnown(buyer) ? (
    <AloneDialog done={done} close={close} />
  ) : (
    <ThereDialog member={buyer} done={done} close={close} />
  )
}

function AloneDialog({ done, close }: Omit<Props, 'buyer'>) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const field = useRef<InputRef>(null)
  useTyping(field)
  return (
    <Modal open centered width={520} title={t('till.presence.title')} onCancel={close} footer={null} destroyOnHidden>
      <p>{t('till.presence.scanAway')}</p>
      <Input
        ref={field}
        size="large"
        className="till-figure"
        inputMode="numeric"
        autoComplete="off"
        aria-label={t('till.presence.label')}
        value={text}
        onChange={({ target: { value } }) => {
          setText(value)
          if (isMemberCode(value)) done({ kind: 'code', code: value.replace(/\s/g, '') })
        }}
      />
    </Modal>
  )
}

function ThereDialog({ member, done, close }: Omit<Props, 'buyer'> & { readonly member: Known }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const field = useRef<InputRef>(null)
  useTyping(field)
  const sending = useMutation({
    mutationFn: () => ask(server.POST('/v1/presences', { body: { memberId: member.memberId, by: 'phone' } })),
    onSuccess: () => {
      setText('')
      field.current?.focus()
    },
  })
  const sent = sending.data
  const proving = useMutation({
    mutationFn: (code: string) => proved({ code, member, asked: sent?.presenceId }),
    onSuccess: (presence) => done({ kind: 'presence', presence }),
    onError: () => setText(''),
  })
  const change = (typed: string) => {
    setText(typed)
    const digits = typed.replace(/\s/g, '')
    // The last digit that the member says is the last that anybody types.
    if (isMemberCode(digits) || (sent !== undefined && digits.length === CODE_DIGITS)) proving.mutate(digits)
  }
  return (
    <Modal open centered width={520} title={t('till.presence.title')} onCancel={close} footer={null} destroyOnHidden>
      <p>{sent === undefined ? t('till.presence.scan') : t('till.presence.say', { to: sent.sentTo })}</p>
      <Input
        ref={field}
        size="large"
        className="till-figure"
        inputMode="numeric"
        autoComplete="off"
        aria-label={t('till.presence.label')}
        value={text}
        onChange={(event) => change(event.target.value)}
        onPressEnter={() => proving.mutate(text.trim())}
      />
      {proving.error === null ? null : <Refused trouble={proving.error} />}
      {sending.error === null ? null : <Troubled trouble={sending.error} />}
      <div className="till-find">
        <Keypad value={text} onChange={change} />
        <div className="till-found">
          {member.phone === null ? (
            <p className="quiet">{t('till.presence.noPhone')}</p>
          ) : (
            <Button size="large" block loading={sending.isPending} onClick={() => sending.mutate()}>
              {sent === undefined ? t('till.presence.send', { to: member.phone }) : t('till.presence.sendAgain')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}

/** Somebody else's code is as good as none, and the server knows nothing of whom the cashier meant. */
class AnotherMember extends Trouble {
  constructor() {
    super({ title: '', status: 409, code: 'till.another-member' })
  }
}

function Refused({ trouble }: { readonly trouble: Trouble }) {
  const { t } = useTranslation()
  if (trouble.code === 'till.another-member') return <p className="bad">{t('till.presence.another')}</p>
  return <Troubled trouble={trouble} />
}

type Proof = { readonly code: string; readonly member: Known; readonly asked: string | undefined }

async function proved({ code, member, asked }: Proof): Promise<Presence> {
  const { presenceId, lapsesAt, memberId } =
    asked === undefined || isMemberCode(code)
      ? await ask(server.POST('/v1/presences/read', { body: { code } }))
      : await ask(
          server.POST('/v1/presences/{presenceId}/confirm', {
            params: { path: { presenceId: asked } },
            body: { code },
          }),
        )
  if (memberId !== member.memberId) throw new AnotherMember()
  return { presenceId, lapsesAt }
}
