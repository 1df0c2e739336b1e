/** Serves what `npm run build -w web` made: the pages of the console, the till and the portal at their addresses, their assets, nothing else. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fastifyStatic } from '@fastify/static'
import type { FastifyReply } from 'fastify'
import { refusal } from '../../base/refusals.ts'
import type { App } from './app.ts'
import { LANGUAGE_COOKIE } from './cookies.ts'
import { type Page, pageFor } from './pages.ts'
import { noSuchRoute, refuse } from './problems.ts'

const notBuilt = refusal('console.not-built', 503, {
  en: 'The console is not built. Run: npm run build -w web',
  'zh-CN': '控制台尚未构建，请运行：npm run build -w web',
})

/** First parts of the console's addresses. Every other address belongs to the API, whose unknown ones stay refusals. */
const places = [
  'setup',
  'sign-in',
  'invitation',
  'members',
  'orders',
  'coupons',
  'points',
  'programme',
  'messages',
  'bulk',
  'imports',
  'insights',
  'jobs',
  'tills',
  'catalogue',
  'staff',
  'audit',
  'settings',
  'handbook',
] as const

/** Assets carry a hash of their content in their names, so they never change. */
const ASSET_CACHE = 'public, max-age=31536000, immutable'
const ICON_CACHE = 'public, max-age=3600'

const unseen = { config: { right: 'public' }, schema: { hide: true } } as const

/** Cookies that say that somebody is probably signed in; without them nothing is drawn beforehand. */
type Sessions = { readonly staff: string; readonly member: string }

function pagesOf({ staff, member }: Sessions) {
  const console: Page = {
    ...{ name: 'console', plain: 'index.html', session: staff },
    ...{ language: LANGUAGE_COOKIE, appearance: 'data-appearance' },
    place: (path, signedIn) => {
      const [, first = '', second] = path.split('/')
      if (first === 'setup' || first === 'invitation') return undefined
      if (!signedIn || first === 'sign-in') return 'sign-in'
      return second === undefined ? first || 'home' : 'frame'
    },
  }
  const portal: Page = {
    ...{ name: 'portal', plain: 'portal/index.html', session: member },
    ...{ language: 'regulars.portal.language', appearance: 'data-prefers-color-scheme' },
    place: (path, signedIn) => (!signedIn || path === '/my/join' ? 'join' : path === '/my/' ? 'card' : 'frame'),
  }
  return { console, portal }
}

/** The till's worker keeps its page: it is there at once anyway. */
const till: Page = { name: 'till', plain: 'till/index.html', language: '', appearance: '', place: () => undefined }

type Build = { readonly folder: string; readonly sessions: Sessions }

/** @param build its folder, `web/dist` */
export async function consoleRoutes(app: App, { folder, sessions }: Build): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    // The answers below say how long they are kept.
    cacheControl: false,
    preCompressed: true,
    suppressWarning: true,
  })
  const pages = pagesOf(sessions)
  for (const path of ['/', ...places.flatMap((place) => [`/${place}`, `/${place}/*`])])
    page(app, path, { folder, page: pages.console })
  page(app, '/till', { folder, page: till })
  for (const path of ['/my/', '/my/*']) page(app, path, { folder, page: pages.portal })
  app.get('/my', unseen, (_request, reply) => reply.redirect('/my/', 302))
  app.get<{ Params: { '*': string } }>('/assets/*', unseen, (request, reply) => {
    const name = request.params['*']
    if (!/^[\w.-]+$/.test(name) || !existsSync(join(folder, 'assets', name)))
      return refuse(request, reply, noSuchRoute({}))
    return hardened(reply).header('cache-control', ASSET_CACHE).sendFile(`assets/${name}`)
  })
  for (const name of ['icon.svg', 'icon-192.png', 'icon-512.png', 'my.webmanifest', 'till.webmanifest'])
    app.get(`/${name}`, unseen, (_request, reply) => hardened(reply).header('cache-control', ICON_CACHE).sendFile(name))
  // Each serves its page, the till's stands above it, and nothing else.
  worker(app, { name: 'till/worker.js', folder, scope: '/till' })
  worker(app, { name: 'my/worker.js', folder, scope: '/my/' })
}

type Worker = { readonly name: string; readonly folder: string; readonly scope: string }

function worker(app: App, { name, folder, scope }: Worker): void {
  app.get(`/${name}`, unseen, (request, reply) => {
    if (!existsSync(join(folder, name))) return refuse(request, reply, notBuilt({}))
    const answer = hardened(reply).header('cache-control', 'no-cache').header('service-worker-allowed', scope)
    return answer.sendFile(name)
  })
}

/** Read anew each time: whoever builds while the server runs gets the page that fits the new assets. */
function page(app: App, path: string, { folder, page }: { readonly folder: string; readonly page: Page }): void {
  app.get(path, unseen, async (request, reply) => {
    const html = await pageFor(request, folder, page)
    return html === undefined ? refuse(request, reply, notBuilt({})) : sendPage(reply, html)
  })
}

/**
 * Scripts come from this server only, and none stands in the page. Style sheets may: Ant Design writes its own while the
 * page runs, some of them without a way to give a nonce.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

function hardened(reply: FastifyReply): FastifyReply {
  return reply
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-resource-policy', 'same-origin')
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return hardened(reply)
    .header('cache-control', 'no-cache')
    .header('vary', 'cookie, accept-language')
    .header('content-security-policy', policy)
    .header('cross-origin-opener-policy', 'same-origin')
    .header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    .header('x-frame-options', 'DENY')
    .type('text/html; charset=utf-8')
    .send(html)
}
