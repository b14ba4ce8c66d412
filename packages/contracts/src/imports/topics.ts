/** One of our needs, by the codes of its theme and of itself. */
export interface NeedNamed {
  readonly theme: string
  readonly need: string
}

const of = (theme: string, need: string): NeedNamed => ({ theme, need })

/**
 * Which of our needs a topic (thématique) of data.inclusion v1 is, where nothing else was said: one line for each that
 * fits one of them. A topic that is not here stands for none, until the animation says so.
 */
const usualTopics: Readonly<Record<string, NeedNamed>> = {
  'choisir-un-metier--confirmer-son-choix-de-metier': of('formation', 'trouver-ma-voie'),
  'choisir-un-metier--connaitre-les-opportunites-demploi': of('formation', 'trouver-ma-voie'),
  'choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite': of('formation', 'trouver-ma-voie'),
  'choisir-un-metier--identifier-ses-points-forts-et-ses-competences': of('formation', 'trouver-ma-voie'),
  'logement-hebergement--changer-de-logement': of('logement', 'trouver-un-logement'),
  'logement-hebergement--louer-un-logement': of('logement', 'trouver-un-logement'),
  'logement-hebergement--sinformer-sur-les-demarches-liees-a-lacces-au-logement': of('logement', 'trouver-un-logement'),
  'logement-hebergement--rechercher-une-solution-dhebergement-temporaire': of('logement', 'urgence'),
  'logement-hebergement--reduire-les-impayes-de-loyer': of('logement', 'aides-au-logement'),
  'logement-hebergement--se-maintenir-dans-le-logement': of('logement', 'droits-du-locataire'),
  'mobilite--acceder-a-un-vehicule': of('mobilite', 'deux-roues'),
  'mobilite--entretenir-reparer-son-vehicule': of('mobilite', 'deux-roues'),
  'mobilite--mobilite-douce-partagee-collective': of('mobilite', 'deux-roues'),
  'mobilite--financer-ma-mobilite': of('mobilite', 'aides-au-transport'),
  'mobilite--preparer-un-permis': of('mobilite', 'permis'),
  'souvrir-a-linternational--connaitre-les-opportunites-demploi-a-letranger': of('mobilite', 'partir-ailleurs'),
  'souvrir-a-linternational--sinformer-sur-les-aides-pour-travailler-a-letranger': of('mobilite', 'partir-ailleurs'),
  'souvrir-a-linternational--sorganiser-suite-a-son-retour-en-france': of('mobilite', 'partir-ailleurs'),
  'preparer-sa-candidature--developper-son-reseau': of('emploi', 'preparer-ma-candidature'),
  'preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi': of('emploi', 'preparer-ma-candidature'),
  'preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation': of('emploi', 'preparer-ma-candidature'),
  'preparer-sa-candidature--valoriser-ses-competences': of('emploi', 'preparer-ma-candidature'),
  'trouver-un-emploi--convaincre-un-recruteur-en-entretien': of('emploi', 'preparer-ma-candidature'),
  'trouver-un-emploi--faire-des-candidatures-spontanees': of('emploi', 'trouver-un-emploi'),
  'trouver-un-emploi--maintien-dans-lemploi': of('emploi', 'mes-droits-au-travail'),
  'trouver-un-emploi--repondre-a-des-offres-demploi': of('emploi', 'trouver-un-emploi'),
  'trouver-un-emploi--suivre-ses-candidatures-et-relancer-les-employeurs': of('emploi', 'trouver-un-emploi'),
  'remobilisation--bien-etre-confiance-en-soi': of('sante', 'parler-a-quelqu-un'),
  'remobilisation--benevolat-action-citoyenne': of('formation', 'm-engager'),
  'sante--acces-aux-soins': of('sante', 'voir-un-medecin'),
  'sante--addictions': of('sante', 'consommations'),
  'sante--sante-mentale': of('sante', 'parler-a-quelqu-un'),
  'sante--sante-sexuelle': of('sante', 'vie-amoureuse'),
  'se-former--monter-son-dossier-de-formation': of('formation', 'financer-ma-formation'),
  'se-former--trouver-sa-formation': of('formation', 'reprendre-mes-etudes'),
}

/** For each topic our need, or null for none. */
export type TopicTable = ReadonlyMap<string, NeedNamed | null>

/** The need a topic stands for: as this territory said, else as usual. */
export const needOfTopic = (topic: string, said: TopicTable): NeedNamed | null => {
  const own = said.get(topic)
  if (own !== undefined) return own
  return Object.hasOwn(usualTopics, topic) ? (usualTopics[topic] ?? null) : null
}

/** The topics of data.inclusion v1 that stand for a need of ours, for the way out. */
export const topicsOfNeed = ({ theme, need }: NeedNamed, said: TopicTable): readonly string[] =>
  [...new Set([...Object.keys(usualTopics), ...said.keys()])].filter((topic) => {
    const own = needOfTopic(topic, said)
    return own !== null && own.theme === theme && own.need === need
  })
