/** The list of keys that `?` opens. */
import { Modal } from 'antd'
import { useTranslation } from '../ui/translation.ts'
import { useMay } from './session.ts'
import { deeds, GO_KEY, letters } from './shortcuts.ts'

const WIDTH_PIXELS = 640

export function Keys({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const may = useMay()
  const rooms = letters.filter(({ right }) => right === undefined || may(right))
  return (
    <Modal open title={t('shortcuts.title')} width={WIDTH_PIXELS} footer={null} onCancel={close}>
      <p className="quiet">{t('shortcuts.meaning')}</p>
      <h3>{t('shortcuts.everywhere')}</h3>
      <dl className="shortcuts">
        {deeds.map(({ keys, does }) => (
          <Row key={does} keys={keys} says={t(`shortcuts.does.${does}`)} />
        ))}
      </dl>
      <h3>{t('shortcuts.go')}</h3>
      <dl className="shortcuts">
        {rooms.map(({ letter, room }) => (
          <Row key={room} keys={[GO_KEY, letter]} says={t(`rooms.${room}`)} />
        ))}
      </dl>
    </Modal>
  )
}

function Row({ keys, says }: { readonly keys: readonly string[]; readonly says: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{says}</dd>
    </div>
  )
}
