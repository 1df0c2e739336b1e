/** Asks whoever is signed in to prove it again, when the server wants that before it does something; then it is done. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { confirmation } from '../../ui/server.ts'

/** Fetched when the server asks for it. */
const Proving = lazy(async () => ({ default: (await import('./proving.tsx')).ProvingDialog }))

type Waiting = { readonly answer: (confirmed: boolean) => void }

export function Confirming() {
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
    <Suspense fallback={null}>
      <Proving answer={waiting.answer} />
    </Suspense>
  )
}
