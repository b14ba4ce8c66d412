import type { QuestionnaireDifference, QuestionnaireFault } from '@boussole/domain'
import { questionnaireLimits } from '@boussole/domain'
import { fr, momentInWords } from '@boussole/mail'
import { territoriesFr } from '../territories.fr.ts'

const { offersCounted: offers } = territoriesFr

const namesOf = (titles: readonly string[]): string =>
  titles.length > 6 ? fr`${titles.slice(0, 6).join(' ; ')} ; et ${titles.length - 6} autres` : titles.join(' ; ')

const faults: { readonly [Fault in QuestionnaireFault['fault']]: (named: string) => string } = {
  'no-question': () => fr`Il n’y a encore aucune question.`,
  'too-many-pages': () => fr`Il y a plus de ${questionnaireLimits.pages} groupes de questions.`,
  'too-many-questions': () => fr`Il y a plus de ${questionnaireLimits.questions} questions.`,
  'page-empty': (page) => fr`Le groupe « ${page} » n’a aucune question : ajoutez-en une, ou retirez-le.`,
  'page-too-long': (page) => fr`Le groupe « ${page} » a plus de ${questionnaireLimits.questionsOfPage} questions.`,
  'answers-too-few': (question) => fr`La question « ${question} » a moins de deux réponses.`,
  'answers-too-many': (question) => fr`La question « ${question} » a plus de ${questionnaireLimits.answers} réponses.`,
  'asked-twice': (question) => fr`La question « ${question} » est posée deux fois.`,
}

/** What keeps a questionnaire from being published, in a sentence. */
const faultInWords = (fault: QuestionnaireFault): string =>
  faults[fault.fault]('page' in fault ? fault.page : 'question' in fault ? fault.question : '')

/** One difference, in a sentence. */
const differenceInWords = (difference: QuestionnaireDifference): string => {
  switch (difference.what) {
    case 'order':
      return fr`L’ordre change.`
    case 'page-added':
      return fr`Nouveau groupe : « ${difference.page} ».`
    case 'page-removed':
      return fr`Groupe retiré : « ${difference.page} ».`
    case 'question-added':
      return fr`Nouvelle question : « ${difference.question} ».`
    case 'question-removed':
      return fr`Question retirée : « ${difference.question} ».`
    case 'question-words':
      return fr`« ${difference.before} » devient « ${difference.after} ».`
    case 'help':
      return fr`« ${difference.question} » : l’aide change.`
    case 'kind':
      return fr`« ${difference.question} » : le nombre de réponses possibles change.`
    case 'english':
      return fr`« ${difference.question} » : l’anglais change.`
    case 'answer-added':
      return fr`« ${difference.question} » : nouvelle réponse « ${difference.answer} ».`
    case 'answer-removed':
      return fr`« ${difference.question} » : réponse retirée « ${difference.answer} ».`
    case 'answer-words':
      return fr`« ${difference.question} » : « ${difference.before} » devient « ${difference.after} ».`
  }
}

