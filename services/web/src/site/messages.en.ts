import type { SiteMessages } from './messages.fr.ts'
import { faultInEnglish } from './faults.en.ts'
import { refusalsEn } from './refusals.en.ts'

/** The same, in English. */
export const siteEn: SiteMessages = {
  name: 'Boussole',
  description: 'Housing, work, health… Find who can help you near home, and promises to contact you by a given date.',
  skip: 'Skip to content',
  navigation: 'Navigation',
  home: 'Boussole home page',
  otherLanguage: { code: 'fr', name: 'Français' },
  track: 'My request',
  back: 'Back',
  errorPrefix: 'Error: ',
  footer: {
    label: 'About',
    data: 'Your data',
    relay: 'Help a young person ask',
    words: 'Boussole is a free public service for people aged 15 to 30.',
  },
  kiosk: { words: 'An Info Jeunes relay is making this request with you.', end: 'Finish and erase everything' },
  summary: (count) => (count === 1 ? 'There is one thing to put right:' : `There are ${count} things to put right:`),
  formExpired:
    'This page was open for a long time, or in another browser. Your answers are still here: please send them again.',
  cookiesRefused: {
    title: 'Your browser refuses cookies',
    lead: 'Without them, Boussole cannot keep your answers from one page to the next: your request cannot go on.',
    points: [
      'Here, cookies only keep the request you are writing, in your browser. No advertising, no audience tracking.',
      'Open the settings of your browser, look for “cookies”, and allow them for this site.',
      'Or open Boussole in another browser, or on another device.',
    ],
    retry: 'Done, try again',
  },
  optional: '(optional)',
  infoJeunes: {
    title: 'Would you rather talk to someone?',
    words: 'The Info Jeunes near you helps for free, even without an appointment.',
    anywhere: 'There is an Info Jeunes place in almost every town: they help for free, even without an appointment.',
    call: (phone) => `Call ${phone}`,
    write: (email) => `Write to ${email}`,
  },
  failures: {
    404: {
      title: 'This page does not exist',
      words: 'The link may be incomplete, or the page may have moved. Start again from the home page.',
    },
    429: {
      title: 'Too many pages at once',
      words: 'Many pages were asked for from this connection. Wait a minute, then reload the page.',
    },
    503: {
      title: 'Boussole is very busy',
      words: 'We could not answer you just now. Please try again in a few seconds.',
    },
    400: {
      title: 'This address cannot be read',
      words: 'The link holds characters that do not work. Start again from the home page.',
    },
    413: {
      title: 'This is too long',
      words: 'What was sent is too long for us. Go back and shorten your text.',
    },
    500: {
      title: 'Something went wrong on our side',
      words:
        'It is not your fault. Try again a little later; if it happens again, give this reference to the Info Jeunes near you.',
    },
  },
  reference: (id) => `Reference: ${id}`,
  startAgain: 'Start from the home page',
  faultOf: faultInEnglish,
  refusalOf: (code) => refusalsEn[code],
}
