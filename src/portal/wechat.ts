/**
 * Signing in with WeChat inside its browser (open platform, web authorisation): the member is sent to WeChat and comes back with a
 * code, which is exchanged for his ids.
 */
import { Type } from 'typebox'
import { Refused } from '../base/refusals.ts'
import { shapeOf } from '../base/shapes.ts'
import type { Identity } from '../members/member.ts'
import { wechatFailed } from './errors.ts'

export type WechatSettings = {
  readonly appId: string
  readonly secret: string
  /** Where members are sent; https://open.weixin.qq.com but in tests. */ readonly openUrl: string
  /** Where codes are exchanged; https://api.weixin.qq.com but in tests. */ readonly apiUrl: string
}

export type Wechat = {
  /** @param back our own address to which WeChat sends the member */
  authorizeUrl(back: string, state: string): string
  /** @throws Refused wechatFailed */
  identities(code: string): Promise<Identity[]>
}

const ANSWER_MILLISECONDS = 8_000
const answerOf = shapeOf(
  Type.Object({
    openid: Type.String({ minLength: 1, maxLength: 128 }),
    unionid: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  }),
)

export function wechatOf({ appId, secret, openUrl, apiUrl }: WechatSettings): Wechat {
  return {
    authorizeUrl(back, state) {
      const asked = new URLSearchParams({
        appid: appId,
        redirect_uri: back,
        response_type: 'code',
        scope: 'snsapi_base',
        state,
      })
      return `${openUrl}/connect/oauth2/authorize?${asked.toString()}#wechat_redirect`
    },
    async identities(code) {
      const asked = new URLSearchParams({ appid: appId, secret, code, grant_type: 'authorization_code' })
      const answer = await exchanged(`${apiUrl}/sns/oauth2/access_token?${asked.toString()}`)
      if (!answerOf.Check(answer)) throw new Refused(wechatFailed({}))
      const openid: Identity = { kind: 'wechat-openid', source: appId, value: answer.openid }
      const { unionid } = answer
      return unionid === undefined ? [openid] : [{ kind: 'wechat-unionid', source: '', value: unionid }, openid]
    },
  }
}

/** WeChat answers errors with status 200; the address holds the secret, so nothing of it is ever said. */
async function exchanged(url: string): Promise<unknown> {
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_MILLISECONDS) })
    return await answer.json()
  } catch {
    return undefined
  }
}
