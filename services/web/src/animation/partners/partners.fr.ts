import type { Likeness } from '@boussole/db'
import { counted, fr, fullMomentInWords } from '@boussole/mail'

/** What the pages on the partners of a territory say. */
export const partnersFr = {
  title: 'Structures partenaires',
  heading: 'Structures partenaires',
  lead: fr`Les structures de votre territoire, avec ou sans convention.`,
  add: 'Ajouter une structure',
  search: 'Chercher une structure',
  searchHint: fr`Son nom, sa commune ou le début de son SIRET.`,
  searchSend: 'Chercher',
  none: fr`Aucune structure pour l’instant : ajoutez-en une, ou importez un fichier.`,
  noneFound: (asked: string) => fr`Aucune structure ne correspond à « ${asked} ».`,
  all: 'Voir toutes les structures',
  more: 'Structures suivantes',
  first: 'Revenir aux premières',
  states: {
    closed: 'Fermée',
    agreed: 'Sous convention',
    without: 'Sans convention',
  },
  referents: (count: number) => (count === 0 ? 'Sans référent·e' : counted(count, 'référent·e', 'référent·es')),
  siret: (siret: string) => fr`SIRET ${siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4')}`,
  done: {
    ajoutee: fr`La structure est ajoutée. Invitez maintenant ses référent·es et proposez-lui la charte.`,
    corrigee: fr`La fiche est corrigée.`,
    fermee: fr`La structure est fermée. Toutes les personnes concernées sont prévenues par mail.`,
  },
  facts: {
    territory: 'Territoire',
    commune: 'Commune',
    siret: 'SIRET',
    role: 'Présentation',
    address: 'Adresse',
    phone: 'Téléphone',
    email: 'Mail',
    website: 'Site',
    people: 'Équipe',
    nothing: 'Non renseigné',
  },
  closedBy: (name: string | null, moment: string) =>
    name === null ? fr`Fermée le ${moment}` : fr`Fermée par ${name}, le ${moment}`,
  links: {
    invite: 'Inviter ses référent·es',
    agreement: 'Sa convention et sa charte',
    team: 'Son équipe',
    directory: 'Sa fiche dans l’annuaire',
  },
  correct: 'Corriger',
  close: 'Fermer la structure',
  history: 'Ce qui a changé',
  noHistory: fr`Rien n’a changé depuis que la structure est ici.`,
  moment: fullMomentInWords,
  closing: {
    title: 'Fermer une structure',
    heading: (name: string) => fr`Fermer ${name} ?`,
    lead: fr`Pour une structure qui cesse son activité ou quitte la Boussole. C’est immédiat et définitif.`,
    offers: (count: number) =>
      count === 0
        ? fr`Aucune offre n’est à retirer.`
        : fr`${counted(count, 'offre n’est plus montrée', 'offres ne sont plus montrées')} aux jeunes.`,
    referrals: (count: number) =>
      count === 0
        ? fr`Aucune mise en relation n’est en cours.`
        : fr`${counted(count, 'mise en relation en cours passe', 'mises en relation en cours passent')} à une autre structure si le ou la jeune l’a accepté, sinon à l’animation. Chaque jeune est prévenu·e.`,
    referents: (count: number) =>
      count === 0
        ? fr`Personne n’y répond : aucun accès n’est à fermer.`
        : fr`${counted(count, 'référent·e perd son accès à la structure, et le lit', 'référent·es perdent leur accès à la structure, et le lisent')} par mail.`,
    invitations: (count: number) =>
      fr`${counted(count, 'invitation en attente est annulée', 'invitations en attente sont annulées')}.`,
    agreement: fr`Sa convention prend fin ce soir.`,
    send: 'Fermer la structure',
    stay: 'Ne rien changer',
  },
  form: {
    addTitle: 'Ajouter une structure',
    correctTitle: 'Corriger une structure',
    correctHeading: (name: string) => fr`Corriger ${name}`,
    territory: 'Territoire',
    chooseTerritory: 'Choisissez un territoire',
    territoryMissing: 'Choisissez un territoire.',
    name: 'Nom',
    nameWrong: fr`Écrivez son nom, de 2 à 160 caractères.`,
    siret: 'SIRET',
    siretHint: fr`14 chiffres. Il évite les doublons.`,
    role: 'Présentation',
    roleHint: fr`Ce que fait la structure, en quelques mots.`,
    roleWrong: fr`Cette présentation est trop longue : 1 000 caractères au maximum.`,
    commune: 'Commune',
    communeHint: fr`Son nom, son code postal ou son code INSEE. Elle peut être hors du territoire.`,
    communeMissing: 'Indiquez la commune.',
    communeUnknown: fr`Cette commune est introuvable : vérifiez son nom ou son code postal.`,
    communeWhich: fr`Plusieurs communes correspondent : choisissez la bonne.`,
    communeChoice: (name: string, postalCode: string, department: string) => fr`${name} (${postalCode}, ${department})`,
    address: 'Adresse',
    addressHint: fr`Rue, code postal et commune, comme sur une enveloppe.`,
    addressWrong: fr`Cette adresse est trop longue : 300 caractères au maximum.`,
    phone: 'Téléphone',
    email: 'Adresse mail',
    website: 'Site web',
    add: 'Ajouter la structure',
    correct: 'Enregistrer',
    siretTaken: fr`Ce SIRET est celui d’une autre structure.`,
    alike: fr`Une structure ressemble à celle-ci : regardez-la avant d’en ajouter une autre.`,
    alikeTitle: 'Déjà dans le territoire ?',
    by: {
      siret: 'même SIRET',
      name: 'mêmes nom et commune',
      email: 'même adresse mail',
    } satisfies Record<Likeness, string>,
    line: (by: string, isClosed: boolean) => (isClosed ? fr`${by}, structure fermée` : by),
    elsewhere: 'Une structure d’un autre territoire',
    evenIfAlike: fr`C’est bien une autre structure`,
  },
} as const
