import { refusalAnswers } from '@boussole/contracts'
import { fr as french } from '@boussole/mail'
import type { Language } from '@boussole/contracts'

const otherLanguage: { readonly code: Language; readonly name: string } = { code: 'en', name: 'English' }

/** What every page may say, whoever reads it. */
export const siteFr = {
  name: 'Boussole',
  description:
    'Logement, emploi, santé… Trouve près de chez toi qui peut t’aider, et qui s’engage à te contacter à une date promise.',
  skip: 'Aller au contenu',
  navigation: 'Navigation',
  home: 'Accueil de la Boussole',
  otherLanguage,
  track: 'Ma demande',
  back: 'Retour',
  errorPrefix: french`Erreur : `,
  footer: {
    label: 'À propos',
    data: 'Tes données',
    relay: 'Aider un·e jeune à demander',
    words: 'La Boussole est un service public, gratuit, pour les 15-30 ans.',
  },
  kiosk: { words: 'Demande faite avec toi par un Relais Info Jeunes.', end: 'Terminer et tout effacer' },
  summary: (count: number): string =>
    count === 1 ? french`Il y a une chose à corriger :` : french`Il y a ${count} choses à corriger :`,
  formExpired: french`Cette page était ouverte depuis longtemps, ou dans un autre navigateur. Tes réponses sont toujours là : envoie-les de nouveau.`,
  cookiesRefused: {
    title: 'Ton navigateur refuse les cookies',
    lead: french`Sans eux, la Boussole ne peut pas garder tes réponses d’une page à l’autre : ta demande ne peut pas avancer.`,
    points: [
      'Ici, les cookies gardent seulement ta demande en cours, dans ton navigateur. Ni publicité, ni mesure d’audience.',
      french`Ouvre les réglages de ton navigateur, cherche « cookies », et autorise-les pour ce site.`,
      'Ou ouvre la Boussole dans un autre navigateur, ou sur un autre appareil.',
    ],
    retry: 'C’est fait, réessayer',
  },
  optional: '(facultatif)',
  infoJeunes: {
    title: french`Envie d’en parler à quelqu’un ?`,
    words: 'L’Info Jeunes près de chez toi t’aide gratuitement, même sans rendez-vous.',
    anywhere: french`Il y a un lieu Info Jeunes dans presque toutes les villes : on t’y aide gratuitement, même sans rendez-vous.`,
    call: (phone: string): string => `Appeler le ${phone}`,
    write: (email: string): string => `Écrire à ${email}`,
  },
  /** What a page says that cannot be shown, by status. */
  failures: {
    404: {
      title: 'Cette page n’existe pas',
      words: french`Le lien est peut-être incomplet, ou la page a changé d’adresse. Repars de l’accueil : tu trouveras vite.`,
    },
    429: {
      title: 'Trop de pages à la fois',
      words: 'Beaucoup de pages ont été demandées depuis cette connexion. Attends une minute, puis recharge la page.',
    },
    503: {
      title: 'La Boussole est très demandée',
      words: 'Nous n’avons pas pu te répondre à l’instant. Réessaie dans quelques secondes.',
    },
    400: {
      title: 'Cette adresse est illisible',
      words: 'Le lien contient des caractères qui ne passent pas. Repars de l’accueil.',
    },
    413: {
      title: 'C’est trop long',
      words: 'Ce qui a été envoyé est trop long pour nous. Reviens en arrière et raccourcis ton texte.',
    },
    500: {
      title: 'Un problème de notre côté',
      words: french`Ce n’est pas de ta faute. Réessaie un peu plus tard ; si cela recommence, donne cette référence à l’Info Jeunes près de chez toi.`,
    },
  },
  reference: (id: string): string => french`Référence : ${id}`,
  startAgain: 'Repartir de l’accueil',
  /** A sentence of the shapes, as it stands beside a field. */
  faultOf: (sentence: string): string => sentence,
  refusalOf: (code: keyof typeof refusalAnswers): string =>
    code === 'idempotency-key-reused'
      ? french`Cette demande est déjà partie avec d’autres réponses. Ouvre « Ma demande » pour la suivre ou la corriger.`
      : refusalAnswers[code].detail,
}

export type SiteMessages = typeof siteFr
