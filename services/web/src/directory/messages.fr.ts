import { dayInWords, fr, promiseInWords, ofName } from '@boussole/mail'
import { Temporal } from 'temporal-polyfill'

/** A day that may be long ago, with its year. */
const dateInWords = (moment: string, timeZone: string): string => {
  const day = Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone).toPlainDate()
  return `${dayInWords(day.toString())} ${day.year}`
}

/** What the directory says, in the formal way. */
export const directoryFr = {
  title: 'Annuaire',
  heading: 'Annuaire des professionnels',
  lead: fr`Les structures dont la convention est en vigueur, de tous les territoires. Il est réservé à leurs professionnel·les : ne le transmettez pas plus loin.`,
  own: 'Ma fiche dans l’annuaire',
  refused: {
    title: 'Annuaire réservé',
    heading: 'Cet annuaire n’est pas ouvert pour vous aujourd’hui',
    words: fr`Il est réservé aux professionnel·les des structures dont la convention est en vigueur. Celle de votre structure n’est pas signée, ou elle est arrivée à son terme.`,
    next: fr`Votre animation territoriale peut vous aider à la signer ou à la renouveler ; l’annuaire s’ouvrira aussitôt.`,
    back: 'Revenir aux mises en relation',
  },
  search: {
    label: 'Chercher dans l’annuaire',
    words: 'Nom d’une personne, d’une structure ou d’une offre',
    theme: 'Thème',
    everyTheme: 'Tous les thèmes',
    commune: 'Commune où l’offre est proposée',
    communeHint: 'Nom ou code postal',
    send: 'Chercher',
    everything: 'Tout l’annuaire',
    which: fr`Quelle commune ?`,
    unknown: (words: string) =>
      fr`Aucune commune ne s’appelle « ${words} ». Vérifiez le nom, ou essayez le code postal.`,
  },
  none: fr`Personne ne correspond dans l’annuaire. Essayez avec moins de mots, ou sans commune.`,
  nobodyYet: fr`L’annuaire est encore vide.`,
  more: 'Suite de l’annuaire',
  latest: 'Revenir au début',
  people: (names: readonly string[]) => names.join(', '),
  entry: {
    back: 'Annuaire',
    contact: 'Contact de la structure',
    address: 'Adresse',
    phone: 'Téléphone',
    email: 'Mail',
    website: 'Site',
    territory: 'Territoire',
    none: 'Non renseigné',
    offers: 'Ses offres',
    noOffers: 'Aucune offre n’est en ligne aujourd’hui.',
    answers: (days: number, counting: 'calendar' | 'working') => `répond en ${promiseInWords(days, counting)}`,
    team: 'Ses référent·es',
    nobody: 'Personne n’est nommé pour le moment.',
    nameOnly: fr`Coordonnées non partagées : passez par la structure.`,
    call: (phone: string, name: string) => fr`Appeler ${name} : ${phone}`,
    write: (email: string, name: string) => fr`Écrire à ${name} : ${email}`,
    card: 'Fiche contact (vCard)',
    cardOf: (name: string) => ofName(name),
    role: 'Référent·e Boussole',
  },
  ownEntry: {
    title: 'Ma fiche',
    heading: 'Ma fiche dans l’annuaire',
    lead: fr`Votre nom et votre structure y figurent. Pour le reste, c’est vous qui choisissez ce que voient les professionnel·les sous convention ; vous pouvez changer d’avis à tout moment.`,
    shows: 'Ce que montre votre fiche',
    name: 'Nom',
    hidden: 'Non partagé',
    since: (moment: string, timeZone: string) => fr`partagé depuis le ${dateInWords(moment, timeZone)}`,
    number: 'Votre téléphone professionnel',
    numberHint: fr`Il n’est montré que si vous le partagez.`,
    sharePhone: 'Partager mon téléphone',
    shareEmail: 'Partager mon adresse mail',
    shareEmailHint: (email: string) => fr`Celle de votre compte : ${email}`,
    send: 'Enregistrer',
    done: fr`C’est enregistré : votre fiche montre ce que vous avez choisi.`,
    numberMissing: fr`Écrivez le numéro à partager, ou décochez « Partager mon téléphone ».`,
    numberWrong: fr`Ce numéro n’est pas valable. Vérifiez-le : dix chiffres, comme 04 65 71 30 01, ou + et l’indicatif du pays.`,
  },
} as const
