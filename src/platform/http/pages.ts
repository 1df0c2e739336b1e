/**
 * Which of the pages that the build wrote a visitor gets: each is there for every place and language, with what is seen
 * first drawn in it (`web/building/pages.ts`). A guess about who visits is enough: the page's script finds out.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyRequest } from 'fastify'
import type { Language } from '../../base/refusals.ts'
import { cookieOf, languageKept } from './cookies.ts'
import { languageNamed } from './problems.ts'

export type Page = {
  /** Of the folder in which its pages are. */ readonly name: string
  /** For whom nothing was drawn. */ readonly plain: string
  /** The cookie of those who are signed in; nothing is drawn for a page without. */ readonly session?: string
  /** In which the page keeps its language on the visitor's device. */ readonly language: string
  /** Of the document, which says that it is shown light or dark. */ readonly appearance: string
  /** The drawing for a path, by whether somebody is signed in; undefined when there is none. */
  readonly place: (path: string, signedIn: boolean) => string | undefined
}

const APPEARANCE_COOKIE = 'regulars.appearance'

/** The language that the page's own script will begin with: what was chosen, or the first that the browser names. */
function languageOf(request: FastifyRequest, cookie: string): Language {
  const [first = ''] = (request.headers['accept-language'] ?? '').toLowerCase().split(',')
  return languageKept(request, cookie) ?? languageNamed(first) ?? 'en'
}

/** A worker that keeps the page for later keeps it without a drawing: it would show an old guess. */
function isShown(request: FastifyRequest): boolean {
  const destination = request.headers['sec-fetch-dest']
  return destination === undefined || destination === 'document' || destination === 'iframe'
}

/** @returns undefined when the pages are not built */
export async function pageFor(request: FastifyRequest, folder: string, page: Page): Promise<string | undefined> {
  const plain = join(folder, page.plain)
  if (!existsSync(plain)) return undefined
  const drawn = isShown(request) ? drawnFor(request, folder, page) : undefined
  const html = await readFile(drawn ?? plain, 'utf8')
  const appearance = cookieOf(request, APPEARANCE_COOKIE)
  return drawn !== undefined && (appearance === 'light' || appearance === 'dark')
    ? html.replace('<html ', `<html ${page.appearance}="${appearance}" `)
    : html
}

function drawnFor(request: FastifyRequest, folder: string, page: Page): string | undefined {
  if (page.session === undefined) return undefined
  const [path = ''] = request.url.split('?')
  const signedIn = (cookieOf(request, page.session) ?? '') !== ''
  const place = page.place(path, signedIn)
  if (place === undefined) return undefined
  const language = languageOf(request, page.language)
  const file = (name: string) => join(folder, 'pages', page.name, `${name}.${language}.html`)
  return [file(place), file('frame')].find(existsSync)
}
