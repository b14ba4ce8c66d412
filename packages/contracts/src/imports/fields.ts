/** What files are taken over for. */
export const importKinds = ['partners', 'offers', 'referents'] as const
export type ImportKind = (typeof importKinds)[number]

interface FieldSaid {
  /** As people call it. */
  readonly label: string
  /** Other names under which files have it, folded: data.inclusion v1, exports of other tools, English. */
  readonly names: readonly string[]
  /** A file without a column for it is of no use. */
  readonly isNeeded?: true
}

const ofItsPartner = {
  partnerSourceId: { label: 'Identifiant source de la structure', names: ['structure id', 'id structure'] },
  partnerSiret: {
    label: 'SIRET de la structure',
    names: ['siret', 'siret structure', 'numero siret', 'n siret', 'code siret'],
  },
  partnerName: {
    label: 'Nom de la structure',
    names: ['structure', 'partenaire', 'organisme', 'association', 'structure nom', 'partner', 'organization'],
  },
} as const satisfies Readonly<Record<string, FieldSaid>>

/** Every field a column may fill, by kind, in the order in which people are asked. */
export const importFields = {
  partners: {
    name: {
      label: 'Nom',
      names: ['nom de la structure', 'structure', 'raison sociale', 'denomination', 'organisme', 'partenaire', 'name'],
      isNeeded: true,
    },
    siret: { label: 'SIRET', names: ['numero siret', 'n siret', 'code siret', 'no siret', 'siret number'] },
    roleInWords: {
      label: 'Présentation',
      names: ['description', 'role', 'missions', 'mission', 'objet', 'presentation de la structure', 'about'],
    },
    address: {
      label: 'Adresse',
      names: ['adresse complete', 'adresse postale', 'rue', 'voie', 'adresse 1', 'address', 'street'],
    },
    addressMore: { label: 'Complément d’adresse', names: ['complement adresse', 'complement', 'adresse 2'] },
    postalCode: { label: 'Code postal', names: ['cp', 'codepostal', 'postal code', 'zip', 'zip code', 'postcode'] },
    commune: { label: 'Commune', names: ['ville', 'localite', 'nom commune', 'city', 'town'] },
    communeCode: {
      label: 'Code INSEE de la commune',
      names: ['code insee', 'insee', 'code commune', 'codgeo', 'commune insee'],
    },
    phone: {
      label: 'Téléphone',
      names: ['tel', 'telephone fixe', 'numero de telephone', 'phone', 'mobile', 'portable'],
    },
    email: {
      label: 'Adresse mail',
      names: ['mail', 'email', 'e mail', 'courriel', 'adresse email', 'adresse electronique', 'contact mail'],
    },
    website: { label: 'Site web', names: ['site', 'site internet', 'url', 'web', 'website', 'lien'] },
    latitude: { label: 'Latitude', names: ['lat', 'y'] },
    longitude: { label: 'Longitude', names: ['lon', 'lng', 'long', 'x'] },
    sourceId: {
      label: 'Identifiant source',
      names: ['id', 'identifiant', 'structure id', 'id structure', 'reference'],
    },
  },
  offers: {
    ...ofItsPartner,
    title: {
      label: 'Titre de l’offre',
      names: ['titre', 'nom', 'offre', 'nom de l offre', 'service', 'intitule', 'title', 'name'],
      isNeeded: true,
    },
    description: { label: 'Description', names: ['presentation', 'contenu', 'details', 'presentation detail'] },
    theme: { label: 'Thème', names: ['theme code', 'thematique principale', 'domaine'] },
    need: { label: 'Besoin', names: ['besoin code', 'need'] },
    topics: { label: 'Thématiques data.inclusion', names: ['thematiques', 'thematique', 'topics'] },
    window: {
      label: 'Délai de réponse garanti, en jours',
      names: [
        'delai',
        'delai de reponse',
        'delai de reponse garanti',
        'delai en jours',
        'response window',
        'window days',
      ],
    },
    counting: { label: 'Compte des jours', names: ['jours ouvres', 'type de jours', 'jours comptes', 'counting'] },
    ageMin: { label: 'Âge minimum', names: ['age min', 'a partir de', 'minimum age'] },
    ageMax: { label: 'Âge maximum', names: ['age max', 'jusqu a', 'maximum age'] },
    zones: {
      label: 'Zones',
      names: ['zone', 'zone eligibilite', 'zone d eligibilite', 'territoire', 'secteur', 'zone geographique', 'area'],
    },
    place: { label: 'Lieu', names: ['adresse', 'lieu d accueil', 'ou', 'place', 'location'] },
    contactEmail: {
      label: 'Adresse mail qui reçoit les demandes',
      names: ['mail', 'email', 'e mail', 'courriel', 'contact', 'adresse mail', 'contact mail'],
    },
    free: { label: 'Gratuit pour les jeunes', names: ['gratuit', 'gratuite', 'frais', 'free', 'cout'] },
    validFrom: { label: 'Premier jour', names: ['debut', 'date de debut', 'a partir du', 'from'] },
    validUntil: { label: 'Dernier jour', names: ['fin', 'date de fin', 'jusqu au', 'until', 'date suspension'] },
    referents: {
      label: 'Adresses mail des référent·es',
      names: ['referents', 'referent', 'referentes', 'mail referent', 'email referent', 'mails des referents'],
    },
    sourceId: { label: 'Identifiant source', names: ['id', 'identifiant', 'id service', 'reference'] },
  },
  referents: {
    ...ofItsPartner,
    fullName: {
      label: 'Prénom et nom',
      names: ['nom complet', 'nom et prenom', 'nom prenom', 'prenom nom', 'referent', 'full name', 'name'],
    },
    firstName: { label: 'Prénom', names: ['first name', 'firstname', 'given name'] },
    lastName: { label: 'Nom', names: ['nom de famille', 'last name', 'lastname', 'surname', 'nom usage'] },
    email: {
      label: 'Adresse mail',
      names: ['mail', 'email', 'e mail', 'courriel', 'adresse email', 'mail professionnel', 'email professionnel'],
      isNeeded: true,
    },
  },
} as const satisfies Readonly<Record<ImportKind, Readonly<Record<string, FieldSaid>>>>

