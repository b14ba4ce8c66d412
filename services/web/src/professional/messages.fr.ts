import { fr } from '@boussole/mail'
import { siteFr } from '../site/messages.fr.ts'
import type { SiteMessages } from '../site/messages.fr.ts'

/** What every page of professionals may say: as the young people's, in the formal way. */
export const professionalSite: SiteMessages = {
  ...siteFr,
  description: 'Les demandes des jeunes, et ce que votre structure leur a promis.',
  home: 'Boussole, mises en relation',
  formExpired: fr`Cette page était ouverte depuis longtemps, ou dans un autre navigateur. Rien n’est perdu : envoyez de nouveau.`,
  cookiesRefused: {
    title: 'Votre navigateur refuse les cookies',
    lead: fr`Sans eux, la Boussole ne peut pas vous garder connecté·e d’une page à l’autre.`,
    points: [
      'Ici, les cookies gardent seulement votre session. Ni publicité, ni mesure d’audience.',
      fr`Dans les réglages de votre navigateur, cherchez « cookies », et autorisez-les pour ce site.`,
    ],
    retry: 'C’est fait, réessayer',
  },
  failures: {
    ...siteFr.failures,
    404: {
      title: 'Cette page n’existe pas',
      words: fr`Le lien est peut-être incomplet, ou cette mise en relation n’est pas de votre périmètre.`,
    },
    429: {
      title: 'Trop d’essais à la fois',
      words:
        'Beaucoup de pages ou de connexions ont été demandées depuis cette adresse. Attendez cinq minutes, puis rechargez la page.',
    },
    503: {
      title: 'La Boussole est très demandée',
      words: 'Nous n’avons pas pu vous répondre à l’instant. Réessayez dans quelques secondes.',
    },
    400: {
      title: 'Cette adresse est illisible',
      words: 'Le lien contient des caractères qui ne passent pas. Repartez de vos mises en relation.',
    },
    413: {
      title: 'C’est trop long',
      words: 'Ce qui a été envoyé est trop long pour nous. Revenez en arrière et raccourcissez votre texte.',
    },
    500: {
      title: 'Un problème de notre côté',
      words: fr`Ce n’est pas de votre fait. Réessayez un peu plus tard ; si cela recommence, donnez cette référence à l’animation territoriale.`,
    },
  },
  startAgain: 'Revenir aux mises en relation',
}

/** The frame and the sign-in. */
export const professionalFr = {
  sections: { label: 'Rubriques', referrals: 'Mises en relation', animation: 'Animation' },
  signOut: 'Se déconnecter',
  youngPeople: 'Site des jeunes',
  signIn: {
    title: 'Connexion',
    heading: 'Espace des professionnels',
    lead: fr`Répondez aux jeunes qui ont choisi vos offres, dans le délai que vous avez promis.`,
    email: 'Votre adresse mail',
    password: 'Votre mot de passe',
    send: 'Se connecter',
    forgotten: fr`Mot de passe oublié ? L’animation territoriale peut vous aider.`,
    over: 'Votre session est terminée. Connectez-vous de nouveau : vous reviendrez à la page demandée.',
  },
  signedOut: {
    title: 'Se déconnecter',
    heading: fr`Vous partez ?`,
    words: 'Cet appareil ne gardera rien de vos mises en relation.',
    send: 'Se déconnecter',
    stay: 'Rester connecté·e',
  },
} as const
