/**
 * Keeps the till's page and scripts on the device, so that it opens while the server is away. What the page asks the server
 * for passes by untouched: answers about members are never kept here.
 */
declare const self: ServiceWorkerGlobalScope
/** Page, scripts and styles of the till, written in by the build; a new build is therefore a new worker. */
declare const TILL_SHELL: { readonly version: string; readonly files: readonly string[] }

export {}

const PAGE = '/till'
const name = `till-${TILL_SHELL.version}`
const kept = new Set(TILL_SHELL.files)

async function keepAll(): Promise<void> {
  const cache = await caches.open(name)
  // Past the browser's own store: what is kept here for good must be what the server has now.
  await cache.addAll([PAGE, ...TILL_SHELL.files].map((path) => new Request(path, { cache: 'reload' })))
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(
    names.filter((each) => each.startsWith('till-') && each !== name).map((each) => caches.delete(each)),
  )
  await self.clients.claim()
}

async function fromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(name)
  return (await cache.match(path)) ?? fetch(request)
}

self.addEventListener('install', (event) => event.waitUntil(keepAll()))
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && pathname === PAGE) event.respondWith(fromShell(PAGE, request))
  else if (kept.has(pathname)) event.respondWith(fromShell(pathname, request))
})
// A till is open all day: the page asks for the change when the cashier is between two customers.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(self.skipWaiting())
})
