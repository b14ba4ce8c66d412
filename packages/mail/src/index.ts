export { type CalendarMeeting, calendarFile } from './calendar.ts'
export { readDeliveryReport, type DeliveryReport } from './delivery-report.ts'
export { createMailer, MailRefused, messageIdOf, type Mailer } from './send.ts'
export { isInEnglish, type MailName, type MailProps, mails, type RenderedMail, renderMail } from './mails.ts'
export {
  ofName,
  ofPlace,
  toPlace,
  counted,
  dayInWords,
  deadlineInWords,
  fr,
  fullDayInWords,
  fullMomentInWords,
  hourInWords,
  momentInWords,
  monthInWords,
  nbsp,
  promiseInWords,
  remainingInWords,
  windowInWords,
} from './words.ts'
export { english } from './words.en.ts'
