import type { RequestExport } from '@boussole/db'
import type {
  ActorKind,
  DeclineReason,
  MailName,
  MilestoneKind,
  Outcome,
  ReferralEvent,
  ReferralState,
  UnresolvedCause,
} from '@boussole/domain'
import { fullMomentInWords } from '@boussole/mail'

type Part = keyof RequestExport
/** What a field is called; null: not told here, as the file of raw data tells it. */
type Labels = Readonly<Record<string, string | null>>
type Codes<Code extends string> = Readonly<Record<Code, string>>

/** What a copy of somebody's data says, in one language. */
export interface DataCopyWords {
  readonly title: string
  readonly lead: (moment: string) => string
  readonly raw: string
  readonly none: string
  readonly yes: string
  readonly no: string
  readonly moment: (isoInstant: string, timeZone: string) => string
  readonly parts: Readonly<Record<Part, { readonly title: string; readonly labels: Labels }>>
  readonly codes: {
    readonly language: Codes<'fr' | 'en'>
    readonly prefers: Codes<'email' | 'phone' | 'sms'>
    readonly state: Codes<ReferralState>
    readonly counting: Codes<'calendar' | 'working'>
    readonly declineReason: Codes<DeclineReason>
    readonly outcome: Codes<Outcome>
    readonly unresolvedCause: Codes<UnresolvedCause>
    readonly by: Codes<ActorKind>
    readonly kind: Codes<ReferralEvent['kind'] | 'contact-corrected' | 'erased'>
    readonly milestone: Codes<MilestoneKind>
    readonly consent: Codes<'spoken' | 'own-choice'>
    readonly name: Codes<MailName>
    readonly recipient: Codes<'young-person' | 'offer-contact' | 'referent' | 'user' | 'invited'>
  }
}

