import { refusal } from '../base/refusals.ts'

export const webhookUnknown = refusal('webhook.unknown', 404, {
  en: 'There is no such webhook.',
  'zh-CN': '没有这个 Webhook。',
})

export const deliveryUnknown = refusal('webhook.delivery-unknown', 404, {
  en: 'There is no such delivery any more.',
  'zh-CN': '没有这条推送记录，或已过保存期。',
})

export const webhookUrlInvalid = refusal('webhook.url-invalid', 422, {
  en: 'The address must be a whole web address that begins with https://, without user name, password or #.',
  'zh-CN': '地址必须是以 https:// 开头的完整网址，不能含用户名、密码或 #。',
})

export const webhookAddressRefused = refusal<{ host: string }>('webhook.address-refused', 422, {
  en: '{host} leads into a private network, to this machine, or is not reached by https. Webhooks go into the internet only, unless the operator allows a network (REGULARS_WEBHOOK_NETWORKS).',
  'zh-CN':
    '{host} 指向内网或本机，或未使用 https。Webhook 只发往互联网，除非运维放行该网段（REGULARS_WEBHOOK_NETWORKS）。',
})

export const webhookKindsUnknown = refusal<{ kinds: readonly string[] }>('webhook.kinds-unknown', 422, {
  en: 'There are no facts of these kinds: {kinds}.',
  'zh-CN': '没有这些种类的事实：{kinds}。',
})

export const webhookDescriptionInvalid = refusal('webhook.description-invalid', 422, {
  en: 'Say in 1 to 200 characters what the webhook is for.',
  'zh-CN': '请用 1 到 200 个字说明用途。',
})

export const webhooksAtMost = refusal<{ most: number }>('webhook.at-most', 409, {
  en: 'There are {most} webhooks already. Remove one that is not used any more.',
  'zh-CN': '已有 {most} 个 Webhook。请先删除不再使用的。',
})
