import type { Words } from '../../base/refusals.ts'
import type { Stores } from './stores.ts'

/** What a caller may do. Every route names the one it needs; roles and API keys are sets of these. */
export const rights = {
  'members.read': { en: 'see members (personal fields masked)', 'zh-CN': '查看会员（个人信息脱敏）' },
  'members.unmask': { en: 'see personal fields in clear', 'zh-CN': '查看完整个人信息' },
  'members.write': { en: 'enrol and change members', 'zh-CN': '登记和修改会员' },
  'members.merge': { en: 'merge two records of one person, and undo it', 'zh-CN': '合并会员和撤销合并' },
  'notes.read': { en: 'read what staff noted about members', 'zh-CN': '查看会员备注内容' },
  'notes.write': { en: 'write notes about members', 'zh-CN': '填写会员备注' },
  'portal.view': { en: 'see the portal as a member sees it, read only', 'zh-CN': '以会员视角只读查看会员中心' },
  'catalogue.read': {
    en: 'see products, categories, brands, stores and channels',
    'zh-CN': '查看商品、类目、品牌、门店和渠道',
  },
  'catalogue.write': { en: 'change the catalogue', 'zh-CN': '维护商品资料' },
  'points.redeem': { en: 'redeem and hold points', 'zh-CN': '核销和冻结积分' },
  'points.adjust': { en: 'adjust points by hand', 'zh-CN': '手工调整积分' },
  'points.approve': { en: 'decide on adjustments that need a second person', 'zh-CN': '审批需复核的积分调整' },
  'benefits.use': { en: 'use members’ benefits and take a use back', 'zh-CN': '使用会员权益和撤销使用' },
  'tiers.place': { en: 'put members on a tier by hand', 'zh-CN': '手工定级' },
  'orders.read': { en: 'see and evaluate orders', 'zh-CN': '查看和试算订单' },
  'orders.write': { en: 'confirm, cancel and return orders', 'zh-CN': '确认、取消订单和退货' },
  'tills.manage': { en: 'register and revoke tills', 'zh-CN': '登记和停用收银机' },
  'coupons.read': { en: 'see coupons', 'zh-CN': '查看优惠券' },
  'coupons.give': { en: 'issue coupons to members, claim and gift them', 'zh-CN': '向会员发放、领取和转赠优惠券' },
  'coupons.write': { en: 'make, export and void coupons', 'zh-CN': '制作、导出和作废优惠券' },
  'programme.read': { en: 'see the programme', 'zh-CN': '查看会员体系' },
  'programme.publish': { en: 'publish the programme', 'zh-CN': '发布会员体系' },
  'consents.write': { en: 'publish the texts that members agree to', 'zh-CN': '发布会员授权条款' },
  'messages.read': { en: 'see messages to members', 'zh-CN': '查看发给会员的消息' },
  'programme.approve': { en: 'approve or decline drafts of the programme', 'zh-CN': '审批会员体系草稿' },
  'imports.run': { en: 'import files', 'zh-CN': '导入文件' },
  'jobs.run': {
    en: 'see background jobs and nightly runs, run failed ones again, let a stopped one continue',
    'zh-CN': '查看后台任务和夜间任务，重新运行失败的任务，放行暂停的任务',
  },
  'insights.read': { en: 'see insights: segments, value, forecasts', 'zh-CN': '查看数据洞察：分群、价值、预测' },
  'insights.manage': {
    en: 'set names, weights and targets of insights, and have them made anew',
    'zh-CN': '设置洞察的名称、权重和目标，并重新计算',
  },
  'staff.manage': { en: 'add, change and deactivate staff', 'zh-CN': '管理员工' },
  'keys.manage': { en: 'make and revoke API keys', 'zh-CN': '管理 API 密钥' },
  'integrations.manage': {
    en: 'send facts to other systems: webhooks and their deliveries',
    'zh-CN': '管理 Webhook 及其推送',
  },
  'audit.read': { en: 'read and export the audit trail', 'zh-CN': '查看和导出审计记录' },
  'metrics.read': { en: 'read the metrics', 'zh-CN': '读取运行指标' },
} as const satisfies Record<string, Words>

export type Right = keyof typeof rights

export function isRight(text: string): text is Right {
  return Object.hasOwn(rights, text)
}

/** Who is calling. `name` is shown in entries and logs and is never personal data beyond a staff member's own name. */
export type Principal = {
  readonly kind: 'staff' | 'key' | 'member'
  readonly id: string
  readonly name: string
  readonly rights: ReadonlySet<Right>
  readonly stores: Stores
}
