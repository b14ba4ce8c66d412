import type { RefusalCode } from '@boussole/domain'

/** How a refusal is told over HTTP: its status, what it is, and what the person can do now. */
export interface RefusalAnswer {
  readonly status: number
  readonly title: string
  readonly detail: string
}

/**
 * What every refusal says: 404 what does not exist or is somebody else's, 401 who must sign in, 403 who may not, 409
 * what another act made impossible, 422 what can be put right in what was sent. Young people are told `tu`,
 * professionals `vous`; a refusal that both may meet takes sides with neither.
 */
export const refusalAnswers: Readonly<Record<RefusalCode, RefusalAnswer>> = {
  'not-found': {
    status: 404,
    title: 'Introuvable',
    detail:
      'Rien n’existe à cette adresse, ou bien l’accès n’est plus possible. Vérifier le lien, ou repartir de l’accueil.',
  },
  'commune-unknown': {
    status: 422,
    title: 'Commune inconnue',
    detail:
      'Cette commune n’existe pas ou plus. Cherche-la par son nom ou son code postal, puis choisis-la dans la liste.',
  },
  'territory-closed': {
    status: 422,
    title: 'Pas encore ouvert ici',
    detail:
      'La Boussole n’est pas encore ouverte dans cette commune. L’Info Jeunes le plus proche de chez toi peut déjà t’aider.',
  },
  'theme-not-open-here': {
    status: 422,
    title: 'Thème absent ici',
    detail:
      'Ce thème n’est pas proposé dans ta commune. Choisis un des thèmes affichés, ou contacte l’Info Jeunes près de chez toi.',
  },
  'need-unknown': {
    status: 422,
    title: 'Besoin inconnu',
    detail: 'Ce besoin n’existe pas dans ce thème. Choisis un des besoins affichés, ou continue sans en choisir.',
  },
  'answer-unknown': {
    status: 422,
    title: 'Réponse inconnue',
    detail:
      'Une des réponses n’existe pas dans ce questionnaire, qui a peut-être changé. Recharge la page et réponds de nouveau.',
  },
  'one-answer-only': {
    status: 422,
    title: 'Une seule réponse',
    detail: 'Une des questions n’accepte qu’une réponse, et en a reçu plusieurs. Garde celle qui te ressemble le plus.',
  },
  'under-age': {
    status: 422,
    title: 'Pas avant 15 ans',
    detail:
      'La Boussole transmet des demandes à partir de 15 ans. Avant, c’est avec toi et un parent que ça se passe : ' +
      'appelle ou va voir l’Info Jeunes près de chez toi, c’est gratuit.',
  },
  'over-age': {
    status: 422,
    title: 'La Boussole s’arrête à 35 ans',
    detail: 'La Boussole s’adresse aux jeunes. L’Info Jeunes près de chez toi te dira quel service peut t’aider.',
  },
  'asked-too-often': {
    status: 429,
    title: 'Trop de demandes avec cette adresse',
    detail:
      'Beaucoup de demandes viennent d’être faites avec cette adresse mail. Attends une heure, ou laisse un numéro de téléphone à la place.',
  },
  'contact-missing': {
    status: 422,
    title: 'Comment te joindre ?',
    detail: 'Donne une adresse mail ou un numéro de téléphone : un des deux suffit.',
  },
  'offer-withdrawn': {
    status: 409,
    title: 'Offre retirée',
    detail:
      'Cette offre n’est plus proposée. Rien n’a été envoyé : il reste à en choisir une autre dans la liste à jour.',
  },
  'offer-not-matching': {
    status: 422,
    title: 'Offre qui ne correspond pas',
    detail:
      'Cette offre ne correspond pas à la situation décrite. Rien n’a été envoyé : il reste à en choisir une autre dans la liste.',
  },
  'offer-changed': {
    status: 409,
    title: 'Délai modifié',
    detail:
      'La structure vient d’allonger son délai de réponse. Rien n’a été envoyé : regarde le nouveau délai, puis confirme ou choisis une autre offre.',
  },
  'offer-unavailable': {
    status: 409,
    title: 'Offre indisponible',
    detail:
      'Cette offre ne peut plus recevoir de demande en ce moment. Rien n’a été envoyé : il reste à en choisir une autre.',
  },
  'same-partner-twice': {
    status: 422,
    title: 'Deux fois la même structure',
    detail: 'Deux des offres choisies viennent de la même structure : garde celle qui te convient le mieux.',
  },
  'no-offer-matches': {
    status: 409,
    title: 'Aucune offre disponible',
    detail:
      'Aucune structure ne peut répondre à cette demande aujourd’hui. L’Info Jeunes près de chez toi va chercher avec toi.',
  },
  'idempotency-key-reused': {
    status: 409,
    title: 'Clé déjà utilisée',
    detail:
      'Cette clé a déjà servi pour une demande différente. Une nouvelle demande prend une nouvelle clé (Idempotency-Key).',
  },
  'window-over': {
    status: 409,
    title: 'Délai dépassé',
    detail:
      'Le délai promis est dépassé : la demande est suivie autrement. Un contact pris malgré tout peut encore être noté ; l’animation territoriale le verra.',
  },
  'already-answered': {
    status: 409,
    title: 'Déjà répondu',
    detail: 'Quelqu’un a déjà répondu à cette demande. Rechargez-la pour voir où elle en est.',
  },
  'notes-too-many': {
    status: 409,
    title: 'Trop de notes',
    detail: 'Votre équipe a déjà écrit 200 notes sur cette demande : elle n’en prend plus. Le reste se fait sans note.',
  },
  'already-ended': {
    status: 409,
    title: 'Déjà terminé',
    detail: 'Cette mise en relation est déjà terminée. Recharger la page montre où en est la demande.',
  },
  'in-animators-hands': {
    status: 409,
    title: 'Demande suivie par l’animation',
    detail:
      'Cette demande est maintenant entre les mains de l’animation territoriale : elle la réoriente, la termine ou l’annule.',
  },
  'not-contacted-yet': {
    status: 409,
    title: 'Pas encore de contact',
    detail: 'Notez d’abord un contact ou une tentative, puis terminez la mise en relation.',
  },
  'contact-time-impossible': {
    status: 422,
    title: 'Moment impossible',
    detail:
      'Le contact ne peut pas être noté avant l’arrivée de la demande ni dans le futur. Corrigez la date et l’heure.',
  },
  'too-few-attempts': {
    status: 409,
    title: 'Pas assez de tentatives',
    detail:
      'Une personne est dite injoignable après trois tentatives notées, chacune deux heures au moins après la précédente. Notez celles qui manquent, ou choisissez une autre issue.',
  },
  'absence-impossible': {
    status: 422,
    title: 'Dates impossibles',
    detail:
      'Une absence finit aujourd’hui ou plus tard, pas avant son premier jour, et au plus tard dans un an. Corrigez les dates.',
  },
  'absence-overlaps': {
    status: 409,
    title: 'Absence déjà prévue',
    detail:
      'Une autre absence de cette personne est déjà prévue sur une partie de ces jours. Changez les dates, ou la fin de l’autre absence.',
  },
  'absence-over': {
    status: 409,
    title: 'Absence passée ou annulée',
    detail: 'Cette absence est terminée, ou vient d’être annulée. Revenez à la page de l’équipe, qui est à jour.',
  },
  'deputy-unsuitable': {
    status: 422,
    title: 'Suppléance impossible',
    detail: 'La personne suppléante est une autre personne de la même structure. Choisissez-la dans la liste à jour.',
  },
  'answers-for-unsuitable': {
    status: 422,
    title: 'Thème ou secteur hors du territoire',
    detail: 'Un des thèmes ou secteurs choisis n’est pas de ce territoire. Choisissez-les dans la liste à jour.',
  },
  'successor-missing': {
    status: 409,
    title: 'Personne pour prendre la suite',
    detail:
      'Choisissez, dans la liste à jour, la personne de la structure qui prend la suite : elle doit être présente aujourd’hui.',
  },
  'partner-siret-taken': {
    status: 409,
    title: 'SIRET déjà utilisé',
    detail: 'Ce SIRET est celui d’une autre structure. Cherchez-la dans la liste, ou vérifiez le numéro.',
  },
  'partner-looks-alike': {
    status: 409,
    title: 'Structure qui ressemble à une autre',
    detail:
      'Une structure du territoire a le même nom dans la même commune, ou la même adresse mail. Confirmez qu’il s’agit d’une autre.',
  },
  'partner-is-closed': {
    status: 409,
    title: 'Structure fermée',
    detail: 'Cette structure est fermée : rien n’y change plus.',
  },
  'colleague-unavailable': {
    status: 409,
    title: 'Collègue indisponible',
    detail:
      'Cette personne est absente, ou ne répond plus pour votre structure. Choisissez quelqu’un d’autre dans la liste à jour.',
  },
  'extension-not-later': {
    status: 422,
    title: 'Date trop proche',
    detail: 'La nouvelle date doit être après l’échéance actuelle et après aujourd’hui. Choisissez un jour plus tard.',
  },
  'extension-too-long': {
    status: 422,
    title: 'Date trop lointaine',
    detail: 'Un délai se prolonge de 30 jours au plus à partir d’aujourd’hui. Choisissez un jour plus proche.',
  },
  'redirect-consent-missing': {
    status: 409,
    title: 'Accord nécessaire',
    detail:
      'La personne n’a pas accepté que sa demande soit transmise à une autre structure. Demandez-lui son accord, puis indiquez-le.',
  },
  'partner-already-asked': {
    status: 409,
    title: 'Structure déjà sollicitée',
    detail: 'Cette structure a déjà reçu cette demande : il reste à en choisir une autre.',
  },
  'nothing-to-choose': {
    status: 409,
    title: 'Rien à choisir',
    detail: 'Ta demande est déjà suivie par une structure : il n’y a rien à choisir pour le moment.',
  },
  'feedback-already-given': {
    status: 409,
    title: 'Avis déjà donné',
    detail: 'Tu as déjà donné ton avis sur cette mise en relation. Merci !',
  },
  'nothing-to-claim': {
    status: 409,
    title: 'Rien à signaler',
    detail:
      'Aucun contact n’a été noté pour cette mise en relation. La date promise court encore, et la Boussole la surveille.',
  },
  'changed-meanwhile': {
    status: 409,
    title: 'Changé entre-temps',
    detail:
      'Quelqu’un d’autre a agi au même moment et son acte est passé en premier. Recharger la page montre où en est la demande.',
  },
  'accompaniment-too-early': {
    status: 409,
    title: 'Pas encore possible',
    detail:
      'On accompagne à deux après un premier contact, tant que la demande est à votre structure. Notez d’abord le contact.',
  },
  'accompaniment-exists': {
    status: 409,
    title: 'Déjà à deux',
    detail:
      'Une autre structure accompagne déjà, ou attend l’accord de la personne. Mettez-y fin avant d’en proposer une autre.',
  },
  'accompaniment-refused': {
    status: 409,
    title: 'Le ou la jeune a dit non',
    detail:
      'Le ou la jeune a dit non à cette structure pour cette demande. Sa réponse vaut trente jours ; après un second non, la question n’est plus posée. Vous pouvez proposer une autre structure.',
  },
  'accompaniment-too-often': {
    status: 409,
    title: 'Trop de propositions',
    detail:
      'Un accompagnement à deux a déjà été proposé dix fois pour cette demande. Appelez plutôt l’autre structure, ou l’animation du territoire.',
  },
  'accompaniment-needs-word': {
    status: 422,
    title: 'Accord à recueillir de vive voix',
    detail: 'Cette personne n’a pas laissé d’adresse mail : demandez-lui son accord, puis indiquez-le.',
  },
  'accompaniment-over': {
    status: 409,
    title: 'Accompagnement terminé',
    detail: 'Cet accompagnement à deux est terminé. Recharger la page montre qui suit la demande.',
  },
  'companion-unsuitable': {
    status: 422,
    title: 'Cette personne ne peut pas accompagner',
    detail:
      'Choisissez une personne d’une autre structure partenaire du territoire, sous charte et présente dans son équipe.',
  },
  'pathway-referent-unknown': {
    status: 422,
    title: 'Qui est référent·e de parcours ?',
    detail: 'Choisissez l’une des personnes des deux structures.',
  },
  'offer-edited-meanwhile': {
    status: 409,
    title: 'Modifiée entre-temps',
    detail:
      'Quelqu’un d’autre a modifié cette offre pendant que vous écriviez. Rien de ce que vous avez écrit n’est perdu : comparez, puis envoyez de nouveau.',
  },
  'offer-unsuitable': {
    status: 422,
    title: 'Besoin, réponse ou zone inconnue',
    detail:
      'Un besoin, une réponse du questionnaire ou une zone n’existe pas ici, ou plus. Vérifiez les choix, puis envoyez de nouveau.',
  },
  'offer-incomplete': {
    status: 422,
    title: 'Offre incomplète',
    detail: 'Il manque encore quelque chose à cette offre : sa page dit quoi. Complétez-la, puis proposez-la.',
  },
  'offer-over': {
    status: 409,
    title: 'Offre retirée',
    detail: 'Cette offre a été retirée : elle ne change plus. Dupliquez-la pour en refaire une.',
  },
  'offer-not-online': {
    status: 409,
    title: 'Offre pas encore en ligne',
    detail:
      'Cette offre n’a pas encore été acceptée par l’animation : il n’y a encore rien à mettre en pause ni à confirmer.',
  },
  'nothing-to-propose': {
    status: 409,
    title: 'Rien à proposer',
    detail: 'Il n’y a pas de brouillon à proposer : quelqu’un l’a peut-être déjà envoyé à la relecture.',
  },
  'nothing-to-review': {
    status: 409,
    title: 'Rien à relire',
    detail: 'Cette proposition a déjà été relue, ou remplacée par une autre. Rechargez la page.',
  },
  'referents-unsuitable': {
    status: 422,
    title: 'Référent·e inconnu·e',
    detail: 'Une des personnes choisies n’est pas, ou plus, de cette structure. Choisissez dans la liste à jour.',
  },
  'contact-tested-recently': {
    status: 429,
    title: 'Test déjà envoyé',
    detail:
      'Un mail de test vient de partir à cette adresse, ou vous en avez demandé beaucoup. Attendez dix minutes avant d’en demander un autre.',
  },
  'contact-link-over': {
    status: 409,
    title: 'Lien terminé',
    detail: 'Ce lien a déjà servi, est trop ancien, ou l’adresse de l’offre a changé depuis.',
  },
  'contact-in-doubt': {
    status: 409,
    title: 'Adresse de contact en doute',
    detail:
      'Un mail à l’adresse de contact de cette offre est revenu. Changez l’adresse dans les réglages, ou prouvez-la par un mail de test, puis confirmez l’offre.',
  },
  'offer-suspended': {
    status: 409,
    title: 'Offre suspendue',
    detail: 'Cette offre est suspendue faute de confirmation. Confirmez d’abord que tout est encore juste.',
  },
  'offer-held': {
    status: 409,
    title: 'Offre en pause',
    detail:
      'Cette offre est en pause après un troisième délai dépassé. L’animation du territoire la remet en ligne après en avoir parlé avec vous.',
  },
  'criteria-gone': {
    status: 409,
    title: 'Critères à revoir',
    detail:
      'Les réponses que cette offre accepte ne sont plus dans le questionnaire : les jeunes qu’elle attend ne la trouveraient pas. Modifiez ses critères et faites-la relire, puis reprenez-la.',
  },
  'offer-not-held': {
    status: 409,
    title: 'Déjà reprise',
    detail: 'Cette offre n’est plus en pause par l’entretien de l’annuaire. Rechargez la page.',
  },
  'run-undone': {
    status: 409,
    title: 'Passage déjà annulé',
    detail: 'Ce passage de l’entretien a déjà été annulé. Rechargez la page pour voir ce qui a été rétabli.',
  },
  'directory-needs-agreement': {
    status: 403,
    title: 'Annuaire réservé',
    detail:
      'L’annuaire est réservé à l’animation et aux structures dont la convention est en vigueur. L’animation territoriale peut vous aider à la signer ou à la renouveler.',
  },
  'charter-open': {
    status: 409,
    title: 'Charte déjà proposée',
    detail: 'Une charte attend déjà ses signatures pour cette structure. Terminez-la, ou retirez-la d’abord.',
  },
  'charter-moved-on': {
    status: 409,
    title: 'Charte déjà avancée',
    detail: 'Cette charte n’en est plus là : elle a été signée ou retirée entre-temps. Rechargez la page.',
  },
  'charter-link-over': {
    status: 409,
    title: 'Lien terminé',
    detail:
      'Ce lien a déjà servi, a été remplacé, ou est trop ancien. L’animation territoriale peut en envoyer un autre.',
  },
  'signed-on-wrong': {
    status: 422,
    title: 'Date impossible',
    detail:
      'Une charte enregistrée est signée aujourd’hui ou dans les cinq dernières années, et pas avant la dernière charte de la structure ni la fin déclarée depuis.',
  },
  'scan-not-pdf': {
    status: 422,
    title: 'Fichier non lisible',
    detail: 'Ce fichier n’est pas un PDF complet. Numérisez la charte en PDF, puis choisissez-la de nouveau.',
  },
  'scan-too-large': {
    status: 413,
    title: 'Fichier trop lourd',
    detail: 'Une charte numérisée pèse 10 Mo au plus. Numérisez-la avec une qualité plus basse.',
  },
  'too-many-at-once': {
    status: 409,
    title: 'Trop de demandes à la fois',
    detail:
      'Plus de 2 000 demandes sont à confier à d’autres : c’est trop pour un seul acte. Terminez-en ou réorientez-en d’abord.',
  },
  'scan-sent-already': {
    status: 409,
    title: 'Charte déjà enregistrée',
    detail:
      'Ce formulaire a déjà servi à enregistrer une autre charte. Ouvrez de nouveau la page depuis la convention, puis recommencez.',
  },
  'ending-stands': {
    status: 409,
    title: 'Fin maintenue',
    detail: 'Cette fin ne peut pas, ou plus, être annulée : elle a pris effet, ou une autre charte la suit.',
  },
  'agreement-cannot-end': {
    status: 409,
    title: 'Fin impossible',
    detail: 'Cette fin n’est pas ou plus possible : la convention se termine déjà, ou se reconduit aujourd’hui.',
  },
  'meeting-over': {
    status: 409,
    title: 'Rencontre passée',
    detail: 'Cette rencontre est passée ou annulée : elle ne change plus.',
  },
  'meeting-in-the-past': {
    status: 422,
    title: 'Date à corriger',
    detail: 'Une rencontre commence plus tard que maintenant, dans l’année, et se termine après avoir commencé.',
  },
  'nobody-invited': {
    status: 422,
    title: 'Personne à qui écrire',
    detail: 'Ce choix ne réunit aucun·e référent·e. Choisissez plus large, ou invitez d’abord des référent·es.',
  },
  'minutes-too-early': {
    status: 409,
    title: 'Rencontre à venir',
    detail: 'Présences et compte rendu s’écrivent une fois la rencontre commencée.',
  },
  'minutes-sent': {
    status: 409,
    title: 'Compte rendu déjà envoyé',
    detail: 'Le compte rendu est parti aux membres : il ne change plus.',
  },
  'minutes-missing': {
    status: 409,
    title: 'Compte rendu à écrire',
    detail: 'Écrivez et enregistrez le compte rendu avant de l’envoyer.',
  },
  'network-mailed-recently': {
    status: 429,
    title: 'Envoi trop rapproché',
    detail: 'Un courrier est parti au réseau de ce territoire il y a moins d’une heure. Attendez avant le suivant.',
  },
  'network-letter-sent': {
    status: 409,
    title: 'Courrier déjà parti',
    detail: 'Ce courrier est déjà parti : il ne change plus et ne part qu’une fois.',
  },
  'credentials-wrong': {
    status: 401,
    title: 'Connexion refusée',
    detail: 'L’adresse ou le mot de passe n’est pas le bon. Vérifiez-les et réessayez.',
  },
  'link-over': {
    status: 409,
    title: 'Lien terminé',
    detail: 'Ce lien a déjà servi, ou ses dix minutes sont passées. Demandez-en un nouveau.',
  },
  'code-missing': {
    status: 401,
    title: 'Code demandé',
    detail: 'Ce compte demande aussi un code à usage unique. Renvoyez avec le code que montre votre application.',
  },
  'code-wrong': {
    status: 401,
    title: 'Code refusé',
    detail:
      'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant dans votre application, ou prenez un code de secours.',
  },
  'codes-locked': {
    status: 429,
    title: 'Trop de codes essayés',
    detail: 'Trop de codes faux ont été essayés. Attendez un quart d’heure, puis recommencez.',
  },
  'import-too-large': {
    status: 413,
    title: 'Fichier trop lourd',
    detail: 'Un fichier pèse 25 Mo au plus. Coupez-le en plusieurs, puis envoyez-les l’un après l’autre.',
  },
  'import-no-text': {
    status: 422,
    title: 'Format non lu',
    detail:
      'Ce fichier n’est ni un CSV ni un JSON. Dans votre tableur : « Enregistrer sous », puis « CSV », et envoyez ce fichier-là.',
  },
  'import-no-lines': {
    status: 422,
    title: 'Aucune ligne',
    detail:
      'Ce fichier ne contient aucune ligne à lire. Il en faut une qui nomme les colonnes, puis une par structure, offre ou personne.',
  },
  'import-columns': {
    status: 422,
    title: 'Colonnes à préciser',
    detail: 'Une colonne nécessaire manque, ou deux colonnes remplissent le même champ.',
  },
  'import-moved-on': {
    status: 409,
    title: 'Import déjà avancé',
    detail: 'Cet import n’en est plus là : rechargez sa page pour voir où il en est.',
  },
  'no-address': {
    status: 409,
    title: 'Pas d’adresse mail',
    detail:
      'Cette personne n’a laissé qu’un numéro de téléphone : aucun lien ne peut lui être envoyé. Remettez-lui une copie, ou effacez.',
  },
  'already-invited': {
    status: 409,
    title: 'Déjà invité·e',
    detail: 'Une invitation attend déjà à cette adresse pour cette structure. Vous pouvez la renvoyer depuis la liste.',
  },
  'already-invited-to-watch': {
    status: 409,
    title: 'Déjà invité·e',
    detail:
      'Une invitation de votre part attend déjà à cette adresse. Vous pouvez la renvoyer depuis la liste, ou l’annuler pour en changer.',
  },
  'address-taken': {
    status: 409,
    title: 'Adresse déjà prise',
    detail: 'Cette adresse ouvre déjà un autre compte. Demandez à la personne une adresse qui n’est qu’à elle.',
  },
  'same-address': {
    status: 409,
    title: 'Même adresse',
    detail:
      'C’est l’adresse dont les mails reviennent. Si elle fonctionne de nouveau, dites-le plutôt : le lien est sous ce formulaire.',
  },
  'other-role': {
    status: 409,
    title: 'Un autre rôle à cette adresse',
    detail:
      'Cette adresse ouvre déjà un compte avec un autre rôle, et un compte n’en a qu’un. Il faut une autre adresse, ou retirer d’abord l’autre rôle.',
  },
  'own-national-role': {
    status: 409,
    title: 'Votre propre rôle',
    detail:
      'Personne ne se retire soi-même le niveau national : une autre personne de l’animation nationale peut le faire.',
  },
  'invitation-over': {
    status: 409,
    title: 'Invitation terminée',
    detail:
      'Cette invitation a déjà servi, a été annulée ou est trop ancienne. L’animation territoriale peut en envoyer une autre.',
  },
  'theme-without-questionnaire': {
    status: 409,
    title: 'Thème sans questionnaire',
    detail: 'Ce thème n’a pas encore de modèle national. Copiez-en un, ou demandez-le à l’animation nationale.',
  },
  'questionnaire-edited-meanwhile': {
    status: 409,
    title: 'Modifié entre-temps',
    detail:
      'Quelqu’un d’autre a modifié ce questionnaire pendant que vous l’écriviez. La page montre son état actuel : reprenez à partir de là.',
  },
  'questionnaire-incomplete': {
    status: 409,
    title: 'Questionnaire incomplet',
    detail: 'Ce questionnaire ne peut pas encore être publié : complétez ce que la page indique.',
  },
  'questionnaire-full': {
    status: 409,
    title: 'Questionnaire trop long',
    detail:
      'Ce questionnaire a déjà le nombre maximal de pages, de questions ou de réponses : retirez-en avant d’ajouter.',
  },
  'nothing-to-publish': {
    status: 409,
    title: 'Rien à publier',
    detail: 'Aucun changement n’attend d’être publié : il l’a peut-être été entre-temps.',
  },
  'answers-in-use': {
    status: 409,
    title: 'Réponses encore utilisées',
    detail:
      'Des offres n’acceptent que des réponses que vous retirez. Pour chacune, choisissez ce qui change ou gardez la réponse.',
  },
  'territory-not-ready': {
    status: 409,
    title: 'Pas encore prêt',
    detail:
      'Un territoire ouvre avec au moins une commune, un thème avec ses questions, et une façon de joindre l’Info Jeunes. Complétez ce que la page indique.',
  },
  'opening-not-later': {
    status: 422,
    title: 'Date déjà passée',
    detail: 'Le jour d’ouverture est au plus tôt demain, dans l’année qui vient.',
  },
  'already-open': {
    status: 409,
    title: 'Déjà ouvert',
    detail: 'Ce territoire est déjà ouvert aux jeunes : son jour d’ouverture ne change plus.',
  },
  'gaps-changed': {
    status: 409,
    title: 'Les manques ont changé',
    detail: 'La liste de ce qui manque a changé depuis l’affichage de la page. Relisez-la, puis confirmez de nouveau.',
  },
  'proof-too-old': {
    status: 403,
    title: 'Connexion à confirmer',
    detail:
      'Une façon d’entrer se change dans les dix minutes qui suivent une connexion. Connectez-vous de nouveau, puis recommencez.',
  },
  'identity-taken': {
    status: 409,
    title: 'Déjà relié',
    detail: 'Cette identité ProConnect ouvre déjà un autre compte. L’animation territoriale peut vous aider.',
  },
  'password-wrong': {
    status: 422,
    title: 'Mot de passe refusé',
    detail:
      'Ce n’est pas votre mot de passe actuel. Vous l’avez oublié ? Déconnectez-vous, revenez par un lien reçu par mail, et choisissez-en un autre.',
  },
  'password-is-address': {
    status: 422,
    title: 'Mot de passe trop simple',
    detail: 'Votre adresse mail ne peut pas être votre mot de passe : c’est ce qu’on essaierait en premier.',
  },
  'session-over': {
    status: 401,
    title: 'Session terminée',
    detail: 'Votre session est terminée. Connectez-vous de nouveau.',
  },
  'not-allowed': {
    status: 403,
    title: 'Non autorisé',
    detail: 'Votre rôle ne permet pas cet acte. L’animation territoriale peut vous aider.',
  },
}