type FieldOf<Kind extends ImportKind> = keyof (typeof importFields)[Kind] & string
export type PartnerField = FieldOf<'partners'>
export type OfferField = FieldOf<'offers'>
export type ReferentField = FieldOf<'referents'>

/** For each column the field it fills, or null for none. */
export type ColumnMapping = readonly (string | null)[]

/** Folded for comparing names: no accents, no case, one space between words. */
export const folded = (words: string): string =>
  words
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'oe')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

const saidOf = (kind: ImportKind): readonly (readonly [field: string, said: FieldSaid])[] =>
  Object.entries(importFields[kind])

/** The label of a field on the screen; the field's own name of one that is no more. */
export const fieldLabel = (kind: ImportKind, field: string): string =>
  saidOf(kind).find(([name]) => name === field)?.[1].label ?? field

/** The fields of a kind, to choose from. */
export const fieldsOf = (kind: ImportKind): readonly { readonly field: string; readonly label: string }[] =>
  saidOf(kind).map(([field, { label }]) => ({ field, label }))

/** How well a column's name fits a field: 0 is its own label, undefined not at all. */
const fitOf = (header: string, [field, { label, names }]: readonly [string, FieldSaid]): number | undefined => {
  if (header === folded(label) || header === folded(field.replaceAll(/([A-Z])/g, ' $1'))) return 0
  const exact = names.indexOf(header)
  if (exact >= 0) return 1 + exact
  const padded = ` ${header} `
  const within = [folded(label), ...names].findIndex((name) => name.length > 3 && padded.includes(` ${name} `))
  return within >= 0 ? 100 + within : undefined
}

/**
 * Which field each column most likely fills: as this territory last said for a column of the same name, else by its
 * name, accents and case aside. A field is filled by one column at most: the one that fits best.
 */
export const proposeMapping = (
  headers: readonly string[],
  kind: ImportKind,
  remembered: ReadonlyMap<string, string | null>,
): ColumnMapping => {
  const mapping: (string | null)[] = headers.map(() => null)
  const keys = headers.map(folded)
  const taken = new Set<string>()
  const fields = saidOf(kind)
  for (const [place, key] of keys.entries()) {
    const known = remembered.get(key)
    if (known == null || taken.has(known) || fields.every(([field]) => field !== known)) continue
    mapping[place] = known
    taken.add(known)
  }
  const fits = keys
    .flatMap((key, place) =>
      key === '' || remembered.has(key)
        ? []
        : fields.flatMap((said) => {
            const fit = fitOf(key, said)
            return fit === undefined ? [] : [{ place, field: said[0], fit }]
          }),
    )
    .toSorted((a, b) => a.fit - b.fit || a.place - b.place)
  for (const { place, field } of fits) {
    if (mapping[place] !== null || taken.has(field)) continue
    mapping[place] = field
    taken.add(field)
  }
  return mapping
}

/** What keeps a mapping from being used: fields without which lines say nothing, and fields filled twice. */
export const mappingFaults = (
  mapping: ColumnMapping,
  kind: ImportKind,
): readonly { readonly field: string; readonly fault: 'missing' | 'twice' }[] => {
  const chosen = mapping.filter((field) => field !== null)
  const missing = saidOf(kind).filter(([field, { isNeeded }]) => isNeeded === true && !chosen.includes(field))
  const twice = new Set(chosen.filter((field, place) => chosen.indexOf(field) !== place))
  const named = ['fullName', 'lastName'].some((field) => chosen.includes(field))
  const placed = Object.keys(ofItsPartner).some((field) => chosen.includes(field))
  return [
    ...missing.map(([field]) => ({ field, fault: 'missing' as const })),
    ...(kind === 'referents' && !named ? [{ field: 'fullName', fault: 'missing' as const }] : []),
    ...(kind !== 'partners' && !placed ? [{ field: 'partnerName', fault: 'missing' as const }] : []),
    ...[...twice].map((field) => ({ field, fault: 'twice' as const })),
  ]
}
