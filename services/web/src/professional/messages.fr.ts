import type { EmailFault } from '@boussole/contracts'
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
  account: 'Mon compte',
  signOut: 'Se déconnecter',
  youngPeople: 'Site des jeunes',
  signIn: {
    title: 'Connexion',
    heading: 'Espace des professionnels',
    lead: fr`Répondez aux jeunes qui ont choisi vos offres, dans le délai que vous avez promis.`,
    email: 'Votre adresse mail',
    emailHint: fr`Celle de votre compte : nous y envoyons un lien, sans mot de passe.`,
    sendLink: 'Recevoir un lien par mail',
    otherWays: 'Entrer autrement',
    withPassword: 'Avec mon mot de passe',
    withProConnect: 'Avec ProConnect',
    withLink: 'Recevoir plutôt un lien par mail',
    passwordTitle: 'Connexion par mot de passe',
    passwordHeading: 'Entrer avec un mot de passe',
    password: 'Votre mot de passe',
    send: 'Se connecter',
    forgotten: fr`Mot de passe oublié, ou jamais choisi ? Entrez avec un lien reçu par mail, puis choisissez-en un sur la page de votre compte.`,
    over: fr`Connectez-vous : vous reviendrez à la page demandée.`,
    emailFaults: {
      empty: 'Écrivez votre adresse, comme prenom@exemple.fr.',
      invisible: fr`Cette adresse contient un caractère invisible : écrivez-la à la main.`,
      spaces: 'Une adresse ne contient pas d’espace. Écrivez-la comme prenom@exemple.fr.',
      'no-at': 'Il manque le signe @. Écrivez une adresse comme prenom@exemple.fr.',
      'several-at': 'Il y a plusieurs signes @. Écrivez une seule adresse.',
      'several-addresses': 'Écrivez une seule adresse, sans virgule ni point-virgule.',
      brackets: 'Écrivez seulement l’adresse, sans nom, sans guillemets et sans chevrons.',
      'name-missing': 'Il manque ce qui vient avant le signe @. Écrivez une adresse comme prenom@exemple.fr.',
      'name-too-long': fr`Ce qui vient avant le signe @ est trop long : 64 caractères au maximum.`,
      'too-long': fr`Cette adresse est trop longue : 254 caractères au maximum.`,
      dots: 'Un point ne peut être ni au début, ni à la fin, ni doublé.',
      'letters-unusual': 'Cette adresse contient un caractère que les messageries n’acceptent pas (accent, symbole).',
      'domain-missing': 'Il manque ce qui vient après le signe @, comme exemple.fr.',
      'domain-incomplete': fr`La fin de l’adresse est incomplète : il manque un point et une fin, comme exemple.fr.`,
      'domain-wrong': 'La fin de l’adresse n’est pas valable.',
    } satisfies Record<EmailFault, string>,
  },
  linkSent: {
    title: 'Vérifiez votre boîte mail',
    heading: 'Vérifiez votre boîte mail',
    words: fr`Si un compte existe à cette adresse, un lien de connexion vient de partir. Il sert une fois, pendant dix minutes.`,
    nothing: fr`Rien après quelques minutes ? Regardez dans les courriers indésirables, puis vérifiez l’adresse : c’est celle que connaît l’animation territoriale.`,
    again: 'Demander un autre lien',
  },
  link: {
    title: 'Connexion par lien',
    heading: 'Votre lien de connexion',
    words: 'Un dernier geste : ce bouton vous connecte sur cet appareil.',
    send: 'Me connecter',
    overTitle: 'Lien terminé',
    overHeading: 'Ce lien ne sert plus',
    overWords: fr`Il a déjà servi, ou ses dix minutes sont passées. Nous pouvons en envoyer un nouveau à la même adresse.`,
    renew: 'Recevoir un nouveau lien',
    otherAddress: 'Entrer autrement',
  },
  proConnect: {
    failedTitle: 'ProConnect n’a pas abouti',
    failedHeading: 'ProConnect n’a pas abouti',
    failedWords: fr`La connexion a été interrompue, ou n’a pas pu être vérifiée. Recommencez, ou entrez avec un lien reçu par mail.`,
    otherWay: 'Entrer autrement',
    firstTitle: 'Première fois avec ProConnect',
    firstHeading: 'Première fois avec ProConnect',
    firstWords: fr`Cette identité n’ouvre encore aucun compte ici. Un mail permet de relier les deux.`,
    firstHow: fr`Si un compte existe à l’adresse que ProConnect connaît, nous y envoyons un lien. Ouvrez-le dans ce navigateur : il vous connecte et relie ProConnect, une fois pour toutes.`,
    firstSend: 'Recevoir le lien',
    endTitle: 'Déconnexion',
    endHeading: 'Vous êtes déconnecté·e de la Boussole',
    endWords: fr`Votre session ProConnect est encore ouverte sur cet appareil : d’autres services peuvent s’en servir.`,
    endSend: 'Terminer aussi ProConnect',
    endStay: 'Garder ma session ProConnect',
  },
  code: {
    title: 'Code à usage unique',
    heading: 'Votre code',
    lead: fr`Ouvrez votre application de codes : elle montre six chiffres pour Boussole.`,
    code: 'Le code',
    hint: fr`Téléphone perdu ? Écrivez un de vos codes de secours.`,
    send: 'Entrer',
    back: 'Recommencer la connexion',
  },
  browsers: {
    unknown: 'Navigateur inconnu',
    on: (browser: string, device: string | undefined) => (device === undefined ? browser : `${browser} sur ${device}`),
  },
  signedOut: {
    title: 'Se déconnecter',
    heading: fr`Vous partez ?`,
    words: 'Cet appareil ne gardera rien de vos mises en relation.',
    send: 'Se déconnecter',
    stay: 'Rester connecté·e',
  },
} as const
