import type { AgreementFilter } from '@boussole/contracts'
import type { EarlierEnd } from '@boussole/db'
import type { EndingKind } from '@boussole/domain'
import { fr, fullDayInWords, fullMomentInWords, ofName, ofPlace, toPlace } from '@boussole/mail'

/** Who is written to when an agreement is ended, or its ending taken back. A charter on paper keeps no address. */
const writtenTo = (signedOnline: number): string => {
  const several = signedOnline > 1 ? ', les personnes qui ont signé pour elle' : ', la personne qui a signé pour elle'
  return fr`Les référent·es de la structure${signedOnline === 0 ? '' : several} et l’animation territoriale reçoivent un mail.`
}

/** What the pages about agreements and charters say. */
export const agreementsFr = {
  day: fullDayInWords,
  moment: fullMomentInWords,
  states: {
    inForce: 'En vigueur',
    ends: (day: string) => `Se termine le ${fullDayInWords(day)}`,
    renews: (day: string) => `Se reconduit après le ${fullDayInWords(day)}`,
    comes: (day: string) => `En vigueur dès le ${fullDayInWords(day)}`,
    over: (day: string) => `Terminée le ${fullDayInWords(day)}`,
    none: 'Sans charte',
    toSign: 'Signature de la structure attendue',
    toCountersign: 'À contresigner par l’animation',
    cameBack: 'Mail revenu',
    expired: 'Lien expiré',
  },
  facts: {
    period: 'Année en cours',
    lastPeriod: 'Dernière année',
    nextPeriod: 'Année à venir',
    from: (from: string, to: string) => `Du ${fullDayInWords(from)} au ${fullDayInWords(to)} inclus`,
    after: 'Ensuite',
    renews: fr`Reconduction d’un an, aux mêmes conditions, sauf si l’une des parties y met fin avant le dernier jour`,
    endsThen: fr`La convention se termine : elle n’est pas reconduite`,
    version: 'Texte de la charte',
    onPaper: (version: string) => `${version}, signé hors ligne`,
    read: 'Lire le texte',
    participation: 'Groupes de travail, sur un an',
    participated: (came: number, held: number) =>
      held === 0 ? fr`Aucune rencontre pour l’instant` : `${came} sur ${held}`,
    pdf: 'Charte signée',
    scan: 'Charte signée sur papier',
    scanDownload: 'Télécharger la charte numérisée (PDF)',
    download: 'Télécharger la charte signée (PDF)',
    pdfHash: 'Empreinte du PDF (SHA-256)',
    textHash: 'Empreinte du texte (SHA-256)',
    partner: 'Structure',
    territory: 'Territoire',
    signatory: 'Signataire pour la structure',
    proposed: 'Proposée',
    proposedBy: (name: string, at: string) => `Par ${name}, ${at}`,
    link: 'Lien pour signer',
    linkUntil: (at: string) => `Valable jusqu’au ${at}`,
    linkExpired: (at: string) => fr`Expiré depuis le ${at} : il n’ouvre plus la charte`,
    partnerSigned: 'Signée pour la structure',
    animationSigned: 'Signée pour l’animation',
    signedBy: (name: string, role: string, at: string) => `${name}, ${role}, ${at}`,
    notYet: 'Pas encore',
    inForceFrom: 'Entrée en vigueur',
  },
  own: {
    title: 'Convention',
    heading: 'Convention',
    lead: fr`La charte que votre structure a signée avec l’animation territoriale, et jusqu’à quand elle vaut.`,
    none: fr`Vous n’êtes référent·e d’aucune structure.`,
    without: fr`Votre structure n’a pas de charte en vigueur : ses offres ne sont pas montrées aux jeunes, et l’annuaire lui est fermé. L’animation territoriale la propose à la personne qui signe pour votre structure.`,
    toSign: (name: string) =>
      fr`La charte attend la signature ${ofName(name)}, à qui un lien est envoyé par mail. Rien reçu ? L’animation territoriale peut la renvoyer.`,
    toCountersign: fr`Votre structure a signé : il reste à l’animation territoriale à contresigner.`,
    done: {
      fin: fr`La fin est enregistrée. Les mails annoncés partent.`,
      reprise: fr`La fin est annulée. Les mails annoncés partent.`,
    },
  },
  text: {
    title: 'Texte de la charte',
    partner: 'La structure partenaire s’engage à',
    animation: 'L’animation territoriale s’engage à',
    closing: 'Durée et fin',
    simple: fr`La signature en ligne est une signature électronique simple (règlement eIDAS, article 3, point 10) : le nom tapé, la fonction, le moment, le lien ou le compte utilisé et l’empreinte du texte sont conservés.`,
  },
  sign: {
    title: 'Signer la charte',
    heading: 'La charte d’engagement, à signer',
    lead: (name: string, partner: string) =>
      fr`${name}, l’animation territoriale vous propose de signer cette charte au nom ${ofPlace(partner)}. Lisez-la, puis signez en bas de page.`,
    name: 'Votre nom',
    nameHint: fr`Prénom et nom, tels que vous signez. Le taper vaut signature.`,
    function: 'Votre fonction',
    functionHint: fr`Par exemple : présidente, directeur.`,
    agree: (partner: string) => `J’ai lu la charte, je représente ${partner} et je signe en son nom.`,
    agreeAnimation: fr`J’ai lu la charte et je la signe au nom de l’animation territoriale.`,
    send: 'Signer la charte',
    nameMissing: fr`Écrivez votre nom : 2 lettres au moins, 80 caractères au plus, sans adresse ni lien.`,
    functionMissing: fr`Écrivez votre fonction : 2 lettres au moins, 120 caractères au plus.`,
    agreeMissing: 'Cochez la case pour signer.',
    signedTitle: 'Charte signée',
    signedHeading: (partner: string) => `La charte ${ofPlace(partner)} est signée`,
    done: fr`Merci : votre signature est enregistrée.`,
    waits: fr`L’animation territoriale contresigne, puis vous recevez un mail. La convention entre alors en vigueur.`,
    both: fr`Les deux parties ont signé. Gardez le PDF : c’est votre exemplaire.`,
    overTitle: 'Lien terminé',
    overHeading: 'Ce lien ne sert plus',
    overWords: fr`Il a été remplacé par un autre, la charte a été retirée, ou il est trop ancien. L’animation territoriale peut vous en envoyer un nouveau.`,
  },
  watched: {
    title: 'Conventions',
    heading: 'Conventions',
    lead: fr`Qui a signé la charte, jusqu’à quand, et ce qui attend une signature. Sans charte en vigueur, une structure n’est montrée à personne.`,
    lists: 'Listes des conventions',
    all: 'Toutes',
    filters: {
      'to-countersign': 'À contresigner',
      'to-sign': 'Attendent la structure',
      soon: '90 prochains jours',
      without: 'Sans charte',
    } satisfies Record<AgreementFilter, string>,
    empty: {
      'to-countersign': fr`Aucune charte à contresigner.`,
      'to-sign': fr`Aucune charte n’attend la signature d’une structure.`,
      soon: fr`Aucune convention n’arrive à son terme dans les 90 prochains jours.`,
      without: fr`Toutes les structures ont une charte en vigueur, ou en cours de signature.`,
    } satisfies Record<AgreementFilter, string>,
    noPartner: fr`Aucune structure sur votre territoire pour l’instant.`,
    more: 'Conventions suivantes',
    first: 'Revenir au début',
    back: 'Conventions',
    propose: 'Proposer la charte',
    proposeNew: 'Proposer une nouvelle charte',
    proposeHint: fr`Le texte de la charte a changé depuis la signature : proposez le nouveau avant la reconduction.`,
    resend: 'Renvoyer le lien',
    sendNew: 'Envoyer un nouveau lien',
    withdraw: 'Retirer la charte',
    countersign: 'Lire et contresigner',
    history: 'Historique',
    noHistory: fr`Rien pour l’instant.`,
    year: (from: string, to: string) => `Du ${fullDayInWords(from)} au ${fullDayInWords(to)}`,
    origins: { paper: 'signée hors ligne', signed: 'charte signée en ligne', renewed: 'reconduction tacite' },
    ended: (side: 'partner' | 'animation', by: string, lastDay: string) =>
      fr`Fin déclarée par ${side === 'partner' ? 'la structure' : 'l’animation'} (${by}) : dernier jour le ${fullDayInWords(lastDay)}`,
    endingTakenBack: (by: string, lastDay: string) => fr`Fin du ${fullDayInWords(lastDay)} annulée par ${by}`,
    charterWithdrawn: (name: string) => fr`Charte proposée à ${name}, puis retirée`,
    charterSigned: (partner: string, animation: string) => `Charte signée par ${partner} et ${animation}`,
    done: {
      proposee: fr`La charte part par mail, aux heures de bureau.`,
      renvoyee: fr`Un nouveau lien part par mail, aux heures de bureau.`,
      retiree: fr`La charte est retirée : son lien n’ouvre plus rien.`,
      signee: fr`La charte est signée : la convention est enregistrée, et le PDF conservé.`,
      papier: fr`La charte est enregistrée, et son PDF conservé.`,
      fin: fr`La fin est enregistrée. Les mails annoncés partent.`,
      reprise: fr`La fin est annulée. Les mails annoncés partent.`,
    },
  },
  propose: {
    title: 'Proposer la charte',
    heading: (partner: string) => fr`Proposer la charte ${toPlace(partner)}`,
    lead: fr`La personne qui signe pour la structure reçoit un lien par mail, valable 30 jours. Elle n’a pas besoin de compte.`,
    name: 'Son nom',
    function: 'Sa fonction',
    functionHint: fr`Par exemple : présidente, directeur.`,
    email: 'Son adresse mail professionnelle',
    send: 'Envoyer la charte',
    nameMissing: fr`Écrivez son nom : 2 lettres au moins, 80 caractères au plus, sans adresse ni lien.`,
    functionMissing: fr`Écrivez sa fonction : 2 lettres au moins, 120 caractères au plus.`,
    when: (from: string, to: string) =>
      fr`Une fois signée par les deux parties, elle vaut du ${fullDayInWords(from)} au ${fullDayInWords(to)} : la suite de l’année en cours.`,
  },
  paper: {
    title: 'Enregistrer une charte signée sur papier',
    link: 'Enregistrer une charte signée sur papier',
    heading: (partner: string) => fr`Enregistrer la charte papier ${ofPlace(partner)}`,
    lead: fr`Les deux parties ont signé sur papier. La convention vaut un an à partir de la date des signatures, ou à la suite de l’année en cours, puis se reconduit. Le PDF est conservé tel quel, avec son empreinte.`,
    day: 'Date des signatures',
    dayMissing: 'Indiquez la date des signatures.',
    partner: 'Nom de la personne qui a signé pour la structure',
    partnerFunction: 'Sa fonction, dans la structure',
    partnerFaults: {
      nameMissing: fr`Écrivez le nom de la personne qui a signé pour la structure : 2 lettres au moins, 80 caractères au plus, sans adresse ni lien.`,
      functionMissing: fr`Écrivez la fonction de cette personne dans la structure : 2 lettres au moins, 120 caractères au plus.`,
    },
    animation: 'Nom de la personne qui a signé pour l’animation',
    animationFunction: 'Sa fonction, à l’animation',
    animationFaults: {
      nameMissing: fr`Écrivez le nom de la personne qui a signé pour l’animation : 2 lettres au moins, 80 caractères au plus, sans adresse ni lien.`,
      functionMissing: fr`Écrivez la fonction de cette personne à l’animation : 2 lettres au moins, 120 caractères au plus.`,
    },
    scan: 'La charte signée, numérisée',
    scanHint: fr`Un PDF de 10 Mo au plus.`,
    scanAgain: fr`Choisissez de nouveau le PDF : le navigateur ne le garde pas.`,
    scanMissing: 'Choisissez le PDF de la charte signée.',
    send: 'Enregistrer la charte',
  },
  resending: {
    title: 'Renvoyer la charte',
    heading: fr`Renvoyer la charte ?`,
    words: fr`Un nouveau lien part à cette adresse, valable 30 jours. L’ancien ne servira plus.`,
    send: 'Renvoyer la charte',
  },
  withdrawing: {
    title: 'Retirer la charte',
    heading: fr`Retirer la charte ?`,
    words: fr`Le lien déjà reçu ne servira plus. Vous pourrez proposer une autre charte ensuite.`,
    send: 'Retirer la charte',
  },
  stay: 'Ne rien changer',
  countersigning: {
    title: 'Contresigner la charte',
    heading: (partner: string) => fr`Contresigner la charte ${ofPlace(partner)}`,
    lead: (from: string, to: string) =>
      fr`Votre signature met la convention en vigueur du ${fullDayInWords(from)} au ${fullDayInWords(to)}. Le PDF est alors établi et conservé tel quel.`,
  },
  ending: {
    title: 'Mettre fin à la convention',
    heading: (partner: string) => fr`Mettre fin à la convention ${ofPlace(partner)} ?`,
    legend: fr`Quand se termine-t-elle ?`,
    kinds: {
      'at-term': (day: string) => fr`À la fin de l’année en cours : dernier jour le ${fullDayInWords(day)}`,
      'with-notice': (day: string) => fr`Avec un préavis de 30 jours : dernier jour le ${fullDayInWords(day)}`,
    } satisfies Record<EndingKind, (day: string) => string>,
    effects: fr`Ce qui se passe le lendemain du dernier jour :`,
    points: [
      fr`Les offres de la structure ne sont plus montrées aux jeunes ni proposées.`,
      fr`Ses référent·es ne lisent plus l’annuaire, et la structure n’y figure plus.`,
      fr`Les demandes déjà reçues sont suivies jusqu’au bout : le délai promis reste dû.`,
      fr`Rien n’est effacé : une nouvelle charte signée remet tout en ligne.`,
    ],
    words: 'Quelques mots, si vous voulez',
    wordsHint: fr`L’autre partie les lit sur la page de la convention. 1 000 caractères au plus.`,
    wordsTooLong: fr`C’est trop long : 1 000 caractères au maximum.`,
    send: 'Oui, mettre fin à la convention',
    stay: 'Non, la garder',
    told: (day: string, signedOnline: number) =>
      fr`${writtenTo(signedOnline)} Cette fin peut être annulée jusqu’au ${fullDayInWords(day)} inclus.`,
    /** `signatories`: those who signed online for the structure. */
    agree: (signatories: readonly string[]) =>
      signatories.length === 0
        ? fr`La personne qui représente la structure est d’accord pour y mettre fin.`
        : fr`${signatories.join(' ou ')}, ${signatories.length === 1 ? 'qui a signé' : 'qui ont signé'} pour la structure, ou la personne qui la représente aujourd’hui, est d’accord pour y mettre fin.`,
    agreeMissing: fr`Cochez la case : on ne met fin à la convention qu’avec l’accord de la personne qui représente la structure.`,
    impossible: fr`Cette convention ne peut pas être terminée aujourd’hui : elle n’est pas en vigueur, elle se termine déjà, ou elle se reconduit aujourd’hui. Revenez demain.`,
  },
  takingBack: {
    title: 'Annuler la fin de la convention',
    link: 'Annuler cette fin',
    /** What comes again is a convention that goes on, or an end that was declared before. */
    heading: (partner: string, comes: EarlierEnd['followedBy']) =>
      comes === 'nothing'
        ? fr`Revenir à la fin déclarée avant, pour ${partner} ?`
        : fr`Garder la convention ${ofPlace(partner)} ?`,
    words: (day: string) => fr`La fin annoncée au ${fullDayInWords(day)} n’a plus lieu.`,
    continues: {
      renewal: () => fr`La convention continue comme avant, reconduction comprise.`,
      charter: (day: string) =>
        fr`La convention reste en vigueur jusqu’au ${fullDayInWords(day)} inclus, puis la nouvelle charte déjà signée prend la suite.`,
      nothing: (day: string) =>
        fr`La convention reste en vigueur jusqu’au ${fullDayInWords(day)} inclus, puis se termine : une fin avait déjà été déclarée.`,
    } satisfies Record<EarlierEnd['followedBy'], (day: string) => string>,
    told: writtenTo,
    send: (comes: EarlierEnd['followedBy']) =>
      comes === 'nothing' ? 'Oui, revenir à cette fin' : 'Oui, garder la convention',
  },
  pdf: {
    signatures: 'Signatures',
    for: (partner: string, territory: string) => `${partner}, sur le territoire ${territory}`,
    forPartner: 'Pour la structure partenaire',
    forAnimation: 'Pour l’animation territoriale',
    signed: (name: string, role: string) => `${name}, ${role}`,
    at: (at: string) => `Signé en ligne le ${at}`,
    inForce: (from: string, to: string) =>
      `En vigueur du ${fullDayInWords(from)} au ${fullDayInWords(to)} inclus, renouvelable par tacite reconduction.`,
    textHash: (hash: string) => fr`Empreinte du texte (SHA-256) : ${hash}`,
    page: (page: number, pages: number) => `Page ${page} sur ${pages}`,
  },
} as const
