import type { HolidayZone } from '@boussole/domain'
import { counted, dayInWords, fr, ofPlace, toPlace } from '@boussole/mail'

const communes = (count: number): string => counted(count, 'commune', 'communes')
/** "de Vienne", "d’Estrablin et de 2 autres communes". */
const ofSome = (names: readonly string[]): string => {
  const [first = '', ...others] = names
  if (others.length === 0) return ofPlace(first)
  return `${ofPlace(first)} et de ${counted(others.length, 'autre commune', 'autres communes')}`
}
const people = (count: number): string => counted(count, 'habitant·e', 'habitant·es')
const offers = (count: number): string => counted(count, 'offre', 'offres')
const requests = (count: number): string => counted(count, 'demande en cours', 'demandes en cours')

/** A few of a list, and how many more. */
const few = (names: readonly string[]): string =>
  names.length > 8 ? fr`${names.slice(0, 8).join(', ')}, et ${names.length - 8} de plus` : names.join(', ')

const holidayZones: Readonly<Record<HolidayZone, string>> = {
  metropole: 'Métropole',
  'alsace-moselle': 'Alsace et Moselle',
  guadeloupe: 'Guadeloupe',
  martinique: 'Martinique',
  guyane: 'Guyane',
  'la-reunion': 'La Réunion',
  mayotte: 'Mayotte',
  'saint-barthelemy': 'Saint-Barthélemy',
  'saint-martin': 'Saint-Martin',
  'saint-pierre-et-miquelon': 'Saint-Pierre-et-Miquelon',
  'polynesie-francaise': 'Polynésie française',
  'nouvelle-caledonie': 'Nouvelle-Calédonie',
  'wallis-et-futuna': 'Wallis-et-Futuna',
}

const timeZones: Readonly<Record<string, string>> = {
  'Europe/Paris': 'Métropole (Paris)',
  'America/Guadeloupe': 'Guadeloupe',
  'America/Martinique': 'Martinique',
  'America/Cayenne': 'Guyane (Cayenne)',
  'Indian/Reunion': 'La Réunion',
  'Indian/Mayotte': 'Mayotte',
  'America/Miquelon': 'Saint-Pierre-et-Miquelon',
  'America/St_Barthelemy': 'Saint-Barthélemy',
  'America/Marigot': 'Saint-Martin',
  'Pacific/Wallis': 'Wallis-et-Futuna',
  'Pacific/Tahiti': 'Polynésie française (Tahiti)',
  'Pacific/Marquesas': 'Polynésie française (Marquises)',
  'Pacific/Gambier': 'Polynésie française (Gambier)',
  'Pacific/Noumea': 'Nouvelle-Calédonie (Nouméa)',
}

/** A day with its year: an opening may be months away. */
const dayOfYear = (day: string): string => `${dayInWords(day)} ${day.slice(0, 4)}`

