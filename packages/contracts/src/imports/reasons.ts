/** Why a line, or a cell of it, is refused. The sentence says what to do in the file. */
export const lineFaults = {
  'name-missing': 'Le nom manque.',
  'name-too-long': 'Ce nom est trop long : 160 caractères au plus.',
  'test-row': 'Cette ligne est un essai.',
  'cell-too-long': 'Une case de cette ligne dépasse 10 000 caractères : un guillemet manque peut-être.',
  'siret-wrong': 'Ce SIRET n’existe pas : il faut 14 chiffres, dont la clé est juste.',
  'siret-is-siren': 'C’est un SIREN (9 chiffres) : écrivez le SIRET de l’établissement (14 chiffres).',
  'siret-scientific': 'Le tableur a arrondi ce SIRET : mettez la colonne au format texte et ressaisissez-le.',
  'siret-taken': 'Ce SIRET est celui d’une autre structure.',
  'postal-wrong': 'Ce code postal n’existe pas : il faut 5 chiffres.',
  'commune-missing': 'La commune manque : sans elle, une structure ne se distingue pas d’une autre du même nom.',
  'commune-unknown': 'Cette commune est introuvable : vérifiez son nom et son code postal.',
  'commune-ambiguous': 'Plusieurs communes correspondent : ajoutez le code postal ou le code INSEE.',
  'outside-territory': 'Cette commune n’est pas dans votre territoire.',
  'address-too-long': 'Cette adresse est trop longue : 300 caractères au plus.',
  'phone-wrong': 'Ce numéro de téléphone n’existe pas.',
  'phone-scientific': 'Le tableur a arrondi ce numéro : mettez la colonne au format texte et ressaisissez-le.',
  'email-missing': 'L’adresse mail manque.',
  'email-wrong': 'Cette adresse mail n’est pas valable.',
  'website-wrong': 'Cette adresse de site n’est pas valable.',
  'words-too-long': 'Ce texte est trop long.',
  'source-too-long': 'Cet identifiant est trop long : 200 caractères au plus.',
  'person-wrong': 'Ce nom de personne n’est pas accepté : 2 à 80 caractères, sans adresse ni lien.',
  'partner-missing': 'La structure manque : son SIRET, son nom ou son identifiant source.',
  'partner-unknown': 'Cette structure n’est pas dans votre territoire : importez d’abord les structures.',
  'partner-ambiguous': 'Plusieurs structures portent ce nom : ajoutez le SIRET.',
  'partner-closed': 'Cette structure est fermée dans la Boussole : elle ne reçoit plus rien.',
  'title-wrong': 'Le titre doit compter de 3 à 120 caractères.',
  'theme-missing': 'Le thème manque.',
  'theme-unknown': 'Ce thème ou ce besoin n’est pas ouvert dans votre territoire.',
  'topics-unknown': 'Aucune de ces thématiques n’est rattachée à un besoin : complétez le tableau des thématiques.',
  'window-wrong': 'Le délai garanti est un nombre de jours, de 1 à 7 (5 au plus en jours ouvrés).',
  'counting-wrong': 'Le compte des jours est « calendaires » ou « ouvrés ».',
  'not-free': 'Cette offre est payante : la charte demande la gratuité pour les jeunes.',
  'free-wrong': 'La gratuité se dit par « oui » ou « non ».',
  'age-wrong': 'Les âges sont des nombres de 15 à 35, le plus bas d’abord.',
  'date-wrong': 'Cette date n’est pas valable : écrivez-la comme 31/12/2026.',
  'zone-unknown': 'Une zone est introuvable : commune, EPCI, département, région, par code ou par nom.',
  'offer-being-edited': 'Cette offre a déjà une version en cours d’écriture ou de relecture.',
} as const
export type LineFault = keyof typeof lineFaults

/** What was put right in a line without asking, so that it can be looked over. */
export const lineMendings = {
  'name-case': 'Nom remis en minuscules',
  'name-order': 'Prénom remis avant le nom',
  'siret-zero': 'Zéro initial rendu au SIRET',
  'postal-zero': 'Zéro initial rendu au code postal',
  'insee-zero': 'Zéro initial rendu au code INSEE',
  'phone-zero': 'Zéro initial rendu au téléphone',
  'phone-first': 'Premier des deux numéros gardé',
  'email-first': 'Première des deux adresses gardée',
  'address-split': 'Code postal et commune lus dans l’adresse',
  cedex: 'CEDEX remplacé par la commune',
  'commune-from-postal': 'Commune lue d’après le code postal',
  'coordinates-swapped': 'Latitude et longitude remises dans l’ordre',
  'coordinates-dropped': 'Coordonnées hors de France : laissées de côté',
  'website-completed': 'https:// ajouté à l’adresse du site',
  'theme-from-topics': 'Thème et besoin lus d’après les thématiques',
  'formula-mark': 'Apostrophe de tableur retirée',
} as const
export type LineMending = keyof typeof lineMendings

/** What a draft lacks before it can be proposed; nothing of it is made up. */
export const offerLacks = {
  window: 'le délai de réponse garanti',
  need: 'le besoin',
  description: 'la description',
  'description-shorter': 'une description de 1 500 caractères au plus',
  ages: 'les âges',
  zones: 'la zone',
  contact: 'l’adresse mail qui reçoit les demandes',
  'first-day': 'le premier jour',
  free: 'la déclaration de gratuité',
  referents: 'les référent·es',
} as const
export type OfferLack = keyof typeof offerLacks

/** Why an import as a whole came to nothing. */
export const importFailures = {
  'file-empty': 'Ce fichier ne contient aucune ligne.',
  'file-broken': 'La lecture s’est arrêtée : un guillemet n’est pas fermé, ou la structure du fichier est rompue.',
  'too-many-lines': 'Ce fichier dépasse 100 000 lignes : coupez-le en plusieurs.',
  interrupted: 'Le travail a été interrompu : relancez-le.',
  outdated: 'Des données ont changé depuis l’essai : rien n’a été importé. Relancez l’essai.',
  'refused-lines': 'Des lignes sont refusées : rien n’a été importé.',
  'edited-since': 'Des lignes importées ont été modifiées depuis : rien n’a été annulé.',
  'depended-on': 'Quelque chose dépend déjà de ce qui a été importé : rien n’a été annulé.',
} as const
export type ImportFailure = keyof typeof importFailures
