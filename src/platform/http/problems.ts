import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Language, type Locale, type Refusal, refusal, say } from '../../base/refusals.ts'

export const invalidBody = refusal<{ where: string; problem: string }>('request.invalid', 422, {
  en: 'The request is not understood at {where}: {problem}.',
  'zh-CN': '请求有误，位置 {where}：{problem}。',
})
export const unsupportedMediaType = refusal('request.media-type', 415, {
  en: 'Send JSON with the content type application/json.',
  'zh-CN': '请使用 application/json 发送 JSON。',
})
export const tooLarge = refusal('request.too-large', 413, { en: 'The request is too large.', 'zh-CN': '请求过大。' })
export const malformed = refusal('request.malformed', 400, {
  en: 'The request cannot be read.',
  'zh-CN': '无法解析请求。',
})
export const notSignedIn = refusal('auth.missing', 401, {
  en: 'Sign in, or send an API key as a bearer token.',
  'zh-CN': '请登录，或在请求中携带 API 密钥。',
})
export const notAllowed = refusal<{ right: string }>('auth.forbidden', 403, {
  en: 'This needs the right {right}.',
  'zh-CN': '需要权限 {right}。',
})
export const onlyViewing = refusal('auth.only-viewing', 403, {
  en: 'You see this as staff, in the place of the member: nothing is changed, sent or spent here, and no code is shown.',
  'zh-CN': '您正以会员视角只读查看：不能修改、发送或使用任何内容，也不显示会员码。',
})
export const noSuchRoute = refusal('request.no-such-address', 404, {
  en: 'There is nothing at this address.',
  'zh-CN': '该地址不存在。',
})
export const notReady = refusal('service.not-ready', 503, {
  en: 'The service is not ready. Try again in a moment.',
  'zh-CN': '服务暂不可用，请稍后再试。',
})
const internal = refusal<{ request: string }>('service.failed', 500, {
  en: 'Something went wrong on our side. Quote request {request} when you ask for help.',
  'zh-CN': '系统出错。求助时请提供请求号 {request}。',
})

/** What screens speak for a language as browsers name it; undefined when they speak no such language. */
export function languageNamed(tag: string): Language | undefined {
  if (/^zh-(tw|hk|mo|hant)/.test(tag)) return 'zh-TW'
  if (tag.startsWith('zh')) return 'zh-CN'
  return tag.startsWith('en') ? 'en' : undefined
}

/** The language that the caller would like to see: the first of `Accept-Language` that screens speak, English otherwise. */
export function languageOf(request: FastifyRequest): Language {
  const accepted = request.headers['accept-language'] ?? ''
  for (const wish of accepted.split(',')) {
    const named = languageNamed(wish.trim().toLowerCase())
    if (named !== undefined) return named
  }
  return 'en'
}

/** The language of the answer. */
export function localeOf(request: FastifyRequest): Locale {
  return languageOf(request) === 'en' ? 'en' : 'zh-CN'
}

/** A refusal as RFC 9457 problem details. */
export function problem(why: Refusal, locale: Locale): Record<string, unknown> {
  return {
    type: `urn:regulars:problem:${why.refusal}`,
    title: say(why.words, why.facts, locale),
    status: why.status,
    code: why.refusal,
    facts: why.facts,
  }
}

export function refuse(request: FastifyRequest, reply: FastifyReply, why: Refusal): FastifyReply {
  const answer = reply.status(why.status).header('content-type', 'application/problem+json; charset=utf-8')
  if (why.status === 409 || why.status === 503) answer.header('retry-after', '1')
  return answer.send(JSON.stringify(problem(why, localeOf(request))))
}

export function fail(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return refuse(request, reply, internal({ request: request.id }))
}
