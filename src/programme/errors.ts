import { type Refusal, refusal, type Words } from '../base/refusals.ts'

/** `problem` in both languages where it has them. */
export function invalidProgramme({ where, problem }: { where: string; problem: string | Words }): Refusal {
  const said = typeof problem === 'string' ? { en: problem, 'zh-CN': problem } : problem
  return refusal<{ where: string; problem: string }>('programme.invalid', 422, {
    en: `The programme cannot be published: {where}: ${said.en}`,
    'zh-CN': `会员体系无法发布：{where}：${said['zh-CN']}`,
  })({ where, problem: said.en })
}

export const effectiveInPast = refusal<{ effectiveAt: string }>('programme.effective-in-past', 422, {
  en: 'A version cannot take effect in the past ({effectiveAt}): orders were decided by the version of their time.',
  'zh-CN': '版本不能在过去生效（{effectiveAt}）：订单已按当时的版本处理。',
})

export const versionUnknown = refusal<{ version: number }>('programme.version-unknown', 404, {
  en: 'There is no version {version} of the programme.',
  'zh-CN': '没有版本 {version}。',
})

export const noExpiryChanged = refusal<{ lots: string }>('programme.no-expiry-changed', 422, {
  en: 'The version changes the expiry of no wallet: there is nothing that “{lots}” could be said of.',
  'zh-CN': '此版本没有改变任何账户的过期规则：“{lots}”无从适用。',
})

export const expiryFollowsActivity = refusal<{ wallet: string }>('programme.expiry-follows-activity', 422, {
  en: 'What members have of {wallet} expires, or would expire, by their activity: it keeps its terms. Publish with lots “keep”.',
  'zh-CN': '账户 {wallet} 的现有积分按（或将按）会员活动过期，只能保留原规则：请以 lots “keep” 发布。',
})
