import { fr, momentInWords } from '@boussole/mail'

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
      heading: (name: string) => fr`Renvoyer l’invitation de ${name} ?`,
      words: (email: string) => fr`Un nouveau lien partira à ${email}, valable sept jours. L’ancien ne servira plus.`,
      send: 'Renvoyer l’invitation',
    },
    cancelling: {
      title: 'Annuler une invitation',
      heading: (name: string) => fr`Annuler l’invitation de ${name} ?`,
      words: 'Le lien déjà reçu ne servira plus.',
      send: 'Annuler l’invitation',
    },
    stay: 'Ne rien changer',
    done: {
      envoyee: fr`L’invitation part par mail, aux heures de bureau.`,
      renvoyee: fr`Un nouveau lien part par mail, aux heures de bureau.`,
      annulee: 'L’invitation est annulée.',
    },
    moment: momentInWords,
  },
  today: {
    title: 'Animation',
    heading: 'Animation du territoire',
    lead: fr`Ce qui attend un geste de votre part.`,
    offers: (count: number) => fr`Offres à relire : ${count}`,
  },
} as const
