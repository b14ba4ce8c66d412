import { fr, fullMomentInWords, ofName } from '@boussole/mail'

/** What the pages of the animation say. */
export const animationFr = {
  invitations: {
    title: 'Invitations',
    heading: 'Inviter des référent·es',
    lead: fr`Une invitation donne accès à une structure : un lien par mail, valable sept jours, une seule fois.`,
    new: 'Inviter une personne',
    none: fr`Aucune invitation pour l’instant.`,
    more: 'Invitations plus anciennes',
    latest: 'Revenir aux plus récentes',
    states: { sent: 'Envoyée', accepted: 'Acceptée', expired: 'Expirée', cancelled: 'Annulée' },
    for: (partner: string) => `Pour ${partner}`,
    by: (name: string, moment: string) => fr`Par ${name}, le ${moment}`,
    until: (moment: string) => fr`Valable jusqu’au ${moment}`,
    resend: 'Renvoyer',
    cancel: 'Annuler',
    back: 'Invitations',
    form: {
      title: 'Inviter une personne',
      heading: 'Inviter une personne',
      partner: 'Sa structure',
      choosePartner: 'Choisissez une structure',
      partnerMissing: 'Choisissez sa structure.',
      name: 'Son nom',
      nameHint: fr`Prénom et nom ; la personne pourra corriger.`,
      email: 'Son adresse mail professionnelle',
      send: 'Envoyer l’invitation',
      nameMissing: 'Écrivez son nom, 2 lettres au moins.',
      nameWrong: fr`Ce nom n’est pas accepté : 80 caractères au maximum, sans adresse ni lien.`,
      noPartner: fr`Aucune structure de votre territoire : il faut d’abord en ajouter une.`,
    },
    resending: {
      title: 'Renvoyer une invitation',
      heading: (name: string) => fr`Renvoyer l’invitation ${ofName(name)} ?`,
      words: fr`Un nouveau lien part à cette adresse, valable sept jours. L’ancien ne servira plus.`,
      send: 'Renvoyer l’invitation',
    },
    cancelling: {
      title: 'Annuler une invitation',
      heading: (name: string) => fr`Annuler l’invitation ${ofName(name)} ?`,
      words: 'Le lien déjà reçu ne servira plus.',
      send: 'Annuler l’invitation',
    },
    stay: 'Ne rien changer',
    done: {
      envoyee: fr`L’invitation part par mail, aux heures de bureau.`,
      renvoyee: fr`Un nouveau lien part par mail, aux heures de bureau.`,
      annulee: 'L’invitation est annulée.',
    },
    moment: fullMomentInWords,
  },
  cameBack: {
    state: 'Mail revenu',
    words: fr`Le mail est revenu : vérifiez l’adresse.`,
    correct: 'Corriger l’adresse et renvoyer',
    email: 'Son adresse mail professionnelle',
    stay: 'Ne rien changer',
  },
  today: {
    title: 'Animation',
    heading: 'À faire aujourd’hui',
    lead: fr`Ce qui attend un geste de votre part.`,
    nothing: fr`Rien n’attend de geste : tout le monde tient sa promesse.`,
    calm: (labels: readonly string[]): string => fr`Rien à faire ailleurs : ${labels.join(' ; ').toLowerCase()}.`,
    observed: 'Chiffres du territoire',
    observedLead: fr`Vous lisez ici ce que le territoire promet et tient, sans rien changer.`,
    pages: 'Le territoire',
    imports: 'Importer et exporter des fichiers',
    territories: 'Territoires, communes et questionnaires',
    agreements: 'Conventions et chartes',
    meetings: 'Rencontres et groupes de travail',
    network: 'Écrire au réseau',
    upkeep: 'Entretien de l’annuaire',
    noneAway: fr`Quelqu’un répond de chaque offre.`,
    noneDeserted: fr`Chaque structure sous convention a quelqu’un qui répond.`,
    baskets: {
      dueToday: {
        label: 'À contacter aujourd’hui',
        act: fr`La promesse finit ce soir : appelez la structure avant qu’elle ne soit manquée.`,
      },
      late: {
        label: 'Délai dépassé, pris en charge',
        act: fr`La structure s’en occupe mais n’a noté aucun contact : il lui reste un jour.`,
      },
      unresolved: {
        label: 'Demandes reprises par l’animation',
        act: fr`Plus personne ne suit ces demandes : réorientez, ou répondez vous-même.`,
      },
      overdue: {
        label: 'En attente de l’animation depuis plus de deux jours ouvrés',
        act: fr`Le niveau régional est prévenu : à traiter en premier.`,
      },
      claimed: {
        label: 'Contacts contredits par les jeunes',
        act: fr`La structure a noté un contact, le ou la jeune dit que non : appelez les deux.`,
      },
      offers: { label: 'Offres à relire', act: fr`Rien n’est en ligne avant votre lecture.` },
      problems: { label: 'Signalements à traiter', act: fr`À répondre, ou à marquer comme réglés.` },
      toCountersign: {
        label: 'Chartes à contresigner',
        act: fr`La structure a signé : votre signature met sa convention en vigueur.`,
      },
      toRenew: {
        label: 'Conventions à renouveler',
        act: fr`Elles se reconduisent seules dans les 90 jours : vérifiez avec la structure, ou faites signer le nouveau texte.`,
      },
      without: {
        label: 'Structures sans charte',
        act: fr`Aucune charte en vigueur ni en cours de signature : leurs offres ne sont pas proposées. Envoyez-leur la charte.`,
      },
      held: {
        label: 'Offres en pause après trois délais dépassés',
        act: fr`Parlez-en avec la structure, puis reprenez l’offre.`,
      },
      addresses: {
        label: 'Adresses dont le mail revient',
        act: fr`Appelez la structure : ces adresses ne reçoivent rien.`,
      },
      earlyCheck: {
        label: 'Offres à vérifier plus tôt',
        act: fr`Quelque chose a peut-être changé : un appel suffit souvent.`,
      },
      suspended: {
        label: 'Offres suspendues',
        act: fr`Personne ne les a confirmées : les jeunes ne les voient plus.`,
      },
      toConfirm: {
        label: 'Offres à confirmer',
        act: fr`Leurs référent·es ont trente jours pour dire que tout est encore juste.`,
      },
      gaps: {
        label: 'Thèmes sans offre dans certaines communes',
        act: fr`Des jeunes n’y trouvent que l’Info Jeunes : cherchez une structure, ou élargissez une zone.`,
      },
      away: {
        label: 'Offres dont personne ne répond',
        act: fr`Toute l’équipe est absente, sans suppléance : elles se sont mises en pause. Désignez quelqu’un.`,
      },
      deserted: {
        label: 'Structures sans référent·e',
        act: fr`Invitez quelqu’un : leurs offres ne sont plus proposées.`,
      },
    },
  },
} as const