/** In French. */
export const dataCopyFr: DataCopyWords = {
  title: 'Copie des données d’une demande',
  lead: (moment) => `Tout ce que la Boussole garde sur cette demande, le ${moment}.`,
  raw: 'Les mêmes données existent dans un fichier pour un autre logiciel (JSON), avec leurs identifiants techniques.',
  none: 'Rien.',
  yes: 'oui',
  no: 'non',
  moment: fullMomentInWords,
  parts: {
    request: {
      title: 'La demande',
      labels: {
        firstName: 'Prénom',
        email: 'Adresse mail',
        phone: 'Téléphone',
        prefers: 'Préfère être joint·e',
        moments: 'Moments qui conviennent',
        message: 'Message',
        age: 'Âge',
        commune: 'Commune',
        territory: 'Territoire',
        theme: 'Thème',
        need: 'Besoin',
        questionnaire: 'Réponses au questionnaire',
        consentRedirect: 'Accepte que la demande passe à une autre structure',
        consentTextVersion: 'Version du texte accepté',
        language: 'Langue',
        submittedAt: 'Envoyée le',
        lastActAt: 'Dernier geste le',
        endedAt: 'Terminée le',
        erasedAt: 'Effacée le',
        id: null,
        communeCode: null,
        answers: null,
      },
    },
    referrals: {
      title: 'Les structures qui ont reçu la demande',
      labels: {
        partner: 'Structure',
        offer: 'Offre de service',
        state: 'Où elle en est',
        sentAt: 'Transmise le',
        windowDays: 'Délai promis, en jours',
        counting: 'Jours comptés',
        dueAt: 'À contacter avant le',
        extensions: 'Nombre de fois où le délai a été prolongé',
        graceUntil: 'Dernier délai le',
        notifiedAt: 'Structure prévenue le',
        unreachableAt: 'Structure injoignable le',
        acceptedAt: 'Prise en charge le',
        contactedAt: 'Contact le',
        attempts: 'Tentatives sans réponse',
        lastAttemptAt: 'Dernière tentative le',
        lateContactAt: 'Contact après le délai le',
        lapsedAt: 'Délai dépassé le',
        lapseBooked: 'Dépassement compté à la structure',
        declineReason: 'Raison du refus',
        outcome: 'Comment cela s’est terminé',
        unresolvedCause: 'Pourquoi l’animation l’a reprise',
        previousReferralId: 'À la place de',
        automatic: 'Transmise par la Boussole elle-même',
        endedAt: 'Terminée le',
        id: null,
        chain: null,
        link: null,
        timeZone: null,
        holidayZone: null,
      },
    },
    journal: {
      title: 'Ce qui s’est passé',
      labels: {
        at: 'Quand',
        kind: 'Quoi',
        milestone: 'Échéance',
        referralId: 'Structure',
        by: 'Par',
        from: 'Avant',
        to: 'Après',
      },
    },
    notes: { title: 'Les notes', labels: { writtenAt: 'Écrite le', referralId: 'Structure', words: 'Note' } },
    feedbacks: {
      title: 'Les avis donnés',
      labels: {
        givenAt: 'Donné le',
        referralId: 'Structure',
        contacted: 'A été contacté·e',
        useful: 'Cela a été utile',
      },
    },
    accompaniments: {
      title: 'L’accompagnement à deux',
      labels: {
        referralId: 'Structure',
        partner: 'Deuxième structure',
        proposedAt: 'Proposé le',
        consent: 'Accord donné',
        beganAt: 'Commencé le',
        endedAt: 'Terminé le',
        endedBy: 'Terminé par',
      },
    },
    mails: {
      title: 'Les mails',
      labels: {
        name: 'Mail',
        to: 'Destinataire',
        referralId: 'Structure',
        createdAt: 'Prévu le',
        sentAt: 'Parti le',
      },
    },
  },
  codes: {
    language: { fr: 'Français', en: 'Anglais' },
    prefers: { email: 'Par mail', phone: 'Par téléphone', sms: 'Par SMS' },
    state: {
      sent: 'En attente de contact',
      accepted: 'Prise en charge',
      contacted: 'Contact noté',
      declined: 'Refusée',
      lapsed: 'Délai dépassé',
      redirected: 'Passée à une autre structure',
      withdrawn: 'Annulée',
      closed: 'Terminée',
      unresolved: 'Reprise par l’animation',
    },
    counting: { calendar: 'Tous les jours', working: 'Jours ouvrés' },
    declineReason: {
      'not-eligible': 'Ne remplit pas les conditions de l’offre',
      'out-of-area': 'N’habite pas le secteur',
      'no-capacity': 'Pas de place',
      'not-our-field': 'Pas le domaine de la structure',
      duplicate: 'Déjà accompagné·e par la structure',
      other: 'Autre raison',
      'partner-closed': 'La structure a fermé',
    },
    outcome: {
      helped: 'Le besoin a une réponse',
      'appointment-given': 'Un rendez-vous est pris',
      'already-accompanied': 'Déjà accompagné·e',
      unreachable: 'Plus joignable',
      'not-interested': 'Ne souhaite pas donner suite',
      'no-solution': 'Pas de solution trouvée',
    },
    unresolvedCause: {
      'nobody-left': 'Aucune autre offre ne convenait',
      'limit-reached': 'Deux autres structures avaient déjà été sollicitées',
      'no-consent': 'Pas d’accord pour passer à une autre structure',
      declined: 'La structure a refusé',
    },
    by: {
      'young-person': 'La personne',
      referent: 'La structure',
      animator: 'L’animation',
      clock: 'La Boussole elle-même',
    },
    kind: {
      sent: 'Demande transmise',
      notified: 'Structure prévenue',
      'notice-came-back': 'Mail à la structure revenu',
      unreachable: 'Structure non prévenue',
      accepted: 'Prise en charge',
      'contact-recorded': 'Contact, ou tentative',
      'handed-over': 'Suivi confié à quelqu’un d’autre de la structure',
      declined: 'Refus',
      closed: 'Fin',
      redirected: 'Passage à une autre structure',
      withdrawn: 'Annulation',
      extended: 'Délai prolongé',
      'milestone-reached': 'Échéance',
      unresolved: 'Reprise par l’animation',
      'owner-changed': 'Passage à quelqu’un d’autre de l’animation',
      noted: 'Note écrite',
      'accompaniment-asked': 'Accompagnement à deux proposé',
      'accompaniment-begun': 'Accompagnement à deux commencé',
      'accompaniment-refused': 'Accompagnement à deux refusé',
      'accompaniment-taken-back': 'Proposition d’accompagner à deux retirée',
      'accompaniment-ended': 'Accompagnement à deux terminé',
      claimed: 'Absence de contact signalée',
      'feedback-given': 'Avis donné',
      'contact-corrected': 'Coordonnées corrigées',
      erased: 'Données effacées',
    },
    milestone: {
      notify: 'Prévenir la structure',
      'remind-1': 'Premier rappel à la structure',
      'remind-2': 'Rappel avant la fin du délai',
      warn: 'Alerte à l’animation, le dernier jour',
      lapse: 'Fin du délai',
      'animator-overdue': 'Alerte à l’animation régionale',
      outcome: 'Rappel pour noter la suite donnée',
      feedback: 'Demande d’avis',
    },
    consent: { spoken: 'De vive voix', 'own-choice': 'Sur la page de suivi' },
    name: {
      receipt: 'Confirmation de la demande',
      'referral-request': 'Annonce de la demande',
      reminder: 'Rappel',
      'lapse-young-person': 'Délai dépassé',
      'lapse-partner': 'Délai dépassé',
      'lapse-animator': 'Délai dépassé',
      'late-accepted-animator': 'Prise en charge sans contact',
      redirection: 'Passage à une autre structure',
      refusal: 'Refus',
      'unresolved-animator': 'Demande à reprendre',
      'overdue-regional': 'Demande en attente',
      'still-looking': 'Recherche en cours',
      closing: 'Fin de la demande',
      extension: 'Délai prolongé',
      'withdrawal-partner': 'Annulation',
      'withdrawal-young-person': 'Annulation',
      outcome: 'Suite à noter',
      'outcome-animator': 'Suite non notée',
      'handed-over': 'Suivi confié à quelqu’un d’autre',
      feedback: 'Demande d’avis',
      'claim-animator': 'Absence de contact signalée',
      'bounce-animator': 'Mail revenu',
      'tracking-link': 'Lien de suivi',
      accompaniment: 'Accompagnement à deux',
    },
    recipient: {
      'young-person': 'La personne',
      'offer-contact': 'Le contact de l’offre',
      referent: 'Un·e référent·e de la structure',
      user: 'L’animation',
      invited: 'Une personne invitée',
    },
  },
}
