import { type Block, button, paragraph } from './blocks.ts'

/** The way to the tracking page, with what the young person may do there. */
export const requestPage = (trackingUrl: string): readonly Block[] => [
  button('Suivre ma demande', trackingUrl),
  paragraph('Sur cette page, tu peux aussi corriger tes coordonnées ou annuler ta demande.'),
]
