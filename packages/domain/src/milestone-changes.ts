import type { Temporal } from 'temporal-polyfill'
import type { Milestone } from './ladder.ts'
import type { MilestoneChanges } from './step.ts'

const isCancelledBy = ({ kind }: Milestone, { cancel }: MilestoneChanges): boolean =>
  cancel === 'all' || cancel.includes(kind)

/** What is left of the milestones that one act planned: a later step of it may cancel them, or move the lapse. */
export const leftPlanned = (steps: readonly MilestoneChanges[]): readonly Milestone[] =>
  steps.reduce<readonly Milestone[]>((planned, step) => {
    const { plan, moveLapseTo } = step
    return [
      ...planned
        .filter((milestone) => !isCancelledBy(milestone, step))
        .map((milestone) =>
          milestone.kind === 'lapse' && moveLapseTo !== null ? { ...milestone, dueAt: moveLapseTo } : milestone,
        ),
      ...plan,
    ]
  }, [])

/** What the steps of one act make of a milestone that was pending before: it is cancelled, moved, or left as it is. */
export const fateOf = (
  milestone: Milestone,
  steps: readonly MilestoneChanges[],
): 'cancelled' | { readonly movedTo: Temporal.Instant } | 'left' => {
  if (steps.some((step) => isCancelledBy(milestone, step))) return 'cancelled'
  const movedTo =
    milestone.kind === 'lapse' ? steps.findLast(({ moveLapseTo }) => moveLapseTo !== null)?.moveLapseTo : null
  return movedTo == null ? 'left' : { movedTo }
}
