import type { UpkeepBasket, UpkeepRun } from '@boussole/db'
import type { UpkeepCause, UpkeepKind } from '@boussole/domain'
import { fullDayInWords, fr, fullMomentInWords, ofName } from '@boussole/mail'

const baskets: Readonly<
  Record<UpkeepBasket, { readonly label: string; readonly lead: string; readonly none: string }>
> = {
  'to-confirm': {
    label: 'À confirmer',
    lead: fr`Leurs référent·es ont reçu un mail. Un appel aide souvent : un seul bouton suffit ensuite.`,
    none: fr`Aucune offre n’est à confirmer.`,
  },
  'early-check': {
    label: 'À vérifier plus tôt',
    lead: fr`Un mail revenu, des rappels sans réponse ou des délais dépassés : quelque chose a peut-être changé.`,
    none: fr`Aucune offre n’est à vérifier plus tôt.`,
  },
  held: {
    label: 'En pause',
    lead: fr`Trois délais y ont été dépassés en trois mois. Parlez-en avec la structure, puis reprenez l’offre.`,
    none: fr`Aucune offre n’est en pause après trois délais dépassés.`,
  },
  suspended: {
    label: 'Suspendues',
    lead: fr`Personne ne les a confirmées à temps : les jeunes ne les voient plus. La structure, ou vous, pouvez les confirmer.`,
    none: fr`Aucune offre n’est suspendue.`,
  },
}

const causes: Readonly<Record<UpkeepCause, string>> = {
  offer: fr`six mois sans confirmation`,
  contact: fr`adresse de contact, trois mois sans confirmation`,
  bounce: fr`mail revenu de l’adresse de contact`,
  reminders: fr`trois rappels sans réponse`,
  lapses: fr`délais dépassés`,
}

const kinds: Readonly<Record<UpkeepKind, string>> = {
  'notice-30': 'Prévenue 30 jours avant',
  'notice-7': 'Prévenue 7 jours avant',
  'to-confirm': 'À confirmer',
  'early-check': 'À vérifier plus tôt',
  suspended: 'Suspendue',
  held: 'Mise en pause',
  waiting: fr`En attente : le passage avait atteint sa limite`,
}

const undoings = {
  undone: 'rétablie',
  'changed-since': fr`changée depuis, laissée comme elle est`,
  told: fr`dit, et ne se reprend pas`,
} as const

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** What a run did, in a few words, the gravest first. */
const summary = ({ counts }: Pick<UpkeepRun, 'counts'>): string =>
  (
    [
      ['held', 'mise en pause', 'mises en pause'],
      ['suspended', 'suspendue', 'suspendues'],
      ['waiting', 'en attente', 'en attente'],
      ['early-check', 'à vérifier', 'à vérifier'],
      ['to-confirm', 'à confirmer', 'à confirmer'],
      ['notice-7', 'prévenue à 7 jours', 'prévenues à 7 jours'],
      ['notice-30', 'prévenue à 30 jours', 'prévenues à 30 jours'],
    ] as const
  )
    .flatMap(([kind, one, many]) => {
      const count = counts[kind]
      return count === undefined ? [] : [counted(count, one, many)]
    })
    .join(', ')