/** What the pages say on which a questionnaire is written. */
export const questionnairesFr = {
  faultInWords,
  differenceInWords,
  moment: momentInWords,
  models: {
    title: 'Modèles nationaux',
    heading: 'Modèles nationaux de questionnaires',
    lead: fr`Chaque territoire utilise ces questions telles quelles, ou les copie pour les adapter.`,
    used: (count: number) =>
      count === 1 ? 'Utilisé tel quel par 1 territoire' : `Utilisé tel quel par ${count} territoires`,
    none: fr`Aucun modèle pour ce thème.`,
  },
  back: 'Thèmes et questionnaires',
  one: {
    title: (theme: string) => fr`Questionnaire : ${theme}`,
    draft: 'Brouillon',
    writtenBy: (author: string) =>
      fr`Modifié en dernier par ${author}. Les jeunes ne voient rien avant la publication.`,
    national: fr`Ce sont les questions du modèle national. Copiez-les pour les adapter à votre territoire.`,
    copy: fr`Ce sont les questions de votre territoire, telles que les jeunes les voient.`,
    model: fr`Ce sont les questions du modèle national, telles que les territoires les utilisent.`,
    off: fr`Ce thème est fermé : les jeunes du territoire ne voient pas ces questions.`,
    empty: fr`Il n’y a encore aucune question.`,
    begin: 'Copier et modifier',
    change: 'Modifier',
    preview: 'Aperçu, et ce que chaque réponse écarte',
    publish: 'Publier…',
    drop: 'Abandonner le brouillon',
    toNational: 'Revenir au modèle national',
    addPage: 'Ajouter un groupe de questions',
    addQuestion: 'Ajouter une question',
    edit: 'Modifier',
    up: 'Monter',
    down: 'Descendre',
    remove: 'Retirer',
    kinds: { one: 'Une seule réponse', several: 'Plusieurs réponses' },
    done: {
      publie: fr`Le questionnaire est publié : les jeunes le voient dès maintenant.`,
      abandonne: fr`Le brouillon est abandonné. Rien n’a changé pour les jeunes.`,
    },
  },
  page: {
    newTitle: 'Ajouter un groupe de questions',
    title: 'Modifier un groupe de questions',
    name: 'Titre du groupe',
    nameHint: fr`Il aide à s’y retrouver ici ; les jeunes voient une question à la fois.`,
    nameEn: 'Titre en anglais',
    save: 'Enregistrer',
  },
  optional: '(facultatif)',
  question: {
    newTitle: 'Ajouter une question',
    title: 'Modifier une question',
    label: 'La question',
    labelHint: fr`En « tu », simple, sans jargon : « Que fais-tu en ce moment ? »`,
    help: 'Aide sous la question',
    english: 'En anglais',
    englishHint: fr`Montré aux jeunes qui lisent en anglais. Sans traduction, ils lisent le français.`,
    labelEn: 'La question en anglais',
    helpEn: 'L’aide en anglais',
    kind: fr`Combien de réponses un jeune peut-il choisir ?`,
    answers: 'Les réponses',
    answersHint: fr`« Je ne sais pas, passer » est toujours proposé, et n’écarte rien.`,
    answer: (place: number) => `Réponse ${place}`,
    answerEn: (place: number) => `Réponse ${place} en anglais`,
    usedBy: (count: number) => (count === 1 ? 'Acceptée par 1 offre' : `Acceptée par ${count} offres`),
    add: 'Ajouter une réponse',
    save: 'Enregistrer la question',
    kept: fr`Le brouillon est enregistré avec la question.`,
  },
  preview: {
    title: 'Aperçu du questionnaire',
    lead: (count: number) =>
      count === 0
        ? fr`Aucune offre en ligne sur ce thème pour l’instant : aucune réponse n’écarte rien.`
        : fr`Sous chaque réponse, ce qu’elle écarte parmi ${offers(count)} que les jeunes du territoire peuvent trouver.`,
    leadNational: (count: number) =>
      fr`Sous chaque réponse, ce qu’elle écarte parmi ${offers(count)} en ligne dans le pays.`,
    isDraft: fr`C’est le brouillon, tel que les jeunes le verraient.`,
    step: (place: number, count: number) => `Question ${place} sur ${count}`,
    effects: (question: string) => fr`Ce que chaque réponse écarte : ${question}`,
    excludesNothing: (answer: string) => fr`« ${answer} » n’écarte aucune offre.`,
    excludes: (answer: string, excluded: number, of: number, titles: readonly string[]) =>
      fr`« ${answer} » écarte ${offers(excluded)} sur ${of} : ${namesOf(titles)}`,
    excludesAlone: (answer: string, excluded: number, of: number, titles: readonly string[]) =>
      fr`« ${answer} », cochée seule, écarte ${offers(excluded)} sur ${of} : ${namesOf(titles)}`,
    skipped: fr`Une question passée n’écarte rien.`,
  },
  publication: {
    title: 'Publier le questionnaire',
    heading: (theme: string) => fr`Publier : ${theme}`,
    headingNational: (theme: string) => fr`Revenir au modèle national : ${theme}`,
    lead: fr`Les jeunes verront ces changements aussitôt. Les demandes en cours gardent leurs réponses, telles qu’elles ont été données.`,
    differences: 'Ce qui change',
    same: fr`Rien ne change pour les jeunes.`,
    faults: 'À compléter avant de publier',
    inUse: 'Des offres acceptent des réponses retirées',
    narrowed: (gone: string, titles: readonly string[]) =>
      fr`${gone} ne sera plus dans les critères de ces offres, qui en acceptent d’autres : ${namesOf(titles)}`,
    emptied: (gone: string, titles: readonly string[]) => fr`Ces offres n’acceptent que ${gone} : ${namesOf(titles)}`,
    question: (label: string) => fr`« ${label} » : que deviennent les offres qui n’acceptaient que ces réponses ?`,
    replaceBy: (label: string) => fr`Elles acceptent « ${label} » à la place`,
    lift: fr`Elles ne demandent plus rien sur ce point : elles acceptent tout le monde`,
    keep: fr`Pour garder ces critères tels quels, gardez la réponse dans le questionnaire.`,
    missing: 'Choisissez ce que deviennent ces offres.',
    send: 'Publier maintenant',
    sendNational: 'Revenir au modèle national',
    stay: 'Ne rien publier pour l’instant',
  },
  drop: {
    title: 'Abandonner le brouillon',
    heading: fr`Abandonner ce brouillon ?`,
    lead: fr`Les changements qui n’ont pas été publiés sont perdus. Les jeunes continuent de voir le questionnaire actuel.`,
    send: 'Abandonner le brouillon',
    stay: 'Garder le brouillon',
  },
} as const
