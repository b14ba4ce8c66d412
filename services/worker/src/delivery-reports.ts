// Messages as mail servers write them when a mail does not arrive, for tests: the shapes are theirs, the words are ours.

/** The mail that did not arrive. */
interface Undelivered {
  readonly to: string
  /** The sender of its envelope, to which the report goes. */
  readonly returnTo: string
}

const inLines = (lines: readonly string[]): string => lines.join('\r\n')

const original = ({ to }: Undelivered, type = 'text/rfc822-headers') => [
  `Content-Type: ${type}`,
  'Content-Description: Undelivered Message',
  '',
  'From: Boussole <ne-pas-repondre@boussole.example>',
  `To: ${to}`,
  'Subject: Une demande vous attend',
  'Message-ID: <0f8fad5b-d9cb-469f-a165-70867728950e@boussole.example>',
  '',
]

/** Postfix: a mailbox that does not exist. */
export const postfixFailed = (mail: Undelivered): string =>
  inLines([
    'Received: by mail.partenaire.example (Postfix) id 4ShT0m1x2z; Mon, 16 Nov 2026 11:02:03 +0100 (CET)',
    'From: MAILER-DAEMON@mail.partenaire.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    `To: ${mail.returnTo}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4ShT0m1x2z.1763287323/mail.partenaire.example"',
    'Content-Transfer-Encoding: 8bit',
    'Message-Id: <20261116100203.4ShT0m1x2z@mail.partenaire.example>',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4ShT0m1x2z.1763287323/mail.partenaire.example',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system at host mail.partenaire.example. Your message was not delivered.',
    '',
    '--4ShT0m1x2z.1763287323/mail.partenaire.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.partenaire.example',
    'X-Postfix-Queue-ID: 4ShT0m1x2z',
    'Arrival-Date: Mon, 16 Nov 2026 11:02:02 +0100 (CET)',
    '',
    `Final-Recipient: rfc822; ${mail.to}`,
    `Original-Recipient: rfc822;${mail.to}`,
    'Action: failed',
    'Status: 5.1.1',
    'Remote-MTA: dns; boite.partenaire.example',
    'Diagnostic-Code: smtp; 550 5.1.1 no such',
    '    mailbox here',
    '',
    '--4ShT0m1x2z.1763287323/mail.partenaire.example',
    ...original(mail),
    '--4ShT0m1x2z.1763287323/mail.partenaire.example--',
    '',
  ])

/** Exim: written with its own header, and the whole mail behind it. */
export const eximFailed = (mail: Undelivered): string =>
  inLines([
    `X-Failed-Recipients: ${mail.to}`,
    'Auto-Submitted: auto-replied',
    'From: Mail Delivery System <Mailer-Daemon@courrier.partenaire.example>',
    `To: ${mail.returnTo}`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=1763287323-eximdsn-1804289383',
    'MIME-Version: 1.0',
    'Subject: Mail delivery failed: returning message to sender',
    '',
    '--1763287323-eximdsn-1804289383',
    'Content-type: text/plain; charset=us-ascii',
    '',
    'A message that you sent could not be delivered.',
    '',
    '--1763287323-eximdsn-1804289383',
    'Content-type: message/delivery-status',
    '',
    'Reporting-MTA: dns; courrier.partenaire.example',
    '',
    'Action: failed',
    `Final-Recipient: rfc822;${mail.to}`,
    'Status: 5.0.0',
    'Remote-MTA: dns; boite.partenaire.example',
    'Diagnostic-Code: smtp; 550 unknown user',
    '',
    '--1763287323-eximdsn-1804289383',
    ...original(mail, 'message/rfc822'),
    'Une demande vous attend.',
    '',
    '--1763287323-eximdsn-1804289383--',
    '',
  ])

/** Exchange: an alternative of HTML and text first, base64 around, and its own fields. */
export const exchangeFailed = (mail: Undelivered): string =>
  inLines([
    'From: <postmaster@partenaire.example>',
    `To: <${mail.returnTo}>`,
    'Date: Mon, 16 Nov 2026 10:02:03 +0000',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="_1d6f0a2c-7c55-4c3e-9d0e-EXCHANGE_"',
    'X-MS-Exchange-Message-Is-Ndr:',
    'Subject: =?utf-8?B?Tm9uIHJlbWlz?=: Une demande vous attend',
    'MIME-Version: 1.0',
    '',
    '--_1d6f0a2c-7c55-4c3e-9d0e-EXCHANGE_',
    'Content-Type: multipart/alternative; boundary="_2_inner_EXCHANGE_"',
    '',
    '--_2_inner_EXCHANGE_',
    'Content-Type: text/plain; charset="utf-8"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('La remise a échoué.').toString('base64'),
    '',
    '--_2_inner_EXCHANGE_',
    'Content-Type: text/html; charset="utf-8"',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<p>La remise a =C3=A9chou=C3=A9.</p>',
    '',
    '--_2_inner_EXCHANGE_--',
    '',
    '--_1d6f0a2c-7c55-4c3e-9d0e-EXCHANGE_',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns;EX01.partenaire.example',
    'Received-From-MTA: dns;relais.boussole.example',
    'Arrival-Date: Mon, 16 Nov 2026 10:02:02 +0000',
    '',
    'Final-Recipient: RFC822;',
    ` ${mail.to}`,
    'Action: failed',
    'Status: 5.1.10',
    'Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; recipient not found',
    'X-Display-Name: Accueil',
    '',
    '--_1d6f0a2c-7c55-4c3e-9d0e-EXCHANGE_',
    ...original(mail, 'message/rfc822'),
    '--_1d6f0a2c-7c55-4c3e-9d0e-EXCHANGE_--',
    '',
  ])