/** What the pages say on which a territory is set up. */
export const territoriesFr = {
  communesCounted: communes,
  peopleCounted: people,
  offersCounted: offers,
  day: dayOfYear,
  holidayZones,
  timeZones,
  back: 'Territoires',
  list: {
    title: 'Territoires',
    heading: 'Vos territoires',
    lead: fr`Communes, thèmes, questionnaires : ce que chaque territoire propose aux jeunes.`,
    new: 'Créer un territoire',
    models: 'Modèles nationaux de questionnaires',
    none: fr`Aucun territoire pour l’instant.`,
    more: 'Territoires suivants',
    first: 'Revenir au début de la liste',
    covers: (count: number, population: number, themes: number) =>
      `${communes(count)}, ${people(population)}, ${counted(themes, 'thème', 'thèmes')}`,
  },
  states: {
    open: 'Ouvert',
    dated: (day: string) => `Ouvre le ${dayOfYear(day)}`,
    setUp: 'En préparation',
  },
  form: {
    newTitle: 'Créer un territoire',
    newLead: fr`Le territoire reste invisible des jeunes jusqu’au jour d’ouverture, que vous choisirez quand tout sera prêt.`,
    settingsTitle: 'Réglages du territoire',
    settingsLead: fr`Les promesses déjà faites gardent leur date.`,
    name: 'Nom du territoire',
    nameHint: fr`Comme les jeunes et les structures l’appellent : « Forez », « Pays de Retz »…`,
    region: 'Région',
    chooseRegion: 'Choisissez une région',
    timeZone: 'Fuseau horaire',
    holidayZone: 'Jours fériés',
    proposed: 'Selon la région',
    zonesHint: fr`Proposé selon la région, y compris outre-mer.`,
    holidayHint: fr`En Alsace et en Moselle, choisissez « Alsace et Moselle ».`,
    choose: 'Choisissez dans la liste',
    counting: 'Comment les délais se comptent, pour une nouvelle offre',
    countings: { calendar: 'En jours calendaires', working: 'En jours ouvrés' },
    infoJeunes: 'La structure Info Jeunes',
    infoJeunesLead: fr`Elle est montrée aux jeunes quand aucune offre ne convient, et avant l’ouverture.`,
    infoJeunesName: 'Nom de la structure',
    phone: 'Téléphone',
    email: 'Adresse mail',
    address: 'Adresse',
    optional: '(facultatif)',
    /** A sentence that says "this field" says which. */
    about: (label: string, message: string) =>
      message.startsWith('Ce champ') ? fr`${label} : ${message.replace('Ce champ', 'ce champ')}` : message,
    create: 'Créer le territoire',
    save: 'Enregistrer',
  },
  one: {
    created: fr`Le territoire est créé. Ajoutez maintenant ses communes.`,
    saved: 'Les réglages sont enregistrés.',
    communes: (count: number) => fr`Communes : ${communes(count)}`,
    themes: (count: number) => (count === 0 ? 'Thèmes et questionnaires' : `Thèmes et questionnaires (${count})`),
    settings: 'Réglages',
    readiness: 'Avant d’ouvrir',
    whereItStands: 'Où en est le territoire',
    facts: {
      state: 'État',
      region: 'Région',
      zones: 'Heure et jours fériés',
      counting: 'Délais',
      infoJeunes: 'Info Jeunes',
      animators: 'Animation',
    },
    noAnimator: fr`Personne n’est nommé·e pour l’instant.`,
  },
  communes: {
    title: 'Communes du territoire',
    heading: (territory: string) => fr`Communes : ${territory}`,
    total: (count: number, population: number) => `${communes(count)}, ${people(population)}`,
    none: fr`Aucune commune pour l’instant. Ajoutez une intercommunalité entière, un département, ou collez une liste.`,
    add: 'Ajouter une intercommunalité ou un département',
    paste: 'Coller une liste',
    withoutEpci: 'Hors intercommunalité',
    free: (count: number) => fr`${communes(count)} de cette intercommunalité dans aucun territoire`,
    complete: 'Ajouter le reste',
    see: 'Voir les communes',
    takeOut: 'Tout retirer',
    /** `name`: of the EPCI; null: the communes are in none. */
    group: (name: string | null) => (name === null ? fr`Communes hors intercommunalité` : `Communes ${ofPlace(name)}`),
    back: 'Toutes les communes du territoire',
    choose: fr`Cochez les communes à retirer.`,
    takeChosenOut: 'Retirer les communes cochées',
    chooseMissing: 'Cochez au moins une commune.',
    added: (count: number) => (count === 0 ? fr`Aucune commune n’a été ajoutée.` : fr`${communes(count)} de plus.`),
    here: (count: number) => fr`${communes(count)} déjà dans ce territoire.`,
    outside: (count: number) => fr`${communes(count)} dans une autre région : un territoire tient dans une région.`,
    elsewhere: (territory: string, names: readonly string[]) =>
      fr`Laissées ${toPlace(territory)}, qui les a déjà : ${names.slice(0, 10).join(', ')}${names.length > 10 ? fr` et ${counted(names.length - 10, 'autre', 'autres')}` : ''}.`,
    removed: (count: number) =>
      count > 1
        ? fr`${communes(count)} ne sont plus dans ce territoire.`
        : fr`La commune n’est plus dans ce territoire.`,
  },
  add: {
    title: 'Ajouter des communes',
    heading: 'Ajouter une intercommunalité ou un département',
    search: 'Nom ou code',
    searchHint: fr`Une intercommunalité, un département ou une commune : « Loire Forez », « 42 », « Montbrison ».`,
    searchSend: 'Chercher',
    nothing: (words: string) => fr`Rien trouvé pour « ${words} ». Vérifiez l’orthographe, ou collez une liste.`,
    levels: { commune: 'Commune', epci: 'Intercommunalité', department: 'Département' },
    add: 'Ajouter',
  },
  pasted: {
    title: 'Coller une liste de communes',
    heading: 'Coller une liste de communes',
    lead: fr`Une commune par ligne : un code INSEE, ou un nom avec son code postal. Les colonnes d’un tableur conviennent.`,
    field: 'La liste',
    fieldHint: fr`Par exemple : « 42147 », « Montbrison 42600 », « 42218;Saint-Étienne ».`,
    bare: fr`Cinq chiffres seuls, sans nom, sont :`,
    meanings: { insee: 'des codes INSEE', postal: 'des codes postaux' },
    check: 'Lire la liste',
    empty: 'Collez au moins une ligne.',
    tooLong: fr`La liste est trop longue : 3 000 lignes au maximum.`,
    read: 'Ce qui a été compris',
    counts: {
      free: (count: number) => fr`À ajouter : ${communes(count)}`,
      here: (count: number) => fr`Déjà dans ce territoire : ${communes(count)}`,
      toChoose: (count: number) => fr`À préciser : ${counted(count, 'ligne', 'lignes')}`,
      elsewhere: (count: number) => fr`Dans un autre territoire : ${counted(count, 'ligne', 'lignes')}`,
      unknown: (count: number) => fr`Pas comprises : ${counted(count, 'ligne', 'lignes')}`,
    },
    columns: { line: 'Ligne', text: 'Votre texte', meaning: 'Ce qui est compris' },
    outcomes: {
      free: (commune: string) => fr`${commune} : à ajouter`,
      here: (commune: string) => fr`${commune} : déjà dans ce territoire`,
      elsewhere: (commune: string, territory: string) => fr`${commune} : déjà dans le territoire ${territory}`,
      outside: (commune: string) => fr`${commune} : dans une autre région`,
      unknown: fr`Aucune commune ne correspond.`,
      disagrees: fr`Le nom et le code ne vont pas ensemble. Cochez si l’une de ces communes convient :`,
      also: {
        insee: (code: string, names: readonly string[]) => fr`${code} est aussi le code postal ${ofSome(names)}.`,
        postal: (code: string, names: readonly string[]) => fr`${code} est aussi le code INSEE ${ofSome(names)}.`,
      },
      several: fr`Plusieurs communes correspondent. Cochez celles qui conviennent :`,
    },
    toAdd: fr`Ce qui sera ajouté`,
    named: (department: string, names: readonly string[]) => fr`${department} : ${names.join(', ')}`,
    department: ({ code, name }: { readonly code: string; readonly name: string }) => `${name} (${code})`,
    toLookAt: fr`Lignes à revoir`,
    shown: (count: number) =>
      fr`Les ${count} premières lignes à revoir sont montrées ; les autres restent dans la liste.`,
    add: (count: number) => (count === 0 ? 'Ajouter les communes cochées' : fr`Ajouter ce qui est compris et coché`),
    left: fr`Ce qui n’a pas été ajouté reste dans la liste ci-dessous.`,
  },
  removal: {
    title: 'Retirer des communes',
    heading: (count: number) => fr`Retirer ${communes(count)} du territoire ?`,
    effect: fr`Les jeunes de ces communes n’y trouveront plus la Boussole : l’Info Jeunes le plus proche leur sera indiqué.`,
    underWay: (count: number) =>
      count === 0
        ? fr`Aucune demande n’y est en cours.`
        : fr`${requests(count)} : rien ne change pour ${count > 1 ? 'elles' : 'elle'}. Le délai promis court, les référent·es gardent l’accès, et le suivi reste ouvert.`,
    send: 'Retirer ces communes',
    stay: 'Ne rien changer',
  },
  themes: {
    title: 'Thèmes et questionnaires',
    heading: (territory: string) => fr`Thèmes : ${territory}`,
    lead: fr`Chaque thème ouvert a un questionnaire : le modèle national, ou une copie que vous adaptez.`,
    on: 'Ouvert',
    off: 'Fermé',
    national: 'Modèle national',
    copy: 'Questionnaire du territoire',
    noQuestionnaire: fr`Aucun questionnaire pour ce thème : l’animation nationale peut en publier un.`,
    questions: (count: number) => counted(count, 'question', 'questions'),
    draft: fr`Un brouillon n’est pas encore publié.`,
    noOffer: fr`Aucune offre en ligne pour ce thème.`,
    switchOn: 'Ouvrir',
    switchOff: 'Fermer',
    questionnaire: 'Questionnaire',
    done: { ouvert: 'Le thème est ouvert.', ferme: 'Le thème est fermé.' },
  },
  switchOff: {
    title: 'Fermer un thème',
    heading: (theme: string) => fr`Fermer le thème « ${theme} » ?`,
    effect: (count: number) =>
      count === 0
        ? fr`Les jeunes du territoire ne pourront plus demander d’aide sur ce thème.`
        : fr`Les jeunes du territoire ne pourront plus demander d’aide sur ce thème, et ${offers(count)} n’y ${count > 1 ? 'seront plus proposées' : 'sera plus proposée'}.`,
    underWay: (count: number) =>
      count === 0
        ? fr`Aucune demande n’est en cours sur ce thème.`
        : fr`${requests(count)} : rien ne change pour ${count > 1 ? 'elles' : 'elle'}. Le délai promis court et les réponses restent lisibles.`,
    send: 'Fermer le thème',
    stay: 'Ne rien changer',
  },
  readiness: {
    title: 'Avant d’ouvrir',
    openTitle: 'Où en est le territoire',
    heading: (territory: string) => fr`Avant d’ouvrir : ${territory}`,
    openHeading: (territory: string) => fr`Où en est le territoire : ${territory}`,
    lead: fr`Ce qui est prêt, et ce qui reste à faire. Chaque ligne mène là où elle se règle.`,
    ready: 'Prêt',
    toDo: 'À faire',
    toLookAt: 'À regarder',
    items: {
      communes: 'Communes',
      noCommune: fr`Aucune commune : le territoire ne peut pas ouvrir.`,
      themes: 'Thèmes',
      noTheme: fr`Aucun thème ouvert : le territoire ne peut pas ouvrir.`,
      themesOpen: (names: readonly string[]) => names.join(', '),
      questionnaires: 'Questionnaires',
      questionnairesWhole: fr`Chaque thème ouvert a ses questions.`,
      questionnairesFaulty: (names: readonly string[]) => fr`À compléter : ${names.join(', ')}.`,
      drafts: (names: readonly string[]) => fr`Brouillons à publier : ${names.join(', ')}.`,
      infoJeunes: 'Info Jeunes',
      noWay: fr`Aucun téléphone, aucun mail, aucune adresse : les jeunes ne sauraient pas à qui s’adresser.`,
      animators: 'Animation',
      noAnimator: fr`Personne n’est nommé·e : les alertes iront au niveau régional.`,
      offers: 'Offres',
      offersOnline: (count: number) => (count === 0 ? fr`Aucune offre en ligne.` : fr`${offers(count)} en ligne.`),
      offersToReview: (count: number) => fr`${offers(count)} à relire.`,
      referents: 'Référent·es',
      noPartner: fr`Aucune structure : importez une liste.`,
      everybodyThere: (count: number) =>
        fr`Chacune des ${counted(count, 'structure', 'structures')} a quelqu’un qui répond.`,
      nobodyIn: (names: readonly string[]) => fr`Personne ne répond encore pour : ${few(names)}.`,
      invitedIn: (names: readonly string[]) => fr`Invitation envoyée, pas encore acceptée : ${few(names)}.`,
      charters: 'Chartes',
      chartersSigned: fr`Chaque structure a signé la charte.`,
      chartersMissing: (names: readonly string[]) =>
        fr`Sans convention en vigueur ce jour-là, leurs offres ne sont pas montrées : ${few(names)}.`,
      gaps: 'Offres par commune',
      notYet: fr`À voir quand il y aura des communes et des thèmes.`,
      noGap: fr`Chaque commune a au moins une offre pour chaque thème.`,
      gapsFound: (count: number) =>
        fr`${counted(count, 'thème n’a', 'thèmes n’ont')} pas d’offre partout : voir plus bas.`,
      opening: 'Jour d’ouverture',
      noOpening: fr`Aucun jour n’est choisi : les jeunes ne voient rien.`,
      opensOn: (day: string) => fr`Le territoire ouvre le ${dayOfYear(day)}.`,
      isOpen: (day: string) => fr`Ouvert aux jeunes depuis le ${dayOfYear(day)}.`,
    },
    gapsHeading: fr`Thèmes sans offre dans certaines communes`,
    gap: (theme: string, count: number, of: number) =>
      count === of
        ? fr`${theme} : aucune offre, dans aucune commune`
        : fr`${theme} : aucune offre pour ${communes(count)} sur ${of}`,
    gapNames: (names: readonly string[], more: number) =>
      more > 0 ? fr`${names.join(', ')}, et ${communes(more)} de plus.` : `${names.join(', ')}.`,
    csv: 'Télécharger la liste complète (CSV)',
    csvHead: ['Thème', 'Code INSEE', 'Commune', 'Habitant·es'],
    invite: 'Inviter plusieurs référent·es',
    open: 'Choisir le jour d’ouverture',
    change: 'Changer le jour d’ouverture',
    done: {
      date: (day: string) => fr`Le territoire ouvrira aux jeunes le ${dayOfYear(day)}.`,
      retire: fr`Le jour d’ouverture est retiré : le territoire reste invisible des jeunes.`,
    },
  },
  opening: {
    title: 'Jour d’ouverture',
    heading: (territory: string) => fr`Ouvrir aux jeunes : ${territory}`,
    lead: fr`Ce jour-là, les jeunes de ces communes trouvent la Boussole. Jusque-là, l’Info Jeunes leur est indiqué.`,
    notReady: fr`Le territoire ne peut pas encore ouvrir`,
    notReadyWords: fr`Il lui faut au moins une commune, un thème avec ses questions, et une façon de joindre l’Info Jeunes.`,
    day: 'Jour d’ouverture',
    dayHint: (today: string) => fr`Au plus tôt demain ; nous sommes le ${dayOfYear(today)}.`,
    dayMissing: 'Choisissez un jour.',
    gaps: fr`Sans offre, ces jeunes ne trouveront que l’Info Jeunes`,
    confirm: fr`Nous ouvrons quand même, avec ces manques`,
    confirmMissing: fr`Confirmez que vous ouvrez avec ces manques, ou complétez d’abord les offres.`,
    send: 'Choisir ce jour',
    cancel: 'Retirer le jour choisi',
    stay: 'Ne rien changer',
  },
  gaps: {
    title: 'Thèmes sans offre',
    lead: fr`Dans ces territoires ouverts, ou bientôt, des jeunes ne trouveraient aucune offre.`,
    none: fr`Partout où vous veillez, chaque commune a une offre pour chaque thème ouvert.`,
  },
  invite: {
    title: 'Inviter plusieurs référent·es',
    lead: fr`Une ligne par personne : son nom, puis son adresse mail. Chacune reçoit un lien valable sept jours.`,
    partner: 'Leur structure',
    choosePartner: 'Choisissez une structure',
    partnerMissing: 'Choisissez leur structure.',
    noPartner: fr`Aucune structure dans ce territoire : il faut d’abord en ajouter ou en importer.`,
    people: 'Les personnes',
    peopleHint: fr`Par exemple : « Camille Perrin camille.perrin@structure.example ». Cinquante lignes au plus.`,
    send: 'Envoyer les invitations',
    empty: 'Écrivez au moins une ligne.',
    tooMany: fr`Cinquante personnes au plus à la fois : gardez les autres pour un second envoi.`,
    answers: 'Ce qui est parti',
    left: fr`Les lignes à corriger restent dans la liste ci-dessous.`,
    outcomes: {
      invited: 'invitation envoyée',
      waiting: fr`une invitation l’attend déjà`,
      email: fr`l’adresse mail n’est pas valable`,
      name: fr`il manque un nom de 2 lettres au moins, sans adresse ni lien`,
    },
  },
} as const
