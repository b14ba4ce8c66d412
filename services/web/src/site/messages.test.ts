import { expect, test } from 'vitest'
import { askingFr } from '../young-person/asking/messages.fr.ts'
import { trackingFr } from '../young-person/tracking/messages.fr.ts'
import { problemsFr } from '../partner/problems/problems.fr.ts'
import { offersFr } from '../partner/offers/offers.fr.ts'
import { writingFr } from '../partner/offers/writing.fr.ts'
import { professionalFr } from '../professional/messages.fr.ts'
import { accountFr } from '../account/messages.fr.ts'
import { actsFr } from '../animation/acts.fr.ts'
import { upkeepFr } from '../animation/upkeep/upkeep.fr.ts'
import { personalDataFr } from '../animation/personal-data/personal-data.fr.ts'
import { animationFr } from '../animation/messages.fr.ts'
import { watchedFiguresFr } from '../animation/figures/figures.fr.ts'
import { figuresFr } from '../figures/figures.fr.ts'
import { importsFr } from '../animation/imports/imports.fr.ts'
import { questionnairesFr } from '../animation/territories/questionnaire/questionnaires.fr.ts'
import { territoriesFr } from '../animation/territories/territories.fr.ts'
import { partnerFr } from '../partner/messages.fr.ts'
import { togetherFr } from '../partner/together.fr.ts'
import { teamFr } from '../partner/team/messages.fr.ts'
import { agreementsFr } from '../agreements/agreements.fr.ts'
import { audienceFr, meetingsFr, networkLettersFr } from '../meetings/meetings.fr.ts'
import { directoryFr } from '../directory/messages.fr.ts'
import { siteFr } from './messages.fr.ts'

/** Every sentence of a module; those made of parts are made of an ISO day, which passes for a name as well. */
const sentencesIn = (words: unknown): string[] => {
  if (typeof words === 'string') return [words]
  if (typeof words === 'function') {
    try {
      return sentencesIn(Reflect.apply(words, undefined, Array<string>(4).fill('2026-11-20')))
    } catch {
      return []
    }
  }
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(sentencesIn) : []
}

test.each([
  ['site', siteFr],
  ['asking', askingFr],
  ['tracking', trackingFr],
  ['professional', professionalFr],
  ['account', accountFr],
  ['territories', territoriesFr],
  ['questionnaires', questionnairesFr],
  ['problems', problemsFr],
  ['offers', offersFr],
  ['writing', writingFr],
  ['animation', animationFr],
  ['acts', actsFr],
  ['personal data', personalDataFr],
  ['imports', importsFr],
  ['partner', partnerFr],
  ['figures', figuresFr],
  ['watched figures', watchedFiguresFr],
  ['together', togetherFr],
  ['team', teamFr],
  ['directory', directoryFr],
  ['agreements', agreementsFr],
  ['meetings', { ...meetingsFr, audience: audienceFr, letters: networkLettersFr }],
  ['upkeep', upkeepFr],
])('in %s, double punctuation stays on the line of its word', (_, module) => {
  const sentences = sentencesIn(module)
  expect(sentences.length).toBeGreaterThan(20)
  expect(sentences.filter((sentence) => / [?!:;»]|« /.test(sentence))).toEqual([])
})
