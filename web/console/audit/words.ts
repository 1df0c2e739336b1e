/** Deeds, things and fields in words. What this console does not know yet is shown by its code. */
import { useTranslation } from '../../ui/translation.ts'

export const operations = [
  ...(['signIn', 'signOut', 'endMySession', 'changePassword', 'acceptInvitation', 'setUp', 'changeMe'] as const),
  ...([
    'signInSecondStep',
    'signInWithPasskey',
    'signInWithSso',
    'confirmTotp',
    'removeTotp',
    'addPasskey',
    'removePasskey',
  ] as const),
  ...(['makeRecoveryCodes', 'endMyOtherSessions', 'resetSecondFactors', 'setSignInRules'] as const),
  ...(['proposeProgrammeDraft', 'approveProgrammeProposal', 'declineProgrammeProposal'] as const),
  ...(['withdrawProgrammeProposal', 'joinProgrammeDraft'] as const),
  ...(['addStaff', 'changeStaff', 'inviteStaff', 'deactivateStaff', 'reactivateStaff'] as const),
  ...(['createRole', 'changeRole', 'removeRole', 'createKey', 'rotateKey', 'revokeKey'] as const),
  ...(['seenInClear', 'enrolMember', 'updateMember', 'addIdentity', 'removeIdentity', 'suspendMember'] as const),
  ...(['writeNote', 'changeNote', 'takeNoteBack', 'viewAsMember', 'viewedAsMember', 'endViewing'] as const),
  ...(['refusedAsMember'] as const),
  ...(['createBulkRun', 'confirmBulkRun', 'stopBulkRun', 'undoBulkRun', 'approveBulkRun', 'declineBulkRun'] as const),
  ...(['createMemberFilter', 'changeMemberFilter', 'deleteMemberFilter'] as const),
  ...(['joinHousehold', 'changeHouseholdRole', 'leaveHousehold'] as const),
  ...(['offerCoupons', 'takeCoupon'] as const),
  ...(['closeMember', 'reactivateMember', 'putMemberAttribute', 'joinMembership', 'updateMyProfile'] as const),
  ...(['changeMyIdentity', 'eraseMe', 'putOrder', 'putOrders', 'returnOrder', 'reopenOrder', 'exchangeLines'] as const),
  ...(['claimOrder', 'redeemPoints', 'exchangePoints', 'transferPoints', 'adjustPoints', 'reinstatePoints'] as const),
  ...(['activatePoints', 'approveAdjustment', 'refuseAdjustment', 'placeHold', 'captureHold', 'releaseHold'] as const),
  ...(['useBenefit', 'undoBenefitUse'] as const),
  ...(['mergeMembers', 'undoMerge'] as const),
  ...(['placeOnTier', 'placeMany', 'makeCoupons', 'exportCouponCodes', 'voidCoupons', 'voidCoupon'] as const),
  ...(['claimCoupon', 'giftCoupon', 'issueCoupon', 'publishProgramme', 'openProgrammeDraft'] as const),
  ...(['changeProgrammeDraft', 'discardProgrammeDraft', 'publishProgrammeDraft', 'revertProgramme'] as const),
  ...(['putProduct', 'putProducts', 'putCategory', 'putStore', 'putBrand', 'putChannel'] as const),
  ...(['uploadImport', 'startImport', 'cancelImport', 'downloadRejectedLines', 'loadDemo'] as const),
  ...(['registerTill', 'changeTill', 'revokeTill', 'readmitTill', 'receiveTillOrders'] as const),
  ...(['approveNightlyRun', 'exportAudit'] as const),
  ...(['createWebhook', 'changeWebhook', 'rotateWebhookSecret', 'turnOffWebhook', 'turnOnWebhook'] as const),
  ...(['removeWebhook', 'testWebhook', 'sendWebhookAgain', 'sendFailedWebhooks'] as const),
  ...(['runJobAgain', 'giveUpJob', 'giveUpFailedJobs'] as const),
] as const

export const kinds = [
  ...(['staff', 'role', 'key', 'session', 'member', 'attribute', 'order', 'coupon', 'hold', 'points'] as const),
  ...(['programme', 'product', 'category', 'store', 'brand', 'channel', 'import', 'run', 'placements'] as const),
  ...(['sign-in-rules', 'encryption-key', 'tills', 'member-filter', 'bulk-run'] as const),
  ...(['webhook', 'job'] as const),
  ...(['audit', 'server'] as const),
] as const

const fields = [
  ...(['role', 'stores', 'rights', 'name', 'password', 'locale', 'status', 'reason', 'keysRevoked'] as const),
  ...([
    'expiresAt',
    'previousUntil',
    'factor',
    'way',
    'recoveryCodes',
    'sessions',
    'secondFactors',
    'identityProvider',
    'roles',
    'channel',
    'store',
    'timeZone',
    'tags',
    'attributes',
    'outcome',
  ] as const),
  ...(['version', 'effectiveAt', 'identity', 'identityId', 'by', 'phone', 'email', 'givenName'] as const),
  ...(['familyName', 'birthday', 'gender', 'address', 'active', 'currency', 'lines', 'memberId'] as const),
  ...(['viewing', 'until'] as const),
  ...(['noteId', 'pinned', 'text', 'fields', 'householdId'] as const),
  ...(['note', 'definition', 'wallet', 'amount', 'points', 'lotIds', 'condition', 'columns', 'shared'] as const),
  ...(['city', 'translations', 'parent', 'category', 'brand', 'put'] as const),
  ...(['aloneMinor', 'revoked', 'state', 'deed', 'members', 'undoes'] as const),
  ...(['host', 'kinds', 'enabled', 'description', 'task', 'failedAt', 'failed'] as const),
] as const

const values = [
  ...(['active', 'invited', 'deactivated', 'prospect', 'suspended', 'closed', 'enrolled', 'became-member'] as const),
  ...(['phone', 'email', 'card', 'external', 'head', 'adult', 'child'] as const),
  ...(['totp', 'passkey', 'sso', 'password'] as const),
] as const

/** How somebody came to see a member. */
const looks = [
  'listMembers',
  'getMember',
  'lookUpMember',
  'listOrders',
  'listNotes',
  'listNoteVersions',
  'getHousehold',
] as const

const actors = ['staff', 'key', 'member', 'operator', 'system'] as const

export function useAuditWords() {
  const { t } = useTranslation()
  return {
    did(operation: string): string {
      const found = operations.find((each) => each === operation)
      return found === undefined ? operation : t(`audit.did.${found}`)
    },
    thing(kind: string): string {
      const found = kinds.find((each) => each === kind)
      return found === undefined ? kind : t(`audit.kinds.${found}`)
    },
    field(name: string): string {
      const found = fields.find((each) => each === name)
      return found === undefined ? name : t(`audit.fields.${found}`)
    },
    value(code: string): string {
      const found = values.find((each) => each === code)
      return found === undefined ? code : t(`audit.values.${found}`)
    },
    look(operation: string): string {
      const found = looks.find((each) => each === operation)
      return found === undefined ? this.did(operation) : t(`audit.looks.${found}`)
    },
    actor(kind: string): string {
      const found = actors.find((each) => each === kind)
      return found === undefined ? kind : t(`audit.actors.${found}`)
    },
  }
}
