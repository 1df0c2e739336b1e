/** What a message with a one-time code says. */
import type { Words } from '../base/refusals.ts'
import type { Purpose } from './store.ts'

export const subject: Words = { en: 'Your code: {code}', 'zh-CN': '验证码：{code}' }

export const texts: Readonly<Record<Purpose, Words>> = {
  'sign-in': {
    en: '{code} is your code to sign in. It is good for {minutes} minutes. Tell it to nobody.',
    'zh-CN': '您的登录验证码是 {code}，{minutes} 分钟内有效。请勿告诉任何人。',
  },
  presence: {
    en: '{code} is the code to use your points or coupons at the till. Say it only if you are there. Good for {minutes} minutes.',
    'zh-CN': '您正在门店使用积分或优惠券，验证码 {code}，{minutes} 分钟内有效。非本人操作请忽略。',
  },
  identity: {
    en: '{code} is the code to make this yours in your membership. It is good for {minutes} minutes. Tell it to nobody.',
    'zh-CN': '您正在更换会员联系方式，验证码 {code}，{minutes} 分钟内有效。请勿告诉任何人。',
  },
  erasure: {
    en: '{code} is the code to delete your account for ever. If you did not ask for this, do nothing. Good for {minutes} minutes.',
    'zh-CN': '您正在注销会员账户，验证码 {code}，{minutes} 分钟内有效。注销后无法恢复，非本人操作请忽略。',
  },
}
