import { refusal } from '../base/refusals.ts'

export const codeTooSoon = refusal<{ seconds: number }>('code.too-soon', 429, {
  en: 'A code was asked for a moment ago. Ask again in {seconds} s.',
  'zh-CN': '验证码请求过于频繁，请 {seconds} 秒后再试。',
})
export const codeWrong = refusal('code.wrong', 403, {
  en: 'The code is not right, was used already, or has lapsed.',
  'zh-CN': '验证码不正确、已使用或已过期。',
})
export const cardWrong = refusal('card.wrong', 403, {
  en: 'This member code is not valid. Ask for the one that is on the screen now.',
  'zh-CN': '会员码无效，请出示当前屏幕上的会员码。',
})
export const cardUsed = refusal('card.used', 409, {
  en: 'This member code was read already. It changes every 30 seconds.',
  'zh-CN': '该会员码已被读取，会员码每 30 秒更新一次。',
})
export const presenceNeeded = refusal('presence.needed', 403, {
  en: 'To spend, the member shows the code on his phone or says the one that is sent to him.',
  'zh-CN': '使用积分或优惠券需会员出示动态会员码或短信验证码。',
})
export const presenceUnknown = refusal('presence.unknown', 404, {
  en: 'It is not known that this member is here, or too long ago. Ask for a new code.',
  'zh-CN': '没有该会员的在场确认或已过期，请重新出示会员码。',
})
export const presenceUsed = refusal('presence.used', 409, {
  en: 'This code was used for something else. Ask for a new one.',
  'zh-CN': '该会员码已用于另一笔业务，请重新出示。',
})
export const noReceiver = refusal<{ by: string }>('presence.no-receiver', 409, {
  en: 'The member has no {by} to which a code could be sent.',
  'zh-CN': '该会员没有可接收验证码的联系方式（{by}）。',
})
