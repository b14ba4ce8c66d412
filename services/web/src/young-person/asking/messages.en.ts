import { consentText } from '@boussole/contracts'
import { english } from '@boussole/mail'
import type { AskingMessages } from './messages.fr.ts'

/** The same, in English. */
export const askingEn: AskingMessages = {
  day: english.dayInWords,
  window: english.promiseInWords,
  next: 'Continue',
  change: 'Change',
  unsure: 'I don’t know, skip',
  step: (step, steps) => `Step ${step} of ${steps}`,
  previous: 'Previous step',
  servicesInFrench: 'Services describe themselves in French.',

  home: {
    title: 'Find who can help you near home',
    heading: 'Need a hand?',
    headingRest: 'Someone near you can help.',
    lead: 'Housing, work, health… You ask, and a service contacts you by the promised date. It is free, for people aged 15 to 30.',
    where: 'Where do you live?',
    whereHint: 'Your town or your postcode.',
    search: 'Search',
    how: 'How does it work?',
    steps: [
      {
        title: 'You say what you need',
        words: 'A few questions, two minutes. Nothing is kept until you send.',
      },
      {
        title: 'You choose who contacts you',
        words: 'Each service shows the date by which it promises to contact you.',
      },
      {
        title: 'We watch the promise',
        words: 'Nobody called in time? We tell you, and look for someone else with you.',
      },
    ],
    already: 'Have you already asked?',
    alreadyLink: 'See where your request stands',
    suggestions: (count) =>
      count === 0
        ? 'No town found'
        : count === 1
          ? 'One town found. Use the arrow keys to choose it.'
          : `${count} towns found. Use the arrow keys to choose.`,
  },

  communes: {
    title: 'Choose your town',
    heading: (words) => `Several towns for “${words}”`,
    which: 'Which one do you live in?',
    emptyHeading: (words) => `No town for “${words}”`,
    emptyWords: 'Check the spelling, or try your postcode.',
    missing: 'Write the name of your town or your postcode.',
    tooLong: 'This is too long for the name of a town. Write only its beginning.',
    formerly: (name) => `formerly ${name}`,
    again: 'Search for another town',
  },

  themes: {
    title: (commune) => `What do you need in ${commune}?`,
    heading: 'What do you need?',
    commune: 'Your town',
    closedTitle: (commune) => `Not open in ${commune} yet`,
    closedHeading: (commune) => `Boussole is not open in ${commune} yet`,
    closedWords: 'But you are not alone: the nearest Info Jeunes can already help you, for free.',
  },

  need: {
    question: 'What are you looking for?',
    missing: 'Choose what you are looking for, or skip if you don’t know.',
  },

  age: {
    question: 'How old are you?',
    label: 'Your age, in years',
    hint: 'Your age helps us find the services made for you.',
    missing: 'Write your age in years, in digits: 17 for example.',
    impossible: 'This age is not possible. Write your age in years, in digits: 17 for example.',
    tooYoung: {
      title: 'Under 15',
      heading: 'Under 15, we do it another way',
      words:
        'Boussole passes requests on from the age of 15. Before that, it happens with you and a parent. Call or visit the Info Jeunes near you: they listen and help, and it is free.',
    },
    tooOld: {
      title: 'Over 35',
      heading: 'Boussole stops at 35',
      words: 'But there are services for you too: the Info Jeunes near you will tell you which one can help.',
    },
    nothingKept: 'Nothing of what you wrote was kept.',
  },

  question: {
    missing: 'Choose an answer, or skip if you don’t know.',
    onlyOne: 'Choose one answer only.',
    several: 'You can choose several answers.',
  },

  offers: {
    title: 'Who can help you',
    heading: (count) => (count === 1 ? 'One service can help you' : `${count} services can help you`),
    choose: 'Choose one, two or three: each of them contacts you.',
    promise: 'contacts you by',
    window: (days) => `promised within ${days}`,
    free: 'Free',
    missing: 'Choose at least one service.',
    tooMany: 'Choose three services at most.',
    samePartner: 'Two of your choices come from the same organisation: keep the one that suits you best.',
    gone: 'One of your choices is no longer offered. Look at the updated list and choose again.',
    next: 'Continue with my choice',
    best: 'I don’t know, choose for me',
    others: (count) =>
      count === 1
        ? 'One other service fits, but cannot answer right now'
        : `${count} other services fit, but cannot answer right now`,
    unavailable: { full: 'full for now', paused: 'on a break', absent: 'team away for now' },
    noneTitle: 'Nobody for now',
    noneHeading: 'Nobody can answer this request today',
    noneWords:
      'It is not your fault, and it happens. The Info Jeunes near you will look with you. We have also noted that a service is missing here.',
    again: 'Change my answers',
  },

  contact: {
    title: 'How to contact you',
    heading: 'How can you be contacted?',
    lead: (count) =>
      count === 1
        ? 'The service you chose will see your details, and so will the Boussole team, which makes sure it contacts you.'
        : 'The services you chose will see your details, and so will the Boussole team, which makes sure they contact you.',
    firstName: 'Your first name',
    firstNameMissing: 'Write your first name, or the one you want us to use.',
    oneIsEnough: 'An email or a phone number: one of the two is enough.',
    email: 'Your email address',
    emailHint: 'We send the confirmation and your tracking link there.',
    phone: 'Your phone number',
    phoneHint: 'So that the service can call or text you. Boussole itself sends no text messages.',
    prefers: 'How would you rather be contacted?',
    prefersChoices: { '': 'No preference', phone: 'By phone', sms: 'By text message', email: 'By email' },
    moments: 'When is the best time?',
    momentsHint: 'For example: on Wednesday afternoons, or after 5 pm.',
    message: 'Anything to add?',
    messageHint: 'You don’t have to. Leave out personal details: you can talk about them in person.',
    consents: 'Your agreement',
    consentContact: consentText.english.contact,
    consentRedirect: consentText.english.redirect,
    consentRedirectHint: 'You can say no: in that case, we will ask you first.',
    trap: 'Leave this field empty',
    trapFilled: 'A hidden field was filled in, probably by your browser. Check your answers, then send again.',
  },

  check: {
    title: 'Check your request',
    heading: 'Is everything right?',
    lead: 'Read your request once more. You can still change everything.',
    who: 'Who contacts you',
    you: 'You',
    answers: 'Your situation',
    commune: 'Your town',
    theme: 'Your need',
    age: 'Your age',
    years: (age) => `${age} years old`,
    unanswered: 'I don’t know',
    redirectYes: 'Yes, if nobody answers me in time',
    redirectNo: 'No, ask me first',
    redirect: 'Pass it on to another service?',
    aboutChange: { offers: 'my choice', you: 'my details', answers: 'my answer' },
    send: 'Send my request',
    datesChanged: 'Time has passed, and the promised dates have changed. Read the new ones, then send your request.',
  },

  receipt: {
    title: 'Request sent',
    headingFor: (firstName) => `It is sent, ${firstName}`,
    lead: 'Here is who contacts you, and when.',
    next: 'What happens now?',
    mailSent: (email) =>
      `A confirmation is on its way to ${email}. It holds your tracking link. If it is not there in a few minutes, look in your spam folder.`,
    watch: 'We watch the promised date. If nobody contacts you in time, we tell you and look for a solution.',
    watchRedirect:
      'We watch the promised date. If nobody contacts you in time, your request goes to another service, and we tell you.',
    watchByLink:
      'We watch the promised date. If nobody contacts you in time, we look for a solution: you will see it with your link.',
    watchRedirectByLink:
      'We watch the promised date. If nobody contacts you in time, your request goes to another service: you will see it with your link.',
    keepLinkTitle: 'Keep this link',
    keepLink:
      'You gave no email address: this link is the only way to follow your request. Copy it or take a photo of it. It is for you, don’t give it to anyone.',
    takeAwayTitle: 'Take your request with you',
    takeAway:
      'Scan this code with your phone: it opens your tracking page. Take a photo of it if you have no internet here.',
    qrLabel: 'Code to scan that opens your tracking page',
    linkLabel: 'Your tracking link',
    copy: 'Copy the link',
    copied: 'Copied',
    follow: 'Follow my request',
  },

  relay: {
    title: 'Help a young person ask',
    heading: 'Help a young person ask',
    lead: 'For Info Jeunes relays and correspondents: fill in the request together, on this device.',
    points: [
      'The pages are the same: it is the person who chooses and who agrees.',
      'At the end, a code to scan lets them take their tracking link with them.',
      'Nothing stays on this device: everything is erased when you finish, or after twenty minutes without doing anything.',
    ],
    begin: 'Start a request together',
    endTitle: 'Finish',
    endHeading: 'Finish and erase everything?',
    endWords:
      'This device will forget the request being written and the tracking page opened here. A request already sent stays sent.',
    end: 'Finish and erase everything',
    stay: 'No, go on',
    endedTitle: 'Erased',
    endedHeading: 'It is erased from this device',
    endedWords: 'Someone else can take your place.',
    another: 'Start another request',
    leave: 'Leave helping mode',
  },

  data: {
    title: 'Your data',
    heading: 'Your data stays yours',
    sections: [
      {
        title: 'What do we keep?',
        words: [
          'Nothing until you send your request: your answers stay in your browser, encrypted.',
          'Once sent: your first name, your email address or phone number, your age, your town, your answers, and your message if you wrote one.',
        ],
      },
      {
        title: 'Who sees it?',
        words: [
          'Only the services you chose, and the Boussole team (of your area, your region and the country), which makes sure you are contacted.',
          'Another service receives it only if you agreed. A service that no longer has your request no longer has your details.',
        ],
      },
      {
        title: 'For how long?',
        words: [
          'One year after the last exchange, then everything about you is erased. Only figures remain, without names.',
        ],
      },
      {
        title: 'What can you do?',
        words: [
          'From your tracking page, at any time: see, correct, download or erase your data, and cancel your request.',
          'You are free to agree or not, and to change your mind.',
        ],
      },
      {
        title: 'And cookies?',
        words: [
          'Only those that make the site work: the request you are writing and your tracking page. No advertising, no audience tracking.',
        ],
      },
    ],
  },
}