/** Gmail: a related part with a picture first; a mailbox that is full for good. */
export const gmailFailed = (mail: Undelivered): string =>
  inLines([
    'Return-Path: <>',
    'From: Mail Delivery Subsystem <mailer-daemon@messagerie.example>',
    `To: ${mail.returnTo}`,
    'Auto-Submitted: auto-replied',
    'Subject: Delivery Status Notification (Failure)',
    'Content-Type: multipart/report; boundary="00000000000012ab"; report-type=delivery-status',
    'MIME-Version: 1.0',
    '',
    '--00000000000012ab',
    'Content-Type: multipart/related; boundary="00000000000034cd"',
    '',
    '--00000000000034cd',
    'Content-Type: text/plain; charset="UTF-8"',
    '',
    '** Message not delivered **',
    '',
    '--00000000000034cd',
    'Content-Type: image/png; name="icon.png"',
    'Content-Disposition: attachment; filename="icon.png"',
    'Content-Transfer-Encoding: base64',
    'Content-ID: <icon.png>',
    '',
    'iVBORw0KGgo=',
    '',
    '--00000000000034cd--',
    '',
    '--00000000000012ab',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; messagerie.example',
    'Received-From-MTA: dns; ne-pas-repondre@boussole.example',
    'Arrival-Date: Mon, 16 Nov 2026 02:02:02 -0800 (PST)',
    '',
    `Final-Recipient: rfc822; ${mail.to}`,
    'Action: failed',
    'Status: 5.2.1',
    'Diagnostic-Code: smtp; 550-5.2.1 the account is inactive',
    ' 550 5.2.1 see the help pages',
    'Last-Attempt-Date: Mon, 16 Nov 2026 02:02:03 -0800 (PST)',
    '',
    '--00000000000012ab',
    ...original(mail, 'message/rfc822'),
    '--00000000000012ab--',
    '',
  ])

/** A queue that has been trying for four hours. */
export const delayed = (mail: Undelivered): string =>
  postfixFailed(mail)
    .replace('Undelivered Mail Returned to Sender', 'Delayed Mail (still being retried)')
    .replace('Action: failed', 'Action: delayed')
    .replace('Status: 5.1.1', 'Status: 4.4.1')
    .replace('Diagnostic-Code', 'Will-Retry-Until: Sat, 21 Nov 2026 11:02:02 +0100 (CET)\r\nDiagnostic-Code')

/** A queue that has given up after five days: no word against the address. */
export const expired = (mail: Undelivered): string => postfixFailed(mail).replace('Status: 5.1.1', 'Status: 4.4.7')

/** RFC 6533: an address with letters beyond ASCII, in UTF-8 as it is. */
export const internationalFailed = (mail: Undelivered): string =>
  postfixFailed(mail)
    .replaceAll('message/delivery-status', 'message/global-delivery-status')
    .replaceAll('text/rfc822-headers', 'message/global-headers')
    .replaceAll(/(Final|Original)-Recipient: rfc822;.*/g, '$1-Recipient: utf-8; accueil@partenaire-été.example')

/** Somebody is away, and says so. */
export const automaticReply = ({ to, returnTo }: Undelivered): string =>
  inLines([
    `From: Accueil <${to}>`,
    `To: ${returnTo}`,
    'Subject: =?utf-8?Q?Absence_jusqu=E2=80=99au_lundi?=',
    'Auto-Submitted: auto-replied',
    'X-Auto-Response-Suppress: All',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Action: failed',
    'Status: 5.1.1',
    'Je suis en congés jusqu’à lundi.',
    '',
  ])

/** Somebody read it, and their program says so (RFC 8098): a report of another kind. */
export const readReceipt = (mail: Undelivered): string =>
  postfixFailed(mail)
    .replace('report-type=delivery-status', 'report-type=disposition-notification')
    .replace('message/delivery-status', 'message/disposition-notification')

/** The line broke before what became of the mail was said. */
export const truncated = (mail: Undelivered): string => postfixFailed(mail).split('Action:')[0] ?? ''
