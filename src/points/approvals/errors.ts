import { refusal } from '../../base/refusals.ts'

/** Nobody sees it who asks through the API: the request is kept and waits. */
export const approvalNeeded = refusal<{ wallet: string; amount: number; above: number }>(
  'points.approval-needed',
  409,
  {
    en: 'More than {above} by hand needs a second person; {amount} were asked.',
    'zh-CN': '手工调整超过 {above} 需第二人复核，请求为 {amount}。',
  },
)
export const reasonNeeded = refusal<{ known: string[] }>('points.reason-needed', 422, {
  en: 'Name one of the programme’s reasons: {known}.',
  'zh-CN': '请选择会员体系规定的原因：{known}。',
})
export const reasonUnknown = refusal<{ code: string; known: string[] }>('points.reason-unknown', 422, {
  en: 'There is no reason {code} for this; there are: {known}.',
  'zh-CN': '没有适用的原因 {code}，可选：{known}。',
})
export const evidenceNeeded = refusal<{ code: string }>('points.evidence-needed', 422, {
  en: 'The reason {code} asks for a reference to the evidence.',
  'zh-CN': '原因 {code} 需要填写凭证编号。',
})
export const approvalUnknown = refusal('approval.unknown', 404, {
  en: 'There is no such request.',
  'zh-CN': '没有该审批请求。',
})
export const approvalDecided = refusal<{ state: string }>('approval.decided', 409, {
  en: 'The request was decided already ({state}).',
  'zh-CN': '该请求已处理（{state}）。',
})
export const approvalLapsed = refusal<{ lapsesAt: string }>('approval.lapsed', 409, {
  en: 'The request lapsed at {lapsesAt}.',
  'zh-CN': '该请求已于 {lapsesAt} 失效。',
})
export const ownRequest = refusal('approval.own-request', 403, {
  en: 'Somebody else must decide on a request of one’s own.',
  'zh-CN': '不能审批自己的请求。',
})
export const personNeeded = refusal('approval.person-needed', 403, {
  en: 'A member of staff must decide; an API key cannot.',
  'zh-CN': '须由员工审批，API 密钥不能审批。',
})
