/**
 * Keeps the portal's page and scripts on the phone, so that the card opens without a network. With one, the page is the server's
 * own; what is asked about the member passes by untouched and is never kept here.
 */
declare const self: ServiceWorkerGlobalScope
/** Page, scripts and styles of the portal, written in by the build; a new build is therefore a new worker. */
declare const PORTAL_SHELL: { readonly version: string; readonly files: readonly string[] }

export {}

const PAGE = '/my/'
const name = `portal-${PORTAL_SHELL.version}`
const kept = new Set(PORTAL_SHELL.files)
/** Longer than this nobody waits for a page that is here already. */
const PATIENCE_MILLISECONDS = 3_000

async function keepAll(): Promise<void> {
  const cache = await caches.open(name)
  await cache.add(new Request(PAGE, { cache: 'reload' }))
  // Scripts and styles are named by their content: what the browser has of them already is right.
  await cache.addAll([...PORTAL_SHELL.files])
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(
    names.filter((each) => each.startsWith('portal-') && each !== name).map((each) => caches.delete(each)),
  )
}

async function keptAs(path: string): Promise<Response | undefined> {
  return (await caches.open(name)).match(path)
}

async function pageFor(request: Request): Promise<Response> {
  const here = await keptAs(PAGE)
  if (here === undefined) return fetch(request)
  return fetch(request, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) }).catch(() => here)
}

self.addEventListener('install', (event) => event.waitUntil(keepAll()))
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(pageFor(request))
  else if (kept.has(pathname)) event.respondWith(keptAs(pathname).then((here) => here ?? fetch(request)))
})
