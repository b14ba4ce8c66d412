import { emailFaults, fieldFaults, phoneFaults, tooLongFault } from '@boussole/contracts'
import type { EmailFault, FieldFault, PhoneFault } from '@boussole/contracts'

const emails: Readonly<Record<EmailFault, string>> = {
  empty: 'Write your address, like name@example.com.',
  invisible: 'This address holds a line break or an invisible character: type it by hand.',
  spaces: 'An address holds no space. Write it like name@example.com.',
  'no-at': 'The @ sign is missing. Write an address like name@example.com.',
  'several-at': 'There are several @ signs. Write one address, like name@example.com.',
  'several-addresses': 'Write one address only, without comma or semicolon.',
  brackets: 'Write the address alone, without quotes, name or brackets: like name@example.com.',
  'name-missing': 'What comes before the @ sign is missing. Write an address like name@example.com.',
  'name-too-long': 'What comes before the @ sign is too long: 64 characters at most.',
  'too-long': 'This address is too long: 254 characters at most.',
  dots: 'A dot cannot come first, last or twice. Write an address like name@example.com.',
  'letters-unusual': 'This address holds a character that mail servers do not accept (accent, symbol).',
  'domain-missing': 'What comes after the @ sign is missing, like example.com.',
  'domain-incomplete': 'The end of the address is not complete: a dot and an ending are missing, like example.com.',
  'domain-wrong': 'The end of the address is not right. Write an address like name@example.com.',
}

const phones: Readonly<Record<PhoneFault, string>> = {
  empty: 'Write your number, like 06 12 34 56 78.',
  letters: 'A number is written with digits, without letters or other text: like 06 12 34 56 78.',
  invisible: 'This number holds an invisible character: type it by hand, like 06 12 34 56 78.',
  several: 'Write one number only.',
  'plus-misplaced': 'The + sign comes once, at the very beginning: like +262 692 12 34 56.',
  'country-unknown': 'This number begins with a country code that does not exist. In France it is +33.',
  'too-short': 'Digits are missing: a French number has 10, like 06 12 34 56 78.',
  'too-short-abroad': 'Digits are missing in this number, after the country code.',
  'too-long-abroad': 'This number has too many digits after the country code.',
  'too-long': 'This number has too many digits: a French number has 10, like 06 12 34 56 78.',
  'special-number': 'This is a special or premium number. Write your mobile or landline number.',
  'unassigned-abroad': 'This number does not exist in that country. Check it, country code included.',
  unassigned: 'This number does not exist. Check it; if it is not French, begin with + and the country code.',
}

const fields: Readonly<Record<FieldFault, string>> = {
  empty: 'This field is empty.',
  'one-line': 'This field holds one line only.',
  invisible: 'This field holds an invisible character that is not accepted.',
  'invisible-in-text': 'This text holds an invisible character that is not accepted.',
  'reading-direction': 'This name holds a character that turns the reading direction: it is not accepted.',
  link: 'A name is neither a link nor an address: write it without @ or //, with a space after each dot.',
  'no-letter': 'A name holds one letter at least.',
  'email-missing': 'To be contacted by email, give your address.',
  'phone-missing': 'To be called or get a text message, give your number.',
  'both-missing': 'Give an email address or a phone number: one of the two is enough.',
  'preference-unknown': 'Choose email, phone or text message.',
  'consent-missing': 'For the service to contact you, we need you to agree.',
  'yes-or-no': 'Answer yes or no.',
  'offers-number': 'Choose one, two or three services.',
  'offer-twice': 'You chose the same service twice.',
  'age-number': 'Write your age in years, as a whole number.',
  'age-impossible': 'This age is not possible.',
  'answers-too-many': 'There are too many answers.',
  'nothing-corrected': 'There is nothing to correct.',
  'one-way-to-find': 'Give the email address or the phone number of your request: one of the two.',
}

const english = (french: Readonly<Record<string, string>>, words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([fault, translated]) => [french[fault], translated] as const)

const known = new Map<string | undefined, string>([
  ...english(emailFaults, emails),
  ...english(phoneFaults, phones),
  ...english(fieldFaults, fields),
])

const tooLong = new RegExp(`^${tooLongFault(String.raw`(\d+)`).replace(/\.$/, String.raw`\.`)}$`)

/** A sentence of the shapes in English. */
export const faultInEnglish = (sentence: string): string => {
  const max = tooLong.exec(sentence)?.[1]
  return max === undefined ? (known.get(sentence) ?? sentence) : `This field is too long: ${max} characters at most.`
}
