import { refusal } from '../base/refusals.ts'

/** One answer for an unknown address, a wrong password and a deactivated account: none can be told from another. */
export const wrongCredentials = refusal('auth.wrong-credentials', 401, {
  en: 'The e-mail address or the password is wrong.',
  'zh-CN': '邮箱或密码不正确。',
})
export const wrongPassword = refusal('auth.wrong-password', 403, {
  en: 'The current password is wrong.',
  'zh-CN': '当前密码不正确。',
})
export const confirmFirst = refusal('auth.confirm-first', 403, {
  en: 'Confirm first that it is you: with your password or a passkey.',
  'zh-CN': '请先用密码或通行密钥确认是您本人。',
})
export const signInExpired = refusal('auth.sign-in-expired', 401, {
  en: 'This took too long. Begin again with e-mail and password.',
  'zh-CN': '操作超时，请重新输入邮箱和密码。',
})
export const wrongCode = refusal('auth.wrong-code', 401, {
  en: 'This code is wrong or was used already. Wait for the next one and type that.',
  'zh-CN': '验证码不正确或已使用过，请等待下一个验证码后再输入。',
})
export const wrongRecoveryCode = refusal('auth.wrong-recovery-code', 401, {
  en: 'This recovery code is wrong or was used already.',
  'zh-CN': '恢复码不正确或已使用过。',
})
export const passkeyRefused = refusal('auth.passkey-refused', 401, {
  en: 'This passkey does not open an account here. Sign in another way.',
  'zh-CN': '该通行密钥无法用于登录，请换用其他方式。',
})
export const passkeyOfNobody = refusal('auth.passkey-not-yours', 403, {
  en: 'This is not a passkey of yours. Choose another way.',
  'zh-CN': '这不是您的通行密钥，请换用其他方式。',
})
export const totpNotBegun = refusal('factor.totp-not-begun', 409, {
  en: 'Begin anew: there is no secret that waits for its first code.',
  'zh-CN': '请重新开始设置：没有等待确认的密钥。',
})
export const setupCodeRefused = refusal('factor.code-wrong', 422, {
  en: 'This code does not fit. Check that the clock of your phone is right, and type the newest code.',
  'zh-CN': '验证码不符。请确认手机时间准确，并输入最新的验证码。',
})
export const passkeyUnusable = refusal('factor.passkey-unusable', 422, {
  en: 'This passkey cannot be used: it must check who you are, by a finger, your face or a PIN. Try another device.',
  'zh-CN': '无法使用该通行密钥：它必须通过指纹、面容或 PIN 验证您的身份，请换一台设备重试。',
})
export const passkeyTaken = refusal('factor.passkey-taken', 409, {
  en: 'This passkey is registered already.',
  'zh-CN': '该通行密钥已登记。',
})
export const passkeysAtMost = refusal<{ atMost: number }>('factor.passkeys-at-most', 409, {
  en: 'There may be {atMost} passkeys. Remove one first.',
  'zh-CN': '最多可登记 {atMost} 个通行密钥，请先移除一个。',
})
export const factorUnknown = refusal('factor.unknown', 404, {
  en: 'There is no such second factor.',
  'zh-CN': '没有该第二验证方式。',
})
export const factorDemanded = refusal('factor.demanded', 409, {
  en: 'Your role must have a second factor. Set up another one first.',
  'zh-CN': '您的角色必须有第二验证方式，请先设置另一种。',
})
export const noFactor = refusal('factor.none', 409, {
  en: 'Recovery codes replace a second factor. Set one up first.',
  'zh-CN': '恢复码用于替代第二验证方式，请先设置一种。',
})
export const tooManyAttempts = refusal<{ seconds: number }>('auth.too-many-attempts', 429, {
  en: 'Too many failed attempts. Try again in {seconds} seconds.',
  'zh-CN': '失败次数过多，请在 {seconds} 秒后重试。',
})
export const tooBusy = refusal('auth.busy', 503, {
  en: 'Too many people are signing in. Try again in a moment.',
  'zh-CN': '登录人数过多，请稍后再试。',
})
export const crossOrigin = refusal('auth.cross-origin', 403, {
  en: 'This request does not come from the console itself. Send it from there, or with an API key.',
  'zh-CN': '该请求并非来自控制台本身。请从控制台操作，或使用 API 密钥。',
})
export const passwordTooShort = refusal<{ atLeast: number }>('staff.password-too-short', 422, {
  en: 'A password needs at least {atLeast} characters. Several words in a row are easy to remember.',
  'zh-CN': '密码至少需要 {atLeast} 个字符。几个词连在一起就很好记。',
})
export const passwordTooLong = refusal<{ atMost: number }>('staff.password-too-long', 422, {
  en: 'A password may have up to {atMost} characters.',
  'zh-CN': '密码最多 {atMost} 个字符。',
})
export const passwordCommon = refusal('staff.password-common', 422, {
  en: 'This password is on lists that attackers try first. Choose several words that nobody would put together.',
  'zh-CN': '该密码在常被攻击者尝试的密码库中。请选几个别人不会放在一起的词。',
})
export const passwordExpected = refusal('staff.password-expected', 422, {
  en: 'This password is hardly more than your name, your e-mail address or the name of this product. Choose other words.',
  'zh-CN': '该密码几乎只由您的姓名、邮箱或本产品名称组成，请换用其他词。',
})
export const invalidName = refusal<{ atMost: number }>('staff.name-invalid', 422, {
  en: 'A name has 1 to {atMost} characters, without control characters.',
  'zh-CN': '名称需为 1 到 {atMost} 个字符，且不含控制字符。',
})
export const invalidEmail = refusal('staff.email-invalid', 422, {
  en: 'This is no e-mail address.',
  'zh-CN': '邮箱地址有误。',
})
export const emailTaken = refusal('staff.email-taken', 409, {
  en: 'A staff member with this e-mail address is there already.',
  'zh-CN': '该邮箱已有对应的员工。',
})
export const roleUnknown = refusal<{ role: string; known: readonly string[] }>('staff.role-unknown', 422, {
  en: 'There is no role {role}. Choose one of: {known}.',
  'zh-CN': '没有角色 {role}，可选：{known}。',
})
export const roleNameTaken = refusal<{ name: string }>('staff.role-name-taken', 409, {
  en: 'There is a role named {name} already.',
  'zh-CN': '已有名为 {name} 的角色。',
})
export const roleRightsInvalid = refusal<{ unknown: readonly string[] }>('staff.role-rights-invalid', 422, {
  en: 'A role needs at least one right, and these are unknown: {unknown}.',
  'zh-CN': '角色至少需要一项权限；未知权限：{unknown}。',
})
export const roleBuiltIn = refusal('staff.role-built-in', 409, {
  en: 'A built-in role stays as it is. Make a role of your own with the rights that you want.',
  'zh-CN': '内置角色不能修改。请新建一个角色并选择所需权限。',
})
export const roleHeld = refusal('staff.role-held', 409, {
  en: 'Somebody has this role, perhaps somebody deactivated. Give them another one first.',
  'zh-CN': '仍有员工（可能已停用）使用该角色，请先为其更换角色。',
})
export const storesInvalid = refusal<{ atMost: number }>('staff.stores-invalid', 422, {
  en: 'Name 1 to {atMost} stores, or none at all for every store.',
  'zh-CN': '请指定 1 到 {atMost} 家门店；不指定则为全部门店。',
})
export const storesUnknown = refusal<{ unknown: readonly string[] }>('staff.stores-unknown', 422, {
  en: 'The catalogue has no such stores: {unknown}.',
  'zh-CN': '商品资料中没有这些门店：{unknown}。',
})
export const beyondOwnStores = refusal('staff.beyond-own-stores', 403, {
  en: 'You act for certain stores only, and this concerns others too.',
  'zh-CN': '您只能办理指定门店的业务，此项还涉及其他门店。',
})
export const ownerEverywhere = refusal('staff.owner-everywhere', 422, {
  en: 'An owner acts for all stores. Choose another role, or no stores.',
  'zh-CN': '所有者负责全部门店。请选择其他角色，或不限定门店。',
})
export const staffUnknown = refusal('staff.unknown', 404, {
  en: 'There is no such staff member.',
  'zh-CN': '没有该员工。',
})
export const staffDeactivated = refusal('staff.deactivated', 409, {
  en: 'This staff member is deactivated.',
  'zh-CN': '该员工已停用。',
})
export const lastOwner = refusal('staff.last-owner', 409, {
  en: 'This is the last owner. Make somebody else an owner first.',
  'zh-CN': '这是最后一位所有者，请先指定另一位所有者。',
})
export const beyondOwnRights = refusal<{ missing: readonly string[] }>('staff.beyond-own-rights', 403, {
  en: 'Nobody gives or takes rights that they lack themselves: {missing}.',
  'zh-CN': '不能授予或收回自己没有的权限：{missing}。',
})
export const setupCodeWrong = refusal('setup.code-wrong', 403, {
  en: 'The setup code is wrong. The newest one is printed where Regulars was started.',
  'zh-CN': '设置码不正确。最新的设置码显示在启动 Regulars 的终端里。',
})
export const setupDone = refusal('setup.done', 409, {
  en: 'The owner is there already. Sign in instead.',
  'zh-CN': '所有者已创建，请直接登录。',
})
export const invitationInvalid = refusal('staff.invitation-invalid', 403, {
  en: 'This link was used, replaced or has run out. Ask for a new one.',
  'zh-CN': '该链接已使用、已被替换或已过期，请索取新的链接。',
})
export const sessionUnknown = refusal('staff.session-unknown', 404, {
  en: 'There is no such session.',
  'zh-CN': '没有该会话。',
})
export const notStaff = refusal('staff.only', 403, {
  en: 'This is for people who are signed in, not for API keys.',
  'zh-CN': '仅供登录的员工使用，API 密钥不可用。',
})
export const keyUnknown = refusal('key.unknown', 404, {
  en: 'There is no such API key.',
  'zh-CN': '没有该 API 密钥。',
})
export const keyNameTaken = refusal<{ name: string }>('key.name-taken', 409, {
  en: 'An API key named {name} is in use. Revoke it first, or choose another name.',
  'zh-CN': '名为 {name} 的 API 密钥正在使用，请先吊销或换个名称。',
})
export const keyRightsInvalid = refusal<{ unknown: readonly string[] }>('key.rights-invalid', 422, {
  en: 'A key needs at least one right, and these are unknown: {unknown}.',
  'zh-CN': '密钥至少需要一项权限；未知权限：{unknown}。',
})
export const keyEnded = refusal('key.ended', 409, {
  en: 'This API key is revoked or has expired. Make a new one.',
  'zh-CN': '该 API 密钥已吊销或已过期，请重新创建。',
})
export const keyExpiryInvalid = refusal('key.expiry-invalid', 422, {
  en: 'The key must expire in the future; give an instant such as 2030-01-01T00:00:00Z.',
  'zh-CN': '密钥的到期时间必须在将来，例如 2030-01-01T00:00:00Z。',
})
