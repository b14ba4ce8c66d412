/**
 * What is not right with what a young person wrote, beside phone numbers and addresses (`phoneFaults`, `emailFaults`).
 * The site has the same sentences in English, by the same names.
 */
export const fieldFaults = {
  empty: 'Ce champ est vide.',
  'one-line': 'Ce champ tient sur une seule ligne.',
  invisible: 'Ce champ contient un caractère invisible qui n’est pas accepté.',
  'invisible-in-text': 'Ce texte contient un caractère invisible qui n’est pas accepté.',
  'reading-direction': 'Ce nom contient un caractère qui change le sens de lecture : il n’est pas accepté.',
  link: 'Un nom n’est ni un lien ni une adresse : écris-le sans @ ni //, avec une espace après chaque point.',
  'no-letter': 'Un nom contient au moins une lettre.',
  'email-missing': 'Pour être contacté·e par mail, donne ton adresse.',
  'phone-missing': 'Pour être appelé·e ou recevoir un SMS, donne ton numéro.',
  'both-missing': 'Donne une adresse mail ou un numéro de téléphone : un des deux suffit.',
  'preference-unknown': 'Choisis : email, phone ou sms.',
  'consent-missing': 'Pour que la structure te contacte, il faut ton accord.',
  'yes-or-no': 'Réponds par oui (true) ou par non (false).',
  'offers-number': 'Choisis une, deux ou trois offres, ou « best » pour la mieux adaptée.',
  'offer-twice': 'Tu as choisi deux fois la même offre.',
  'age-number': 'Écris ton âge en années, avec un nombre entier.',
  'age-impossible': 'Cet âge n’est pas possible.',
  'answers-too-many': 'Il y a trop de réponses.',
  'nothing-corrected': 'Il n’y a rien à corriger dans cet envoi.',
  'one-way-to-find': 'Donne l’adresse mail ou le numéro de téléphone de ta demande : un des deux.',
} as const

export type FieldFault = keyof typeof fieldFaults

/** The fault of a field that holds more than `max` characters. */
export const tooLongFault = (max: number | string): string => `Ce champ est trop long : ${max} caractères au maximum.`
