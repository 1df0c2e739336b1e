import { refusal } from '../../base/refusals.ts'

export const personNeeded = refusal('viewing.person-needed', 422, {
  en: 'Only a person who is signed in to the console sees what a member sees; a program does not.',
  'zh-CN': '只有登录控制台的员工可以以会员视角查看，程序密钥不可以。',
})
export const viewingUnknown = refusal('viewing.unknown', 404, {
  en: 'There is no such viewing of this member.',
  'zh-CN': '没有该次会员视角查看记录。',
})
export const nothingToView = refusal('viewing.nothing-to-view', 409, {
  en: 'Only members have pages of their own; a prospect, a closed or a forgotten member has none.',
  'zh-CN': '只有正式会员有会员中心；潜客、已关闭或已删除信息的会员没有。',
})
