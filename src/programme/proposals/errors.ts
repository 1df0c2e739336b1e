import { refusal } from '../../base/refusals.ts'

export const approvalMissing = refusal<{ needed: number; given: number }>('programme.approval-needed', 409, {
  en: 'Before a version is published, {needed} other person(s) must approve it; {given} did. Make it a draft, propose the draft, and publish it once it is approved.',
  'zh-CN': '发布前须另有 {needed} 人批准，已批准 {given} 人。请存为草稿并提交审批，获批后再发布。',
})
export const approvedOtherwise = refusal<{ field: string }>('programme.approved-otherwise', 409, {
  en: 'What was approved says otherwise about {field}. Publish it as it was approved, or propose it anew.',
  'zh-CN': '与获批内容的 {field} 不一致。请按获批内容发布，或重新提交审批。',
})
export const proposalUnknown = refusal('programme.proposal-unknown', 404, {
  en: 'There is no such proposal.',
  'zh-CN': '没有该审批申请。',
})
export const proposalClosed = refusal<{ state: string }>('programme.proposal-closed', 409, {
  en: 'Somebody was faster: this is decided, withdrawn or published already. Read it again.',
  'zh-CN': '该审批申请已被处理、撤回或发布，请刷新后查看。',
})
export const proposedAlready = refusal<{ revision: number }>('programme.proposed-already', 409, {
  en: 'Revision {revision} of the draft is proposed already. Withdraw that first.',
  'zh-CN': '草稿的第 {revision} 次修订已提交审批，请先撤回。',
})
export const ownProposal = refusal('programme.own-proposal', 403, {
  en: 'Somebody else must decide: you proposed this draft, or were the last who changed it.',
  'zh-CN': '您是该草稿的提交人或最后修改人，须由他人审批。',
})
export const deciderNoPerson = refusal('programme.person-needed', 403, {
  en: 'A member of staff must decide; an API key cannot.',
  'zh-CN': '须由员工审批，API 密钥不能审批。',
})
export const notYours = refusal('programme.not-your-proposal', 403, {
  en: 'Only who proposed the draft can withdraw it; others decline it with a reason.',
  'zh-CN': '只有提交人可以撤回；其他人可说明理由后驳回。',
})
export const declineReasonMissing = refusal<{ longest: number }>('programme.decline-reason', 422, {
  en: 'Say in at most {longest} characters why it is declined.',
  'zh-CN': '请说明驳回理由，最多 {longest} 个字符。',
})