/** What the pages of the directory's upkeep say. */
export const upkeepFr = {
  title: 'Entretien de l’annuaire',
  heading: 'Entretien de l’annuaire',
  back: 'Animation',
  lists: 'Offres par situation',
  baskets,
  causes,
  since: (day: string) => `Depuis le ${fullDayInWords(day)}`,
  suspendedOn: (day: string) => `suspendue le ${fullDayInWords(day)}`,
  confirmed: (day: string) => `Confirmée le ${fullDayInWords(day)}`,
  answers: (names: readonly string[]) =>
    names.length === 0 ? fr`Personne ne répond de cette offre` : names.join(', '),
  resume: 'Reprendre',
  more: 'Offres suivantes',
  first: 'Revenir au début',
  runsLink: 'Passages, et ce qu’ils ont fait',
  addressesLink: (count: number) => fr`Adresses dont le mail revient : ${count}`,
  exportsLink: 'Fichiers de chaque nuit',
  done: {
    reprise: fr`L’offre est de nouveau en ligne. Les délais dépassés avant aujourd’hui ne la mettront plus en pause.`,
    annule: fr`Le passage est annulé. Ce qui a été rétabli est laissé tranquille pendant trente jours.`,
    adresse: fr`C’est noté : cette adresse n’est plus signalée.`,
    corrigee: fr`L’adresse est corrigée. Un mail part à la nouvelle, avec la page où demander un lien de connexion.`,
  },
  resuming: {
    title: 'Reprendre une offre',
    heading: (title: string) => fr`Remettre « ${title} » en ligne ?`,
    words: fr`Vous en avez parlé avec la structure. Les jeunes verront l’offre tout de suite ; les délais dépassés restent dans les chiffres, et ne comptent plus pour une nouvelle pause.`,
    send: 'Reprendre',
    stay: 'La laisser en pause',
  },
  runs: {
    title: 'Passages de l’entretien',
    heading: 'Passages de l’entretien',
    back: 'Entretien de l’annuaire',
    lead: fr`Chaque nuit, l’entretien regarde les offres de chaque territoire. Seuls les passages qui ont fait quelque chose sont ici.`,
    none: fr`Aucun passage n’a encore rien fait.`,
    day: (day: string) => `Passage du ${fullDayInWords(day)}`,
    summary,
    undone: (name: string, moment: string) => `Annulé par ${name}, le ${moment}`,
    more: 'Passages plus anciens',
    latest: 'Revenir aux plus récents',
  },
  run: {
    facts: {
      territory: 'Territoire',
      when: 'Fait le',
      online: 'Offres en ligne',
      allowed: 'Suspensions possibles',
      undone: 'Annulation',
    },
    allowed: (allowed: number) => fr`${allowed} au plus : 2 % des offres en ligne, et au moins une`,
    changes: 'Ce qu’il a fait',
    kinds,
    undoings,
    undo: 'Annuler ce passage',
    more: 'Suite',
    first: 'Revenir au début',
  },
  undoing: {
    title: 'Annuler un passage',
    heading: (day: string) => fr`Annuler le passage du ${fullDayInWords(day)} ?`,
    words: fr`Chaque offre qui est encore comme le passage l’a laissée redevient comme avant, et l’entretien la laisse tranquille pendant trente jours.`,
    some: (back: number, kept: number) =>
      `${back === 0 ? 'Aucune offre n’a changé d’état' : counted(back, 'offre sera rétablie', 'offres seront rétablies')}${
        kept === 0
          ? ''
          : ` ; ${counted(kept, 'a changé depuis et restera', 'ont changé depuis et resteront')} comme aujourd’hui`
      }.`.replace(' ;', '\u00a0;'),
    told: fr`Les mails déjà partis ne se reprennent pas ; ceux qui attendent encore ne partiront pas.`,
    send: 'Annuler ce passage',
    stay: 'Ne rien changer',
  },
  addresses: {
    title: 'Adresses dont le mail revient',
    heading: 'Adresses dont le mail revient',
    back: 'Entretien de l’annuaire',
    lead: fr`Un autre serveur dit que ces adresses ne reçoivent rien. Appelez la structure : la bonne adresse se change ici, dans les réglages de l’offre, ou au moment de renvoyer un lien.`,
    none: fr`Aucune adresse n’est signalée.`,
    kinds: {
      offer: 'Contact d’une offre',
      person: 'Adresse d’un·e référent·e',
      invitation: 'Invitation',
      watch: 'Invitation à animer ou à observer',
      charter: 'Charte à signer',
    },
    bounced: (moment: string) => `Revenu le ${moment}`,
    acts: {
      offer: 'Ouvrir l’offre',
      person: 'Corriger l’adresse',
      invitation: 'Corriger l’adresse et renvoyer',
      watch: 'Corriger l’adresse et renvoyer',
      charter: 'Corriger l’adresse et renvoyer',
    },
    settled: 'C’est réglé',
    more: 'Adresses suivantes',
    first: 'Revenir au début',
  },
  correcting: {
    title: 'Corriger l’adresse d’un·e référent·e',
    heading: (name: string) => fr`Corriger l’adresse ${ofName(name)}`,
    lead: (email: string) =>
      fr`Les mails à ${email} reviennent : cette personne ne reçoit plus de lien de connexion. Avec un mot de passe ou ProConnect, elle peut encore entrer. Si l’adresse fonctionne de nouveau, elle la confirme elle-même en entrant par un lien.`,
    email: 'Nouvelle adresse mail',
    emailHint: fr`Une adresse qui n’est lue que par cette personne : elle ouvre son compte.`,
    confirmed: fr`J’ai vérifié cette adresse avec la personne elle-même, de vive voix.`,
    confirmMissing: fr`Cochez la case : une adresse mal notée ouvrirait ce compte à quelqu’un d’autre.`,
    effects: fr`Ses connexions ouvertes prennent fin. Un mail part tout de suite à la nouvelle adresse. Le journal garde qui l’a corrigée.`,
    send: 'Corriger l’adresse',
    notYours: {
      elsewhere: fr`Cette personne agit aussi dans d’autres territoires : l’animation régionale ou nationale qui veille sur tous ceux-là peut corriger son adresse.`,
      watches: fr`Cette personne est aussi à l’animation, ou observe : seule l’animation nationale peut corriger son adresse.`,
    },
    works: fr`Cette adresse fonctionne de nouveau`,
  },
  clearing: {
    title: 'Adresse d’un·e référent·e',
    heading: (name: string) => fr`L’adresse ${ofName(name)} fonctionne ?`,
    words: (email: string) =>
      fr`Vous avez joint cette personne : ${email} reçoit de nouveau les mails. Elle sera signalée encore si un mail revient.`,
    send: 'C’est réglé',
    stay: 'Ne rien changer',
  },
  moment: fullMomentInWords,
} as const
