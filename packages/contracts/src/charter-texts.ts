import type { Temporal } from 'temporal-polyfill'

/** One undertaking: its heading, then its words, a paragraph each. */
export interface CharterClause {
  readonly heading: string
  readonly words: readonly string[]
}

/** A text of the charter. Once somebody has signed it, not one letter of it changes: another wording is another version. */
export interface CharterText {
  readonly version: string
  /** From this day on it is the one that is proposed; ISO. */
  readonly fromDay: string
  readonly title: string
  readonly preamble: readonly string[]
  readonly partner: readonly CharterClause[]
  readonly animation: readonly CharterClause[]
  readonly closing: readonly string[]
}

const november2026: CharterText = {
  version: '2026-1',
  fromDay: '2026-01-01',
  title: 'Charte d’engagement des partenaires professionnels de la Boussole des jeunes',
  preamble: [
    'Cette charte fonde un service de qualité pour les jeunes, et une identité commune à ses partenaires. Elle vaut pour la structure partenaire, et pour son réseau s’il y a lieu, sur le territoire nommé en tête.',
    'Est partenaire professionnelle toute structure qui a au moins une offre de service dans l’extranet de la Boussole des jeunes. Ses offres sont obligatoirement gratuites pour les jeunes.',
  ],
  partner: [
    {
      heading: 'Participer aux temps d’échanges',
      words: [
        'La structure désigne dans ses équipes au moins un·e référent·e Boussole, qui participe aux groupes de travail de l’animation territoriale. Elle en désigne plusieurs lorsque les thèmes ou la géographie le justifient.',
      ],
    },
    {
      heading: 'Traiter la demande des jeunes dans le temps promis',
      words: [
        'La structure prend contact avec chaque jeune qui la sollicite dans le délai le plus court possible. Ce délai va de 1 à 7 jours au maximum : elle le choisit, le garantit et l’indique sur chacune de ses offres. Elle prend contact de la façon qui lui convient, dans son activité habituelle.',
        'Dans ce même délai, elle note dans l’extranet la suite donnée à chaque demande qui lui est attribuée.',
      ],
    },
    {
      heading: 'Réorienter les jeunes vers les bons partenaires',
      words: [
        'Si, après un premier échange, la structure sollicitée ne répond pas à ce que cherche la ou le jeune, la ou le professionnel·le l’oriente vers le bon contact.',
      ],
    },
    {
      heading: 'Tenir compte des contraintes et obligations de chacun·e',
      words: [
        'Chaque professionnel·le peut avoir des contraintes dans son activité, la confidentialité par exemple. La structure communique aux autres toutes les informations qu’aucune contrainte ni obligation ne protège.',
      ],
    },
    {
      heading: 'Figurer dans l’annuaire commun',
      words: [
        'La structure autorise l’usage des coordonnées transmises dans le cadre de la Boussole des jeunes pour constituer un annuaire national commun, communiqué uniquement aux professionnels partenaires.',
      ],
    },
    {
      heading: 'Faire connaître la Boussole des jeunes',
      words: [
        'Les partenaires sont ambassadeurs de la Boussole des jeunes. La structure participe à sa promotion par ses canaux habituels (réseaux sociaux, flyers, site internet…), auprès de ses publics et de ses partenaires.',
      ],
    },
    {
      heading: 'Être présente sur l’extranet',
      words: [
        'La structure décrit dans l’extranet son rôle et sa compétence, de façon concise et simple, selon la ligne éditoriale de l’animation territoriale.',
        'Avec l’aide de l’animation, elle renseigne son offre de service, les critères qui permettent de la mobiliser et le délai dans lequel elle s’engage à répondre. Elle indique pour chaque offre une adresse mail de contact : la Boussole y fait parvenir à la ou au référent·e le récapitulatif de la demande et la situation de la ou du jeune qui a laissé ses coordonnées.',
        'Elle tient à jour ses offres et ses contacts, par exemple en cas de changement d’équipe ou de congés, et signale à l’animation les dysfonctionnements rencontrés.',
      ],
    },
  ],
  animation: [
    {
      heading: 'Animer, accompagner et former le réseau de partenaires',
      words: [
        'L’animation territoriale informe et assiste tous les professionnels partenaires, par téléphone, mail, visio ou sur rendez-vous. Elle donne aux référent·es Boussole leurs accès à l’extranet.',
        'Elle anime le réseau par des groupes de travail, et organise des formations selon les retours des partenaires : par exemple, bien rédiger son offre, ou faire connaître la Boussole.',
      ],
    },
    {
      heading: 'Créer une identité commune des partenaires',
      words: [
        'Elle veille au respect de la ligne éditoriale définie sur son territoire, et participe à la construction d’outils d’information avec les partenaires.',
      ],
    },
    {
      heading: 'Développer le réseau de partenaires',
      words: [
        'Elle exerce une veille et recherche de nouveaux partenaires, pour développer les offres proposées et rendre la Boussole attractive pour les jeunes comme pour les professionnels. Elle peut pour cela étendre la Boussole à de nouveaux territoires ou à de nouveaux thèmes.',
      ],
    },
    {
      heading: 'Communiquer, et recueillir le retour des jeunes',
      words: [
        'Elle fait connaître la Boussole auprès des jeunes et des partenaires, y compris lors d’évènements thématiques, et recueille ce que les jeunes en disent.',
      ],
    },
    {
      heading: 'Assurer le suivi et la liaison entre les échelons',
      words: [
        'Elle réalise et diffuse les comptes rendus des temps de rencontre et les bilans des actions menées. Elle assure leur suivi, et la liaison entre les échelons local, régional et national.',
      ],
    },
  ],
  closing: [
    'L’adhésion à cette charte engage ses signataires sans contrepartie financière, pour un an, renouvelable par tacite reconduction.',
    'Chaque signataire peut y mettre fin au terme de l’année en cours, en le disant avant le dernier jour, ou à tout moment avec un préavis de 30 jours. Les demandes déjà reçues sont suivies jusqu’au bout.',
  ],
}

/** The texts of the charter, the newest first. */
export const charterTexts: readonly CharterText[] = [november2026]

/** The text that is proposed on a day, where that is. */
export const charterTextOn = (day: Temporal.PlainDate): CharterText =>
  charterTexts.find(({ fromDay }) => fromDay <= day.toString()) ?? november2026

/** The text of a version; undefined for one that was signed on paper, of which nothing is kept here. */
export const charterTextOf = (version: string): CharterText | undefined =>
  charterTexts.find((text) => text.version === version)

/** How a charter signed on paper is called: by the year of its signatures. Its text is its scan. */
export const paperVersionOf = (signedOn: Temporal.PlainDate): string => `${signedOn.year} (papier)`

/** Is there a newer text of the charter on a day than the one that was signed? One on paper was when the year of its signatures is older. */
export const hasNewerText = (version: string, day: Temporal.PlainDate): boolean => {
  const text = charterTextOn(day)
  const isKept = charterTextOf(version) !== undefined
  return isKept ? text.version !== version : version.slice(0, 4) < text.fromDay.slice(0, 4)
}

/** All the words of a text, one paragraph a line, as they are shown and hashed. */
export const charterWords = ({ version, title, preamble, partner, animation, closing }: CharterText): string =>
  [
    `${title} (${version})`,
    ...preamble,
    ...[...partner, ...animation].flatMap(({ heading, words }) => [heading, ...words]),
    ...closing,
  ].join('\n')
