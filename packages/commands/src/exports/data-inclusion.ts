import { splitAddress, topicsOfNeed } from '@boussole/contracts'
import type { TopicTable } from '@boussole/contracts'
import type { ExportedOffer, ExportedPartner } from '@boussole/db'

const source = 'boussole'
const idOf = (id: string, sourceId: string | null): string => sourceId ?? `${source}--${id}`

const uri = (address: string | null): string | null =>
  address !== null && /^https?:\/\//.test(address) && URL.canParse(address) ? new URL(address).href : null

/** Names of 3 to 150 characters that do not end with a full stop. */
const nameOf = (name: string): string => name.slice(0, 150).replace(/\.+$/, '').padEnd(3, ' ')

const placeOf = (partner: ExportedPartner) => {
  const split = splitAddress(partner.address ?? '')
  return {
    adresse: split?.street ?? partner.address,
    complement_adresse: null,
    code_postal: split !== undefined && /^\d{5}$/.test(split.postalCode) ? split.postalCode : null,
    code_insee: partner.communeCode,
    commune: partner.communeName,
    latitude: partner.latitude,
    longitude: partner.longitude,
  }
}

/** A partner as a `structure` of data.inclusion v1 (Licence Ouverte 2.0). */
export const toStructure = (partner: ExportedPartner) => ({
  source,
  id: idOf(partner.id, partner.sourceId),
  nom: nameOf(partner.name),
  date_maj: partner.createdOn,
  description: partner.roleInWords.length >= 5 ? partner.roleInWords : null,
  siret: partner.siret,
  ...placeOf(partner),
  telephone: partner.phone,
  courriel: partner.email,
  site_web: uri(partner.website),
  lien_source: null,
  horaires_accueil: null,
  accessibilite_lieu: null,
  reseaux_porteurs: null,
})

/** Zones as INSEE codes; a region is its departments. */
const zonesOf = ({ zones, departments }: ExportedOffer): string[] | null => {
  if (zones.includes('N:FR')) return ['france']
  const codes = [...zones.filter((zone) => !zone.startsWith('R:')).map((zone) => zone.slice(2)), ...departments]
  return codes.length === 0 ? null : [...new Set(codes)]
}

/** An offer as a `service` of data.inclusion v1. The promised delay stands in its conditions: the standard has no field for it. */
export const toService = (offer: ExportedOffer, topics: TopicTable) => {
  const thematiques = offer.need === null ? [] : topicsOfNeed({ theme: offer.theme, need: offer.need }, topics)
  return {
    source,
    id: idOf(offer.id, offer.sourceId),
    structure_id: idOf(offer.partner.id, offer.partner.sourceId),
    nom: nameOf(offer.title),
    description: offer.description.padEnd(5, ' '),
    date_maj: offer.updatedAt.slice(0, 10),
    type: null,
    thematiques: thematiques.length === 0 ? null : thematiques,
    frais: 'gratuit',
    frais_precisions: null,
    publics: ['jeunes'],
    publics_precisions: `De ${offer.ageMin} à ${offer.ageMax} ans`,
    conditions_acces: null,
    modes_accueil: null,
    modes_mobilisation: null,
    mobilisable_par: ['usagers', 'professionnels'],
    mobilisation_precisions: `Délai de réponse garanti : ${offer.windowDays} jours ${offer.counting === 'working' ? 'ouvrés' : 'calendaires'}`,
    lien_mobilisation: null,
    lien_source: null,
    zone_eligibilite: zonesOf(offer),
    contact_nom_prenom: null,
    telephone: offer.partner.phone,
    courriel: offer.partner.email,
    horaires_accueil: null,
    volume_horaire_hebdomadaire: null,
    nombre_semaines: null,
    ...placeOf(offer.partner),
  }
}
