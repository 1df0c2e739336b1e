/** The worker that keeps the till's page on the device, and its change to a new version. */
import { useEffect, useState } from 'react'

const LOOK_MILLISECONDS = 30 * 60_000

/** Once there is one: lets it take over, which loads the page anew. */
export function useNewVersion(): (() => void) | undefined {
  const [waiting, setWaiting] = useState<ServiceWorker>()
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return undefined
    let timer: ReturnType<typeof setInterval> | undefined
    const look = (worker: ServiceWorker | null) => {
      worker?.addEventListener('statechange', () => {
        // The first worker of a device replaces nothing.
        if (worker.state === 'installed' && navigator.serviceWorker.controller !== null) setWaiting(worker)
      })
    }
    const registering = async () => {
      const registration = await navigator.serviceWorker.register('/till/worker.js', { scope: '/till' })
      if (registration.waiting !== null && navigator.serviceWorker.controller !== null) setWaiting(registration.waiting)
      look(registration.installing)
      registration.addEventListener('updatefound', () => look(registration.installing))
      // While the server is away there is nothing new; the next look will tell.
      timer = setInterval(() => void registration.update().catch(() => undefined), LOOK_MILLISECONDS)
    }
    // Without a worker the till still sells; it only cannot be opened anew while the server is away.
    void registering().catch(() => undefined)
    return () => clearInterval(timer)
  }, [])
  if (waiting === undefined) return undefined
  return () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
    waiting.postMessage('take over')
  }
}
