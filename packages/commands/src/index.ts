export { answerAccompaniment } from './answer-accompaniment.ts'
export { endAccompaniment } from './end-accompaniment.ts'
export { namePathwayReferent } from './name-pathway-referent.ts'
export { proposeAccompaniment } from './propose-accompaniment.ts'
export { acceptReferral } from './accept-referral.ts'
export { askSignInLink } from './ask-sign-in-link.ts'
export { askTrackingLink } from './ask-tracking-link.ts'
export { chooseOffer } from './choose-offer.ts'
export { chooseWhatIsShown } from './choose-what-is-shown.ts'
export { claimNoContact } from './claim-no-contact.ts'
export { closeReferral } from './close-referral.ts'
export { correctContact } from './correct-contact.ts'
export { declineReferral } from './decline-referral.ts'
export type { Deps } from './deps.ts'
export { eraseRequest } from './erase-request.ts'
export { extendReferral } from './extend-referral.ts'
export { findMatches, readMatches } from './find-matches.ts'
export { askingAges } from './offered-today.ts'
export { giveFeedback } from './give-feedback.ts'
export { noteActIn } from './note-act.ts'
export { handOverReferral } from './hand-over-referral.ts'
export { addNote } from './add-note.ts'
export { reachMilestones } from './reach-milestones.ts'
export { readRedirections } from './read-redirections.ts'
export type { PossibleRedirection, Redirections } from './read-redirections.ts'
export { exportRequest, readTracking } from './read-tracking.ts'
export { recordContact } from './record-contact.ts'
export { redirectReferral } from './redirect-referral.ts'
export { bounceAddressOf, outboxIdInBounceAddress } from './bounce-address.ts'
export { extendForLateNotice, recordBounce, recordMailSent, recordReport } from './settle-mail.ts'
export { findSubmitted, submitRequest } from './submit-request.ts'
export { adjustOffer } from './adjust-offer.ts'
export { changeOffer } from './change-offer.ts'
export { confirmOffer } from './confirm-offer.ts'
export { confirmOfferContact, readContactTest } from './confirm-offer-contact.ts'
export { createOffer } from './create-offer.ts'
export { duplicateOffer } from './duplicate-offer.ts'
export { pauseOffer } from './pause-offer.ts'
export { answerProblem, mustTakePart, reportProblem } from './report-problem.ts'
export { reviewOffer } from './review-offer.ts'
export { testOfferContact } from './test-offer-contact.ts'
export { withdrawOffer } from './withdraw-offer.ts'
export { charterTokenOf, contactTokenOf, invitationTokenOf, signInTokenOf, trackingTokenOf } from './tracking-token.ts'
export { withdrawReferral } from './withdraw-referral.ts'
export { withdrawRequest } from './withdraw-request.ts'
export type { Session } from './begin-session.ts'
export { endOtherSessions, endSession, revokeSessionsOf } from './end-session.ts'
export type { LinkStanding } from './open-session-by-link.ts'
export { actionTokenOf } from './action-token.ts'
export { readActionLink, renewActionLink } from './renew-action-link.ts'
export { acceptInvitation, readOpenInvitation } from './accept-invitation.ts'
export { cancelInvitation, inviteReferent, readInvitation, resendInvitation } from './invite-referent.ts'
export { linkIdentity, linkIdentityByMail, openSessionByIdentity, unlinkIdentities } from './link-identity.ts'
export { choosePassword } from './choose-password.ts'
export { codeAddressOf, newCodeSecret } from './one-time-codes.ts'
export { openSessionByLink, proveByLink, readSignInLink, renewSignInLink } from './open-session-by-link.ts'
export { openSession, openSessionOf, openSessionWithCode, provePassword } from './open-session.ts'
export type { Proven } from './open-session.ts'
export { switchOffSecondFactor, switchOnSecondFactor } from './switch-second-factor.ts'
export { hashPassword, passwordsVerified } from './passwords.ts'
export { refreshSession } from './refresh-session.ts'
export { endAgreement, mayTakeEndingBack, takeBackEnding } from './agreements/end-agreement.ts'
export { proposeCharter, readCharter, resendCharter, withdrawCharter } from './agreements/propose-charter.ts'
export { largestScan, recordPaperCharter, scanFault } from './agreements/record-paper-charter.ts'
export { renewAgreements } from './agreements/renew-agreements.ts'
export { countersignCharter, readCharterLink, signCharter, textOf } from './agreements/sign-charter.ts'
export type { SignedCharter } from './agreements/sign-charter.ts'
export {
  answerMeeting,
  callMeeting,
  cancelMeeting,
  changeMeeting,
  changeMembers,
  listInvitable,
  readMeeting,
  recordAttendance,
  sendMinutes,
  writeMinutes,
} from './meetings/meetings.ts'
export { draftNetworkLetter, readNetworkLetter, sendNetworkLetter } from './meetings/network-letters.ts'
export { changeReferent } from './change-referent.ts'
export { cancelAbsence, changeAbsenceEnd, planAbsence } from './plan-absence.ts'
export {
  cancelWatchInvitation,
  inviteWatcher,
  mayActOnWatchInvitation,
  readGivenWatches,
  readRolesGiven,
  readWatchInvitation,
  resendWatchInvitation,
} from './invite-watcher.ts'
export { endWatch, mayEndWatch, readWatch } from './end-watch.ts'
export { leavePartner, successorsIn } from './leave-partner.ts'
export {
  applyImport,
  dropImport,
  readImport,
  receiveAndTry,
  sayTopics,
  tryImport,
  undoImport,
} from './imports/act-on-import.ts'
export { inviteImported, invitedAtOnce } from './imports/invite-imported.ts'
export { largestImport, receiveImport } from './imports/receive-import.ts'
export { runImports } from './imports/run-import.ts'
export { runUpkeep } from './upkeep/run-upkeep.ts'
export { readUpkeepRun, undoUpkeepRun } from './upkeep/undo-upkeep-run.ts'
export { correctPersonAddress, mayCorrectAddress } from './upkeep/correct-person-address.ts'
export { clearPersonDoubt, readPersonInDoubt } from './upkeep/clear-person-doubt.ts'
export { resumeHeldOffer } from './upkeep/resume-held-offer.ts'
export { openNightlyExport, writeNightlyExports } from './exports/nightly-exports.ts'
export { exportNames, exportTerritory } from './exports/export-territory.ts'
export { readTerritory } from './acting-on-territories.ts'
export { createTerritory, readRegions } from './create-territory.ts'
export { changeTerritory } from './change-territory.ts'
export { addCommunes, readCommuneList, takeCommunesOut } from './change-communes.ts'
export { switchTheme } from './switch-theme.ts'
export { readQuestionnaire } from './acting-on-questionnaires.ts'
export { beginQuestionnaire, dropQuestionnaireDraft, editQuestionnaire } from './write-questionnaire.ts'
export { publishQuestionnaire, readPublishing } from './publish-questionnaire.ts'
export type { AnswersInUse, Instead, Publishing } from './publish-questionnaire.ts'
export { erasePerson, handOverCopy, readPersonCopy, readPersonRequest, sendPersonLink } from './answer-person.ts'
export { eraseOldData } from './erase-old-data.ts'
export { chooseOpening, readBeforeOpening } from './choose-opening.ts'
export type { BeforeOpening } from './choose-opening.ts'
export { inviteReferents, invitedTogether } from './invite-referents.ts'
export type { LineInvited } from './invite-referents.ts'
export { addPartner, correctPartner, readLookAlikes, readPartner } from './write-partner.ts'
export { closePartner } from './close-partner.ts'
