import { fr, promiseInWords } from '@boussole/mail'

const number = new Intl.NumberFormat('fr-FR')

/** « A », « A ou B », « A, B ou C ». */
const anyOf = (each: readonly string[]): string =>
  each.length < 2 ? each.join('') : `${each.slice(0, -1).join(', ')} ou ${each.at(-1)}`

/** What the pages say on which an offer is written, and on which its settings are changed. */
export const writingFr = {
  optional: '(facultatif)',
  start: {
    title: 'Nouvelle offre',
    heading: 'Nouvelle offre',
    lead: fr`Le thème d’abord : les besoins et les questions posées aux jeunes en dépendent.`,
    partner: 'Structure',
    partnerEmpty: 'Choisissez une structure',
    theme: 'Thème',
    themeEmpty: 'Choisissez un thème',
    send: 'Continuer',
    nobody: fr`Aucune structure ne vous est confiée : seule une personne référente, ou l’animation, écrit une offre.`,
    withoutReferent: fr`Cette structure n’a pas encore de référent·e : invitez d’abord quelqu’un.`,
  },
  change: {
    title: (title: string) => `Modifier ${title}`,
    heading: fr`Modifier l’offre`,
    lead: fr`Ce qui est en ligne y reste jusqu’à la réponse de l’animation. Les demandes en cours gardent leur délai.`,
    correcting: 'L’animation demande une correction',
    proposed: fr`Une version attend déjà sa relecture : ce que vous proposez maintenant prend sa place.`,
    edited: (name: string | null) =>
      name === null
        ? fr`Cette offre a été modifiée pendant que vous écriviez`
        : fr`${name} a modifié cette offre pendant que vous écriviez`,
    editedWords: fr`Rien de ce que vous avez écrit n’est perdu. Voici ce que votre texte changerait à la dernière version : envoyez de nouveau pour garder le vôtre.`,
    editedIncomplete: fr`Rien de ce que vous avez écrit n’est perdu. Envoyez de nouveau pour garder votre version.`,
  },
  words: {
    heading: 'Ce que vous proposez',
    title: 'Titre',
    titleIs: 'Le titre',
    titleHint: fr`Ce que vous faites pour le jeune, en une ligne : « Trouver un premier logement ».`,
    description: 'Description',
    descriptionIs: 'Le texte de la description',
    descriptionHint: fr`Dites « tu », sans sigle : ce que vous faites ensemble, comment, et ce qu’il faut apporter. 1 500 caractères au maximum.`,
    place: 'Lieu',
    placeIs: 'Le lieu',
    placeHint: fr`L’adresse, ou « par téléphone », « en visio ».`,
  },
  need: {
    heading: 'Thème et besoin',
    theme: 'Thème',
    refresh: 'Changer de thème',
    refreshHint: fr`Les besoins et les questions suivent le thème ; le reste de votre texte est gardé.`,
    need: fr`À quel besoin répond cette offre ?`,
    missing: 'Choisissez un besoin.',
  },
  who: {
    heading: fr`Pour qui ?`,
    ageMin: fr`À partir de`,
    ageMax: fr`Jusqu’à`,
    ageHint: 'En années, de 15 à 35.',
    ageMinWrong: 'L’âge le plus bas est un nombre entier de 15 à 35.',
    ageMaxWrong: 'L’âge le plus haut est un nombre entier de 15 à 35.',
    criteria: fr`Réponses acceptées`,
    criteriaLead: fr`Voici les questions posées aux jeunes. Sans rien cocher, la question n’exclut personne ; en cochant, vous gardez seulement ces réponses.`,
    noQuestions: fr`Ce thème ne pose aucune question : l’âge et la zone suffisent.`,
  },
  where: {
    heading: fr`Où ?`,
    none: fr`Aucune zone pour l’instant : cherchez-en une, puis ajoutez-la.`,
    search: 'Ajouter une zone',
    searchHint: fr`Une commune ou son code postal, une intercommunalité, un département, une région, ou « France ».`,
    send: 'Chercher',
    found: (words: string) => fr`Zones trouvées pour « ${words} »`,
    nothing: (words: string) => fr`Aucune zone pour « ${words} ». Vérifiez l’orthographe, ou essayez le code postal.`,
    add: 'Ajouter',
    added: 'Déjà choisie',
    remove: 'Retirer',
    levels: {
      commune: 'Commune',
      epci: 'Intercommunalité',
      department: 'Département',
      region: 'Région',
      nation: 'Pays',
    },
    covers: (communes: number, population: number) =>
      communes === 1
        ? `${number.format(population)} habitants`
        : `${number.format(communes)} communes, ${number.format(population)} habitants`,
    total: (communes: number, population: number) =>
      fr`En tout : ${communes === 1 ? 'une commune' : `${number.format(communes)} communes`}, ${number.format(population)} habitants.`,
    outside: (territory: string) => fr`Hors du territoire ${territory} : vérifiez que vous y recevez des jeunes.`,
  },
  delay: {
    heading: 'Votre promesse',
    days: fr`Délai dans lequel vous contactez le jeune`,
    daysEmpty: 'Choisissez un délai',
    daysMissing: 'Choisissez un délai.',
    daysHint: fr`Il est écrit sur l’offre, et la Boussole y veille.`,
    day: (days: number) => promiseInWords(days, 'calendar'),
    counting: fr`Comment compter ces jours ?`,
    calendar: 'Tous les jours comptent',
    working: 'Seulement les jours ouvrés',
    workingHint: fr`Du lundi au vendredi, sans les jours fériés : 5 jours au plus, pour qu’un jeune n’attende pas trop.`,
    countingMissing: 'Choisissez comment compter.',
  },
  preview: {
    heading: 'Aperçu',
    send: 'Voir l’aperçu',
    followed: 'L’aperçu a suivi.',
    title: fr`Titre de l’offre`,
    description: fr`La description de l’offre.`,
    undated: fr`La date promise se lira ici, une fois le délai choisi.`,
    zones: (names: readonly string[], others: number) =>
      fr`Zone : ${names.join(', ')}${others === 0 ? '' : others === 1 ? ', et une autre' : `, et ${others} autres`}.`,
    nowhere: fr`Aucune zone n’est encore choisie : personne ne la voit.`,
    dated: fr`La date est celle d’une demande faite aujourd’hui.`,
    sees: fr`Qui la voit ?`,
    ages: (min: number, max: number) => `Les jeunes de ${min} à ${max} ans.`,
    everyAnswer: fr`Aucune réponse n’exclut personne.`,
    excludes: (question: string, answers: readonly string[]) =>
      fr`À « ${question} », ne la voit pas qui répond : ${anyOf(answers)}.`,
    excludesOnly: (question: string, answers: readonly string[]) =>
      fr`À « ${question} », ne la voit pas qui coche seulement : ${anyOf(answers)}.`,
    unsure: fr`Qui passe une question la voit quand même.`,
  },
  free: {
    heading: 'Gratuité',
    label: 'Cette offre est gratuite pour les jeunes',
    hint: fr`La charte le demande, sans exception. Votre déclaration est datée et gardée.`,
    missing: fr`La charte demande que l’offre soit gratuite pour les jeunes : cochez la case pour le déclarer.`,
    declared: (name: string, moment: string) => fr`Déclarée gratuite pour les jeunes par ${name}, le ${moment}.`,
  },
  missing: {
    title: fr`Avant de proposer cette offre, il manque encore :`,
    ready: fr`Rien ne manque : relisez le brouillon, puis proposez-le à l’animation.`,
    complete: fr`Compléter l’offre`,
    propose: fr`Relire et proposer`,
  },
  propose: fr`Proposer à l’animation`,
  draft: 'Garder comme brouillon',
  settings: {
    title: 'Réglages de l’offre',
    heading: 'Réglages de l’offre',
    section: 'Réception des demandes',
    lead: fr`Ces réglages valent tout de suite, sans relecture. Chaque changement est gardé dans l’histoire de l’offre.`,
    contact: 'Adresse de contact',
    contactMissing: 'Donnez l’adresse de contact.',
    contactHint: fr`Les demandes des jeunes y sont annoncées. Une nouvelle adresse est à vérifier par un mail de test.`,
    from: 'Premier jour',
    fromHint: fr`L’offre n’est montrée qu’à partir de ce jour.`,
    fromMissing: 'Donnez le premier jour.',
    fromWrong: 'Le premier jour n’existe pas dans le calendrier.',
    until: 'Dernier jour',
    untilHint: fr`Laissez vide si l’offre n’a pas de fin.`,
    untilWrong: 'Le dernier jour n’existe pas dans le calendrier.',
    quota: 'Demandes par mois',
    quotaHint: fr`Le nombre que vous pouvez suivre ; l’offre n’est plus proposée une fois atteint, jusqu’au mois suivant. Laissez vide pour ne pas limiter.`,
    referents: fr`Qui répond pour cette offre ?`,
    referentsMissing: 'Choisissez au moins une personne.',
    send: 'Enregistrer les réglages',
  },
} as const
