/** Asks whoever is signed in to prove it again, when the server wants that before it does something; then it is done. */
import { Modal } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { confirmation } from '../../ui/server.ts'
import { Loading } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'

/** Fetched when the server asks for it. */
const Proving = lazy(async () => ({ default: (await import('./proving.tsx')).Proving }))

type Waiting = { readonly answer: (confirmed: boolean) => void }

export function Confirming() {
  const { t } = useTranslation()
  const [waiting, setWaiting] = useState<Waiting>()
  useEffect(
    () =>
      confirmation.askedBy(
        () =>
          new Promise((resolve) => {
            setWaiting({
              answer: (confirmed) => {
                setWaiting(undefined)
                resolve(confirmed)
              },
            })
          }),
      ),
    [],
  )
  if (waiting === undefined) return null
  return (
    <Modal open title={t('confirming.title')} footer={null} onCancel={() => waiting.answer(false)} destroyOnHidden>
      <p className="quiet">{t('confirming.why')}</p>
      <Suspense fallback={<Loading rows={2} />}>
        <Proving done={() => waiting.answer(true)} />
      </Suspense>
    </Modal>
  )
}
