import type { DemoTerritory } from '../shapes.ts'
import { emploiOffers } from './emploi-offers.ts'
import { formationOffers } from './formation-offers.ts'
import { logementOffers } from './logement-offers.ts'
import { mobiliteOffers } from './mobilite-offers.ts'
import { loirePartners } from './partners.ts'
import { santeOffers } from './sante-offers.ts'

/** The Loire, as in the charter: all its communes, five themes, twelve partners, forty offers. */
export const loireTerritory: DemoTerritory = {
  slug: 'loire',
  name: 'Loire',
  timeZone: 'Europe/Paris',
  holidayZone: 'metropole',
  counting: 'calendar',
  regionCode: '84',
  communesOf: { department: '42' },
  infoJeunes: {
    name: 'Info Jeunes Loire',
    phone: '04 65 71 42 00',
    email: 'bonjour@info-jeunes-loire.example',
    address: '12 rue de la Rose-des-Vents, 42000 Saint-Étienne',
    director: 'Danielle Pommier, directrice',
  },
  themes: { logement: null, emploi: null, formation: null, sante: null, mobilite: null },
  animators: [
    {
      key: 'marion-delcasse',
      name: 'Marion Delcasse',
      email: 'marion.delcasse@info-jeunes-loire.example',
      watches: { territory: 'loire' },
    },
    {
      key: 'farid-lamrani',
      name: 'Farid Lamrani',
      email: 'farid.lamrani@info-jeunes-loire.example',
      watches: { territory: 'loire', also: ['velay'] },
    },
    {
      key: 'sylvie-grangeon',
      name: 'Sylvie Grangeon',
      email: 'sylvie.grangeon@info-jeunes-aura.example',
      watches: { region: '84' },
    },
    {
      key: 'antoine-verchere',
      name: 'Antoine Verchère',
      email: 'antoine.verchere@boussole-nationale.example',
      watches: 'nation',
    },
    {
      key: 'claire-fontanel',
      name: 'Claire Fontanel',
      email: 'claire.fontanel@departement-loire.example',
      watches: { territory: 'loire' },
      onlyObserves: true,
    },
  ],
  partners: loirePartners,
  offers: [...logementOffers, ...emploiOffers, ...formationOffers, ...santeOffers, ...mobiliteOffers],
}
