import { fr, monthInWords, nbsp } from '@boussole/mail'

const shortMonths = ['janv', 'févr', 'mars', 'avr', 'mai', 'juin', 'juil', 'août', 'sept', 'oct', 'nov', 'déc']
const number = new Intl.NumberFormat('fr-FR')

/** What the animation's pages of figures say, and the yearly report. */
export const watchedFiguresFr = {
  back: 'Animation du territoire',
  scope: {
    heading: 'Choisir ce qui est compté',
    territory: 'Territoire',
    allTerritories: 'Tous mes territoires',
    theme: 'Thème',
    allThemes: 'Tous les thèmes',
    send: 'Afficher',
  },
  promise: {
    title: 'Promesse tenue',
    lead: 'Les demandes envoyées aux structures sur la période, et ce qu’elles sont devenues.',
    months: 'Mois par mois',
    monthly: (months: readonly string[]): string =>
      fr`Par mois, contacts dans le délai et délais dépassés : ${months.join(', ')}.`,
    ofMonth: (month: string, kept: number, lapsed: number): string => `${month}, ${kept} et ${lapsed}`,
    legend: fr`Plein : contacts dans le délai. Hachuré : délais dépassés.`,
    legendPrinted: fr`Foncé : contacts dans le délai. Clair : délais dépassés. Sous chaque mois, les deux nombres.`,
    byMonth: { title: 'Le détail par mois', label: 'Mois' },
    times: 'Temps jusqu’au premier contact',
    time: 'Temps',
    within: (hours: number): string => (hours < 48 ? `jusqu’à ${hours}${nbsp}h` : `jusqu’à ${hours / 24}${nbsp}jours`),
    redirections: 'Demandes réorientées et ce qu’elles sont devenues',
    redirected: 'Devenir',
    passedOn: 'Réorientées vers une autre structure',
    passedOnKept: 'dont contactées dans le délai',
    passedOnLapsed: 'dont de nouveau sans réponse',
    byPartner: { title: 'Par structure', label: 'Structure' },
    byTerritory: { title: 'Par territoire', label: 'Territoire' },
    bounded: fr`Seules les 500 plus grandes lignes sont montrées.`,
  },
  monthName: (code: string): string => `${monthInWords(Number(code.slice(5)))} ${code.slice(0, 4)}`,
  monthShort: (code: string): string => shortMonths[Number(code.slice(5)) - 1] ?? '',
  demand: {
    title: 'Besoins et manques',
    lead: fr`Ce que les jeunes demandent, commune par commune, et ce à quoi personne ne répond.`,
    empty: 'Aucune demande ni recherche sur cette période.',
    theme: 'Thème',
    commune: 'Commune',
    place: (name: string, department: string): string => `${name} (${department})`,
    requests: 'Demandes',
    misses: 'Recherches sans résultat',
    unanswered: 'Demandes restées sans solution',
    offers: 'Offres visibles',
    gaps: 'Là où il manque des réponses',
    gapsLead: fr`Recherches sans résultat et demandes restées sans solution, par thème.`,
    all: 'Tous les besoins',
    others: (count: number): string => `Voir les ${count} autres lignes`,
    row: (theme: string, place: string): string => `${theme}, ${place}`,
    noGap: 'Rien n’est resté sans réponse sur cette période.',
    definitions: {
      title: 'Ce que ces chiffres comptent',
      points: [
        'Une demande compte une fois, même si elle part à plusieurs structures, dans la commune où habite le ou la jeune.',
        'Une recherche sans résultat est une fin de questionnaire où aucune offre ne convenait.',
        fr`Une demande restée sans solution est venue à l’animation : aucune autre structure ne pouvait répondre.`,
        'Une offre est visible si elle couvre la commune et qu’elle est en ligne aujourd’hui.',
      ],
    },
  },
  report: {
    title: 'Bilan annuel',
    lead: fr`Un document à imprimer ou à joindre : les chiffres de l’année, avec leurs images et leurs définitions.`,
    year: 'Année',
    underWay: (year: string): string => `${year}, en cours`,
    incomplete: {
      until: (day: string): string => fr`Année en cours : les chiffres vont jusqu’au ${day}.`,
      since: (day: string): string => fr`Année incomplète : le territoire a ouvert le ${day}.`,
      between: (first: string, last: string): string =>
        fr`Année incomplète : le territoire a ouvert le ${first}, et les chiffres vont jusqu’au ${last}.`,
    },
    download: 'Télécharger le bilan en PDF',
    name: (year: number): string => fr`Bilan ${year}`,
    of: (place: string): string => `Boussole des jeunes, ${place}`,
    madeOn: (day: string): string => `Établi le ${day}`,
    page: (here: number, all: number): string => `${here} / ${all}`,
    essential: 'L’essentiel',
    sentence: (received: string, kept: string): string =>
      fr`${received} demandes ont été envoyées aux structures. La promesse a été tenue dans ${kept} des cas décidés.`,
    none: 'Aucune demande n’a été envoyée cette année.',
  },
  number: (value: number): string => number.format(value),
} as const
