import { refusal } from '../base/refusals.ts'

export const notEmpty = refusal('demo.not-empty', 409, {
  en: 'There are members here already. The sample shop is only put into an empty database; use another data folder for it.',
  'zh-CN': '此处已有会员。示例店铺只能装入空数据库，请换一个数据目录。',
})
export const loaded = refusal<{ members: number; seed: number; finishedAt: string }>('demo.loaded', 409, {
  en: 'The sample shop is here already: {members} members of seed {seed}, complete since {finishedAt}.',
  'zh-CN': '示例店铺已在此：{members} 位会员，种子 {seed}，完成于 {finishedAt}。',
})
export const loading = refusal('demo.loading', 409, {
  en: 'The sample shop is being loaded now, here or in another process.',
  'zh-CN': '示例店铺正在载入（本进程或其他进程）。',
})
export const wishInvalid = refusal<{ field: string; least: number; most: number }>('demo.wish-invalid', 422, {
  en: '{field} is a whole number from {least} to {most}.',
  'zh-CN': '{field} 必须是 {least} 至 {most} 的整数。',
})
export const untilInvalid = refusal('demo.until-invalid', 422, {
  en: 'The history of the sample shop cannot end in the future, nor before it would begin in 1971.',
  'zh-CN': '示例店铺的历史不能结束于未来，也不能早于 1971 年。',
})
export const stopped = refusal('demo.stopped', 503, {
  en: 'Loading the sample shop was stopped. Ask for it again and it goes on from where it was.',
  'zh-CN': '示例店铺载入已停止，再次执行即可从中断处继续。',
})
