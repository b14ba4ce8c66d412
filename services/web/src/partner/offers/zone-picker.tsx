import { countCovered, findZonesCovered, searchZones } from '@boussole/db'
import type { Database, Zone, ZoneCovered } from '@boussole/db'
import { FieldFault, TextField, errorOf } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { valueOf } from '../../site/form.ts'
import type { FormState, Values } from '../../site/form.ts'
import { writingFr } from './writing.fr.ts'

const words = writingFr.where

/** The zones of a form: what is chosen with what it covers, and what was found for the words searched. */
export interface ZonesShown {
  readonly chosen: readonly ZoneCovered[]
  readonly covered: { readonly communes: number; readonly population: number }
  /** Null: nothing was searched. */
  readonly found: readonly Zone[] | null
}

const searched = (values: Values): string => valueOf(values, 'zone-cherchee').trim()

/** Looks up the zones that a form holds. */
export const lookUpZones = async (
  db: Database,
  { values, territoryId }: { values: Values; territoryId: string },
): Promise<ZonesShown> => {
  const codes = values['zone'] ?? []
  const [chosen, covered, found] = await Promise.all([
    findZonesCovered(db, codes, territoryId),
    countCovered(db, codes),
    searched(values) === '' ? null : searchZones(db, searched(values)),
  ])
  return { chosen, covered, found }
}

/**
 * Other words than those whose zones the page shows are in the search: Enter was pressed in it, and searches. `zone-vue`
 * holds the words shown.
 */
const isSearchedByEnter = (values: Values): boolean =>
  valueOf(values, 'faire') === 'suite' && searched(values) !== '' && searched(values) !== valueOf(values, 'zone-vue')

/** What a button of the picker makes of the form; undefined: it is none of the picker's. */
export const pickZone = (values: Values): Values | undefined => {
  const [act, code = ''] = valueOf(values, 'faire').split('=')
  const zones = values['zone'] ?? []
  if (act === 'chercher') return values
  if (act === 'ajouter') return { ...values, zone: [...new Set([...zones, code])], 'zone-cherchee': [] }
  if (act === 'retirer') return { ...values, zone: zones.filter((zone) => zone !== code) }
  return undefined
}

/** A button of the form that comes back to the zones. */
const ZoneButton = ({ action, act, label, about }: { action: string; act: string; label: string; about: string }) => (
  <button class="button button-quiet button-small" type="submit" name="faire" value={act} formaction={action}>
    <span>
      {label} {about !== '' && <span class="unseen">{about}</span>}
    </span>
  </button>
)

const Covers = ({ zone }: { zone: ZoneCovered }) => (
  <span class="hint">
    {words.levels[zone.level]}, {words.covers(zone.communes, zone.population)}
  </span>
)

/** Where an offer is valid: what is chosen, and the search for more. Every act is a button of the form around it. */
export const ZonePicker = ({
  form,
  zones,
  territory,
  action,
}: {
  form: FormState
  zones: ZonesShown
  territory: string
  /** Where the form is sent, to be shown again at the zones. */
  action: string
}) => {
  const error = errorOf(form.errors, 'zone')
  const chosen = new Set(zones.chosen.map(({ code }) => code))
  return (
    <section
      class={error === undefined ? undefined : 'has-fault'}
      id="champ-zone"
      tabIndex={-1}
      aria-labelledby="zone-titre"
    >
      <h2 id="zone-titre">{words.heading}</h2>
      <FieldFault name="zone" error={error} />
      {zones.chosen.length === 0 && <p>{words.none}</p>}
      <ul class="zones">
        {zones.chosen.map((zone) => (
          <li class="zone" key={zone.code}>
            <input type="hidden" name="zone" value={zone.code} />
            <span class="zone-words">
              <strong>{zone.name}</strong>
              <Covers zone={zone} />
              {zone.isOutside && (
                <span class="fault">
                  <Icon name="warning" />
                  <span>{words.outside(territory)}</span>
                </span>
              )}
            </span>
            <ZoneButton action={action} act={`retirer=${zone.code}`} label={words.remove} about={zone.name} />
          </li>
        ))}
      </ul>
      {zones.chosen.length > 1 && <p>{words.total(zones.covered.communes, zones.covered.population)}</p>}
      <div class="zone-search">
        <TextField
          form={form}
          name="zone-cherchee"
          type="search"
          label={words.search}
          hint={words.searchHint}
          autocomplete="off"
          hasFocus={isSearchedByEnter(form.values)}
        />
        <input type="hidden" name="zone-vue" value={zones.found === null ? '' : searched(form.values)} />
        <ZoneButton action={action} act="chercher" label={words.send} about="" />
      </div>
      {zones.found?.length === 0 && <p role="status">{words.nothing(searched(form.values))}</p>}
      {zones.found !== null && zones.found.length > 0 && (
        <>
          <h3>{words.found(searched(form.values))}</h3>
          <ul class="zones">
            {zones.found.map(({ code, name, level }) => (
              <li class="zone" key={code}>
                <span class="zone-words">
                  <strong>{name}</strong>
                  <span class="hint">{words.levels[level]}</span>
                </span>
                {chosen.has(code) ? (
                  <span class="hint">{words.added}</span>
                ) : (
                  <ZoneButton action={action} act={`ajouter=${code}`} label={words.add} about={name} />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
