import type { TrackingView } from '@boussole/contracts'
import { english } from '@boussole/mail'
import type { TrackingMessages } from './messages.fr.ts'

type By = TrackingView['timeline'][number]['by']

const whoEnded: Readonly<Record<By, string>> = {
  'young-person': 'You',
  referent: 'The service',
  animator: 'The Boussole team',
  clock: 'Boussole',
}

/** The same, in English. */
export const trackingEn: TrackingMessages = {
  day: english.dayInWords,
  moment: english.momentInWords,
  back: 'My request',
  stay: 'No, back to my request',

  page: {
    title: 'My request',
    heading: (firstName) => `Hello ${firstName}`,
    lead: 'Here is where your request stands.',
    asked: (theme, commune) => `${theme} · ${commune}`,
    at: (day) => `asked on ${day}`,
    timeline: 'What happened',
    acts: 'What you can do',
    leave: 'Leave this page',
  },

  standing: {
    promise: 'contacts you by',
    sent: (partner) => `Your request has left for ${partner}.`,
    notified: (partner) => `${partner} received your request.`,
    sentNext: 'No contact by then? We tell you and look for a solution.',
    sentNextByLink: 'No contact by then? We look for a solution: come back here to see it.',
    accepted: (partner) => `${partner} read your request and is taking care of it.`,
    contacted: (partner, day) => `${partner} recorded a contact with you on ${day}.`,
    tried: (partner, day) => `${partner} tried to reach you on ${day}.`,
    triedState: 'They tried to reach you',
    grace: (partner) => `${partner} said they would take care of it, and has recorded no contact in time.`,
    graceNext: 'They have until tonight; after that, your request goes on elsewhere or the Boussole team takes it up.',
    contactedNext: 'Nothing received? Check your missed calls and your spam folder, then tell us.',
    claimedNext: 'You told us that nobody contacted you: the Boussole team is looking into it.',
    unresolved: 'The Boussole team is looking for a solution for you.',
    news: 'News by',
    unresolvedChoice: 'You can also choose another service yourself.',
    closed: (partner) => `It is finished with ${partner}.`,
    closedNext: 'Still need help? You can make a new request whenever you want.',
    closedByTeam: 'The Boussole team has closed this request.',
    withdrawn: (partner) => `Your request to ${partner} is cancelled.`,
    moved: (partner) => `Your request went to another service, instead of ${partner}.`,
    states: {
      sent: 'Waiting for contact',
      accepted: 'Being taken care of',
      contacted: 'Contact recorded',
      declined: 'Declined',
      lapsed: 'Out of time',
      redirected: 'Passed on to another service',
      withdrawn: 'Cancelled',
      closed: 'Finished',
      unresolved: 'We are looking for a solution',
    },
  },

  acts: {
    claim: (partner) => `${partner} did not contact me`,
    choose: 'Choose another service',
    feedback: (partner) => `Say how it went with ${partner}`,
    contact: 'Correct my details',
    withdraw: 'Cancel my request',
    data: 'See or erase my data',
    again: 'Make a new request',
  },

  timeline: {
    sent: (partner) => `Your request went to ${partner}.`,
    notified: (partner) => `We told ${partner}.`,
    'notice-came-back': (partner) => `Our mail to ${partner} came back: we write to somebody else.`,
    unreachable: (partner) => `Our mail to ${partner} did not arrive.`,
    accepted: (partner) => `${partner} said they are taking care of it.`,
    'contact-recorded': (partner) => `${partner} recorded a contact with you.`,
    'attempt-recorded': (partner) => `${partner} tried to reach you.`,
    declined: (partner) => `${partner} cannot help you this time.`,
    lapsed: (partner) => `${partner} recorded no contact in time.`,
    closed: (partner, by) => `${whoEnded[by]} closed the request${by === 'referent' ? ` (${partner})` : ''}.`,
    redirected: (partner, by) => `${whoEnded[by]} passed your request from ${partner} to another service.`,
    withdrawn: (partner, by) => `${whoEnded[by]} cancelled the request to ${partner}.`,
    extended: (partner) => `The date promised by ${partner} has changed.`,
    unresolved: () => 'The Boussole team took over your request.',
    'accompaniment-asked': (partner) => `${partner} suggests that a second service supports you too.`,
    'accompaniment-begun': (partner) => `A second service supports you together with ${partner}.`,
    'accompaniment-refused': (partner) => `You prefer to be supported by ${partner} only.`,
    'accompaniment-taken-back': (partner) => `${partner} took back the suggestion of a second service.`,
    'accompaniment-ended': (partner) => `The support by two services is over. ${partner} goes on with you.`,
    claimed: (partner) => `You told us that ${partner} did not contact you.`,
    'feedback-given': (partner) => `You said how it went with ${partner}.`,
    'contact-corrected': () => 'You corrected your details.',
  },

  done: {
    retrait: 'It is cancelled. Nobody will contact you any more about this request.',
    coordonnees: 'Your details are corrected. The services will see the new ones.',
    reclamation: 'Thank you. The Boussole team has been told: they will look at what happened.',
    choix: 'Done. Your request has left for the service you chose.',
    avis: 'Thank you for telling us. It helps other young people.',
    accompagnement: 'Thank you, your answer is saved. The services are told.',
  },

  claim: {
    title: (partner) => `${partner} did not contact me`,
    heading: (partner) => `Did ${partner} not contact you?`,
    words: (day) =>
      `The service recorded a contact on ${day}. They may have called from a hidden number, or their mail may be in your spam folder. If you received nothing, say so: the Boussole team will look at what happened.`,
    send: 'Nobody contacted me',
  },

  choose: {
    title: 'Choose another service',
    question: 'Who may contact you?',
    hint: 'The service you choose will receive your request and your details. The others will know nothing of it.',
    missing: 'Choose a service.',
    none: 'No other service can answer right now. The Boussole team goes on looking with you.',
    send: 'Send them my request',
  },

  feedback: {
    title: (partner) => `How it went with ${partner}`,
    heading: (partner) => `Did ${partner} contact you?`,
    yes: 'Yes',
    no: 'No',
    useful: 'Was it useful to you?',
    usefulHint: 'You don’t have to answer.',
    missing: 'Answer yes or no.',
    send: 'Send my answer',
  },

  accompaniment: {
    heading: 'Supported by two services',
    asked: (partner, companion) => `${partner} suggests that ${companion} supports you too. You decide.`,
    runs: (partner, companion) => `${companion} supports you together with ${partner}.`,
    pathway: (name, partner) => `The person to talk to: ${name}, ${partner}.`,
    answer: 'Answer this suggestion',
    change: 'Change my mind',
    title: 'Supported by two services',
    question: (companion) => `Do you want ${companion} to support you too?`,
    stop: (companion) => `Do you want to go on with ${companion}?`,
    words: (companion) =>
      `${companion} would see your request, how to reach you, and the notes that both services share from now on. Nothing else. You can change your mind at any time.`,
    running: (companion) =>
      `If you say no, ${companion} will see nothing of your request any more, right away. The other service goes on with you.`,
    yes: 'Yes, I agree',
    no: 'No, I prefer one service',
    missing: 'Answer yes or no.',
    send: 'Send my answer',
  },

  withdraw: {
    title: 'Cancel my request',
    heading: 'Cancel your request?',
    words:
      'Nobody will contact you about this request any more, and the services will be told. You can make another one whenever you want.',
    send: 'Yes, cancel my request',
  },

  correct: {
    title: 'Correct my details',
    heading: 'How can you be contacted?',
    lead: 'The services that follow your request will see what you write here.',
    emailHint: 'We write there as soon as there is news, with your tracking link.',
    send: 'Save',
  },

  data: {
    title: 'My data',
    heading: 'Your data',
    lead: 'Here is what Boussole keeps about you for this request.',
    answers: 'Your answers, and everything that happened, are in the file to download.',
    download: 'Download all my data',
    raw: 'The same, for other software (JSON)',
    erase: 'Erase my data',
    fileName: 'my-boussole-data',
  },

  erase: {
    title: 'Erase my data',
    heading: 'Erase your data?',
    words: [
      'Your request will be cancelled and the services told.',
      'Your first name, your details, your answers and the notes taken about you will be erased for ever.',
      'Your tracking link will no longer open. Only figures will remain, without a name.',
    ],
    send: 'Yes, erase everything',
    doneTitle: 'Erased',
    doneHeading: 'Your data is erased',
    doneWords: 'Nothing about you is left. You can come back whenever you want.',
  },

  leave: {
    title: 'Leave this page',
    heading: 'Leave this page?',
    words: 'This device will forget your request. To see it again, you will need your tracking link.',
    send: 'Leave',
  },

  lost: {
    title: 'Find my request again',
    heading: 'Find your request again',
    lead: 'Write the email address of your request: we send your tracking link there again.',
    email: 'Your email address',
    phoneOnly:
      'Did you leave only a phone number? We send no text messages: call the Info Jeunes near you, who will find your request with you.',
    send: 'Send me my link',
    sentTitle: 'Check your mail',
    sentHeading: 'Check your mail',
    sentWords:
      'If a current request was made with this address, the link arrives in a few minutes. Remember to look in your spam folder.',
    wrongTitle: 'This link no longer opens',
    wrongHeading: 'This link no longer opens',
    wrongWords:
      'It may be incomplete, or the data of the request may have been erased. You can receive a new link by email.',
  },
}
